/// What a parameter accepts: a small language of types, from which checking, help and completion come.
public indirect enum ValueType: Equatable, Sendable {
  /// Any value.
  case any
  /// `none`.
  case none
  /// `true` or `false`.
  case bool
  /// A whole number; a decimal number without a fraction (`1e3`) is taken too.
  case int
  /// A whole or a decimal number.
  case number
  /// A whole number in a range: `intIn(1...100)`.
  case intIn(ClosedRange<Int>)
  /// A whole or a decimal number in a range.
  case numberIn(ClosedRange<Double>)
  /// Text.
  case string
  /// Text that names a file or a folder: not empty, and without a zero byte.
  case path
  /// A path that is read: there should be something at it.
  case inputPath
  /// A path that is written.
  case outputPath
  /// Text out of a fixed set: `choice(["mean", "sum", "none"])`.
  case choice([String])
  /// A list (or a range) whose items are of a type.
  case list(of: ValueType)
  /// A record.
  case record
  /// A range.
  case range
  /// A function.
  case function
  /// A thing of the engine, by the name of its type: `object("tensor")`.
  case object(String)
  /// One of several types.
  case anyOf([ValueType])

  /// `type`, or `none`.
  public static func optional(_ type: ValueType) -> ValueType { .anyOf([type, .none]) }

  /// The type as help and errors write it: `string or list of string`.
  public var name: String {
    switch self {
    case .any: "any"
    case .none: "none"
    case .bool: "bool"
    case .int, .intIn: "int"
    case .number, .numberIn: "number"
    case .string: "string"
    case .path, .inputPath, .outputPath: "path"
    case .choice(let words): words.map { "\"\($0)\"" }.joined(separator: " or ")
    case .list(of: .any): "list"
    case .list(let item): "list of \(item.name)"
    case .record: "record"
    case .range: "range"
    case .function: "function"
    case .object(let name): name
    case .anyOf(let types): types.map(\.name).joined(separator: " or ")
    }
  }

  /// Returns whether `value` is of the type.
  public func accepts(_ value: Value) -> Bool {
    switch (self, value) {
    case (.any, _), (.none, .none), (.bool, .bool), (.int, .int), (.number, .int): true
    case (.number, .float), (.string, .string): true
    case (.path, .string(let path)), (.inputPath, .string(let path)): Self.isPath(path)
    case (.outputPath, .string(let path)): Self.isPath(path) && !Self.isRoot(path)
    case (.record, .record), (.range, .range), (.function, .function): true
    case (.list(of: .any), .list), (.list(of: .any), .range): true
    case (.list(of: .int), .range), (.list(of: .number), .range): true
    case (.list(of: .intIn(let bounds)), .range(let range)):
      range.count == 0 || bounds.contains(range[0]) && bounds.contains(range[range.count - 1])
    case (.int, .float(let number)): Int(exactly: number) != nil
    case (.intIn(let range), .int(let number)): range.contains(number)
    case (.intIn(let range), .float(let number)): Int(exactly: number).map(range.contains) ?? false
    case (.numberIn(let range), .int(let number)): range.contains(Double(number))
    case (.numberIn(let range), .float(let number)): range.contains(number)
    case (.choice(let words), .string(let text)): words.contains(text)
    case (.list(let item), .list(let list)): list.items.allSatisfy(item.accepts)
    case (.object(let name), .object(let object)): object.typeName == name
    case (.anyOf(let types), _): types.contains { $0.accepts(value) }
    default: false
    }
  }

  private static func isPath(_ text: String) -> Bool {
    !text.isEmpty && !text.unicodeScalars.contains("\0")
  }

  /// Whether a path is that of the root folder, which nothing is to be written over.
  private static func isRoot(_ path: String) -> Bool {
    path.hasPrefix("/") && path.split(separator: "/").allSatisfy { $0 == "." || $0 == ".." }
  }
}
