/// Writes programs that follow the rules of a grammar.
public struct GrammarGenerator {
  private let grammar: Grammar
  private var randomness: Randomness
  /// The rules that were used so far.
  public private(set) var used: Set<String> = []

  private var depth = 0
  /// How many rules the program may still use before it has to come to its end.
  private var room = 0
  private var loopDepth = 0
  private var functionDepth = 0
  private var formattedDepth = 0
  private var isExponent = false
  private var freshNames = 0

  /// Makes a generator that gives the same programs for the same seed.
  public init(_ grammar: Grammar, seed: UInt64) {
    self.grammar = grammar
    randomness = Randomness(seed: seed)
  }

  /// Returns a program.
  public mutating func program() -> String {
    depth = 0
    room = 1_500
    return text(of: "recipe", in: "")
  }

  /// Whether rules have become so deep, or so many, that only the shortest choices are left.
  private var isDeep: Bool { depth > 120 || room <= 0 }

  private mutating func text(of name: String, in parent: String) -> String {
    used.insert(name)
    room -= 1
    if let word = word(for: name, in: parent) { return word }
    guard let rule = grammar.rules[name] else { return "" }
    let outer = (loopDepth, functionDepth, formattedDepth, isExponent)
    defer { (loopDepth, functionDepth, formattedDepth, isExponent) = outer }
    enter(name, parent)
    depth += 1
    defer { depth -= 1 }
    return text(of: rule, in: name)
  }

  /// Keeps to what the page says in words about loops and functions.
  private mutating func enter(_ name: String, _ parent: String) {
    switch (name, parent) {
    case ("block", "for"), ("block", "while"): loopDepth += 1
    case ("block", "definition"), ("function", _): (functionDepth, loopDepth) = (1, 0)
    case ("FORMATTED", _): (formattedDepth, loopDepth) = (formattedDepth + 1, 0)
    case ("EXPONENT", _): isExponent = true
    default: break
    }
  }

  private mutating func text(of rule: Grammar.Rule, in name: String) -> String {
    switch rule {
    case .terminal(let text): return text
    case .name(let inner): return text(of: inner, in: name)
    case .words: return ""
    case .sequence(let parts):
      var texts: [String] = []
      for part in parts { texts.append(text(of: part, in: name)) }
      return texts.filter { !$0.isEmpty }.joined(separator: name.isToken ? "" : " ")
    case .optional(let part):
      return isDeep || Bool.random(using: &randomness) ? "" : text(of: part, in: name)
    case .repeated(let part):
      var texts: [String] = []
      for _ in 0..<count(in: name) { texts.append(text(of: part, in: name)) }
      return texts.filter { !$0.isEmpty }.joined(separator: name.isToken ? "" : " ")
    case .choice(let choices):
      let allowed = choices.filter(isAllowed)
      let simple = isDeep ? allowed.filter { !isLarge($0) } : allowed
      guard let choice = (simple.isEmpty ? allowed : simple).randomElement(using: &randomness)
      else { return "" }
      return text(of: choice, in: name)
    }
  }

  private mutating func count(in name: String) -> Int {
    if name == "recipe" { return Int.random(in: 1...12, using: &randomness) }
    if isDeep { return 0 }
    if isExponent { return 1 }
    return Int.random(in: 0...(name.isToken ? 5 : 2), using: &randomness)
  }

  /// Whether a choice may be taken at the place.
  private func isAllowed(_ rule: Grammar.Rule) -> Bool {
    switch rule {
    case .name("jump"): loopDepth > 0
    case .name("return"): functionDepth > 0
    case .name("NEWLINE"): formattedDepth == 0
    case .name("FORMATTED"): formattedDepth < 3
    case .sequence(let parts): parts.allSatisfy(isAllowed)
    default: true
    }
  }

  /// Whether a choice leads to others without an end.
  private func isLarge(_ rule: Grammar.Rule) -> Bool {
    switch rule {
    case .name(let name):
      [
        "function", "list", "record", "conditional", "attempt", "FORMATTED", "definition", "for",
        "while", "negation", "signed",
      ].contains(name)
    case .sequence(let parts): parts.contains { isLarge($0) } || parts.count > 1
    default: false
    }
  }
}

extension GrammarGenerator {
  /// What stands for a token that the page describes in words; `nil` for every other rule.
  private mutating func word(for name: String, in parent: String) -> String? {
    switch name {
    case "NEWLINE": return "\n"
    case "STEP": return "\n# %% Title of a step"
    case "PROSE": return "\n# %% [markdown]\n# Words."
    case "NAME":
      guard ["parameters", "default", "named", "parameter"].contains(parent) else {
        return pick(["a", "b2", "_x", "größe", "データ", "متن", "list", "x_1", "other"])
      }
      freshNames += 1
      return "name_\(freshNames)"
    case "LETTER", "PLAIN":
      return pick(["a", "B", "é", "漢", "😀", "#", "'", " ", "=", "<", "ا", "(", "]", "0"])
    case "CODE": return pick(["E9", "1F600", "0", "10FFFF", "000041", "d7ff"])
    default: return nil
    }
  }

  private mutating func pick(_ words: [String]) -> String {
    words.randomElement(using: &randomness) ?? ""
  }
}
