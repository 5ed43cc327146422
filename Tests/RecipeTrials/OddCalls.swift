public import Interpreter
internal import TestSupport

/// Writes calls of built-ins with arguments that are mostly of the right type, and mostly odd.
public struct OddCalls {
  private let builtins: [Builtin]
  private let objects: [String: [String]]
  private var randomness: Randomness

  /// Makes a writer that gives the same calls for the same seed.
  ///
  /// - Parameters:
  ///   - builtins: What is called.
  ///   - objects: For each type of the engine, expressions of that type.
  ///   - seed: Stands for all that is left to chance.
  public init(_ builtins: [Builtin], objects: [String: [String]], seed: UInt64) {
    (self.builtins, self.objects) = (builtins, objects)
    randomness = Randomness(seed: seed)
  }

  /// Calls each built-in once.
  public mutating func round() -> [String] {
    var calls: [String] = []
    for builtin in builtins { calls.append(call(builtin)) }
    return calls
  }

  private mutating func call(_ builtin: Builtin) -> String {
    var arguments: [String] = []
    for parameter in builtin.parameters {
      let value = argument(parameter.type, depth: 0)
      if parameter.isRest {
        for _ in 0..<Int.random(in: 0...3, using: &randomness) {
          arguments.append(argument(parameter.type, depth: 0))
        }
      } else if parameter.defaultValue == nil {
        arguments.append(value)
      } else if chance(2) {
        arguments.append("\(parameter.name)=\(value)")
      }
    }
    return "\(builtin.name)(\(arguments.joined(separator: ", ")))"
  }

  private mutating func chance(_ count: Int) -> Bool {
    Int.random(in: 0..<count, using: &randomness) == 0
  }

  private mutating func pick(_ words: [String]) -> String {
    words.randomElement(using: &randomness) ?? "none"
  }

  private static let texts = [
    "\"\"", "\"a\"", "\"one two\"", "\"é\\u{0}\"", "\"नमस्ते\"", "\"a\" * 300", "\"(\"", "\"|\"",
    "\"\\r\\n\"", "\"\\u{202E}\"", "\"text\"", "\"[PAD]\"",
  ]

  private static let types: [ValueType] = [
    .none, .bool, .int, .number, .string, .list(of: .any), .list(of: .number), .list(of: .string),
    .list(of: .list(of: .number)), .record, .range, .function,
  ]

  /// An expression of a type; one in twelve is of another.
  private mutating func argument(_ type: ValueType, depth: Int) -> String {
    if chance(12), depth < 3 { return anything(depth) }
    switch type {
    case .any: return anything(depth)
    case .none: return "none"
    case .bool: return pick(["true", "false"])
    case .int: return integer()
    case .number: return chance(2) ? integer() : decimal()
    case .intIn(let range):
      return pick([
        "\(range.lowerBound)", "\(min(range.upperBound, range.lowerBound &+ 3))", integer(),
      ])
    case .numberIn(let range): return pick(["\(range.lowerBound)", integer(), decimal()])
    case .string: return pick(Self.texts)
    case .path, .inputPath, .outputPath: return pick(["\"nowhere.wav\"", "\".\"", "\"a/b.csv\""])
    case .choice(let words): return pick(words.map { "\"\($0)\"" })
    case .list(let item): return list(item, depth)
    case .record:
      return pick(["{}", "{a: 1}", "{\"|\": 0, a: 1, \"[PAD]\": 2, \"[UNK]\": 3}", "row"])
    case .range:
      return pick(["range(0)", "range(3)", "range(-2**63, -2**63 + 2)", "range(9, 0, -4)"])
    case .function:
      return pick([
        "x => x", "() => 1", "(a, b) => a", "len", "x => [x, x]", "x => none", "x => {a: x}",
        "x => true", "x => assert(false)", "x => x.text",
      ])
    case .object(let name): return pick(objects[name] ?? ["none"])
    case .anyOf(let types):
      return argument(types.randomElement(using: &randomness) ?? .none, depth: depth)
    }
  }

  private mutating func anything(_ depth: Int) -> String {
    guard depth < 3 else { return integer() }
    if chance(3) { return pick(objects.values.flatMap(\.self).sorted()) }
    return argument(Self.types.randomElement(using: &randomness) ?? .none, depth: depth + 1)
  }

  private mutating func integer() -> String {
    pick(["0", "1", "-1", "2", "3", "5", "16", "100", "400", "9223372036854775807", "-2**63"])
  }

  private mutating func decimal() -> String {
    pick([
      "0.0", "-0.0", "0.5", "-0.5", "1.5", "1e308", "-1e308", "5e-324", "1e18", "1e-9", "16000.0",
    ])
  }

  private mutating func list(_ item: ValueType, _ depth: Int) -> String {
    var items: [String] = []
    for _ in 0..<Int.random(in: 0...3, using: &randomness) {
      items.append(argument(item, depth: depth + 1))
    }
    return "[\(items.joined(separator: ", "))]"
  }
}
