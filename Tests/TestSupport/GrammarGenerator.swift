/// Writes programs that follow the rules of a grammar.
public struct GrammarGenerator {
  /// The words that programs are made of.
  public struct Words: Sendable {
    /// Names that are bound and used.
    public var names = ["a", "b2", "_x", "größe", "データ", "متن", "list", "x_1", "other"]
    /// Names behind a dot.
    public var fields = ["a", "b2", "größe", "text", "map"]
    /// Names of arguments.
    public var arguments: [String] = []

    /// Words that mean nothing.
    public init() {}
  }

  private let grammar: Grammar
  private let words: Words
  private let style: ProgramText.Style
  private var randomness: Randomness
  private var written: ProgramText
  /// The rules that were used so far.
  public private(set) var used: Set<String> = []

  private var depth = 0
  /// How many rules the program may still use before it has to come to its end.
  private var room = 0
  private var loopDepth = 0
  private var functionDepth = 0
  private var formattedDepth = 0
  private var isExponent = false
  private var hasSteps = false
  private var freshNames = 0

  /// Makes a generator that gives the same programs for the same seed.
  ///
  /// - Parameters:
  ///   - grammar: The rules.
  ///   - seed: Stands for all that is left to chance.
  ///   - words: The words to use.
  ///   - isWild: Whether programs are laid out as badly as the language allows, with comments.
  public init(_ grammar: Grammar, seed: UInt64, words: Words = Words(), isWild: Bool = false) {
    self.grammar = grammar
    self.words = words
    style = isWild ? .wild : .plain
    written = ProgramText(style)
    randomness = Randomness(seed: seed)
  }

  /// Writes a program.
  ///
  /// - Parameter size: How many rules are used before the program comes to its end.
  /// - Returns: The text of the program.
  public mutating func program(size: Int = 1_500) -> String {
    written = ProgramText(style)
    (depth, room, hasSteps) = (0, size, false)
    writeRule("recipe", in: "")
    return written.text
  }

  /// Whether rules have become so deep, or so many, that only the shortest choices are left.
  private var isDeep: Bool { depth > 120 || room <= 0 }

  private mutating func chance(_ count: Int) -> Bool {
    Int.random(in: 0..<count, using: &randomness) == 0
  }

  private mutating func pick(_ words: [String]) -> String {
    words.randomElement(using: &randomness) ?? ""
  }

  /// Keeps to what the page says in words about loops and functions, while `body` uses a rule.
  private mutating func inside<Result>(
    _ name: String, _ parent: String, _ body: (inout GrammarGenerator) -> Result
  ) -> Result {
    used.insert(name)
    let outer = (loopDepth, functionDepth, formattedDepth, isExponent)
    switch (name, parent) {
    case ("block", "for"), ("block", "while"): loopDepth += 1
    case ("block", "definition"), ("block", "function"), ("expression", "function"):
      (functionDepth, loopDepth) = (1, 0)
    case ("FORMATTED", _): (formattedDepth, loopDepth) = (formattedDepth + 1, 0)
    case ("EXPONENT", _): isExponent = true
    default: break
    }
    (room, depth) = (room - 1, depth + 1)
    defer {
      (loopDepth, functionDepth, formattedDepth, isExponent) = outer
      depth -= 1
    }
    return body(&self)
  }
}

// MARK: - Rules of tokens

extension GrammarGenerator {
  private mutating func writeRule(_ name: String, in parent: String) {
    switch name {
    case "NEWLINE":
      used.insert(name)
      written.endLine(&randomness)
    case "STEP", "PROSE":
      used.insert(name)
      hasSteps = true
      written.writeLine(
        name == "STEP"
          ? pick(["# %% Title of a step", "#%%  Title  ", "# %%"])
          : pick(["# %% [markdown]\n# Words.", "# %% [markdown] a\n#b\n\n#  c"]))
    case _ where name.isToken:
      let token = token(name, in: parent)
      written.write(token, opensBlock: false, &randomness)
    default:
      guard let rule = grammar.rules[name] else { return }
      inside(name, parent) { $0.write(rule, in: name) }
    }
  }

  private mutating func write(_ rule: Grammar.Rule, in name: String) {
    switch rule {
    case .terminal(let text): written.write(text, opensBlock: name == "block", &randomness)
    case .name(let inner): writeRule(inner, in: name)
    case .words: return
    case .sequence(let parts): for part in parts { write(part, in: name) }
    case .optional(let part): if !isDeep, chance(2) { write(part, in: name) }
    case .repeated(let part): for _ in 0..<count(in: name) { write(part, in: name) }
    case .choice(let choices): if let choice = choice(choices) { write(choice, in: name) }
    }
  }

  private mutating func count(in name: String) -> Int {
    if name == "recipe" { return Int.random(in: 1...12, using: &randomness) }
    if isDeep { return 0 }
    if isExponent { return 1 }
    let isLong = !name.isToken && chance(12)
    return Int.random(in: 0...(isLong ? 9 : name.isToken ? 5 : 2), using: &randomness)
  }

  private mutating func choice(_ choices: [Grammar.Rule]) -> Grammar.Rule? {
    let allowed = choices.filter(isAllowed)
    let simple = isDeep ? allowed.filter { !isLarge($0) } : allowed
    return (simple.isEmpty ? allowed : simple).randomElement(using: &randomness)
  }

  /// Whether a choice may be taken at the place.
  private func isAllowed(_ rule: Grammar.Rule) -> Bool {
    switch rule {
    case .name("jump"): loopDepth > 0
    case .name("return"): functionDepth > 0
    case .name("parameter"): !hasSteps
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

// MARK: - Rules of letters

extension GrammarGenerator {
  private mutating func token(_ name: String, in parent: String) -> String {
    if let word = word(for: name, in: parent) {
      used.insert(name)
      return word
    }
    guard let rule = grammar.rules[name] else { return "" }
    return inside(name, parent) { $0.text(of: rule, in: name) }
  }

  private mutating func text(of rule: Grammar.Rule, in name: String) -> String {
    switch rule {
    case .terminal(let text): return text
    case .name("expression"): return expression()
    case .name(let inner): return token(inner, in: name)
    case .words: return ""
    case .sequence(let parts):
      var text = ""
      for part in parts { text += self.text(of: part, in: name) }
      return text
    case .optional(let part): return isDeep || chance(2) ? "" : text(of: part, in: name)
    case .repeated(let part):
      var text = ""
      for _ in 0..<count(in: name) { text += self.text(of: part, in: name) }
      return text
    case .choice(let choices): return choice(choices).map { text(of: $0, in: name) } ?? ""
    }
  }

  /// An expression of a formatted string; two braces at its start would be a letter.
  private mutating func expression() -> String {
    let outer = written
    written = ProgramText(style, isOneLine: true)
    writeRule("expression", in: "FORMATTED")
    defer { written = outer }
    return written.text.hasPrefix("{") ? " " + written.text : written.text
  }

  /// What stands for a token that the page describes in words; `nil` for every other rule.
  private mutating func word(for name: String, in parent: String) -> String? {
    switch name {
    case "NEWLINE": return "\n"
    case "NAME": return self.name(in: parent)
    case "LETTER", "PLAIN":
      return pick(["a", "B", "é", "漢", "😀", "#", "'", " ", "=", "<", "ا", "(", "]", "0"])
    case "CODE": return pick(["E9", "1F600", "0", "10FFFF", "000041", "d7ff"])
    default: return nil
    }
  }

  /// A name; one that must not come twice is a new one.
  private mutating func name(in parent: String) -> String {
    switch parent {
    case "field": return pick(words.fields)
    case "named" where !words.arguments.isEmpty && chance(2): return pick(words.arguments)
    case "parameters", "default", "named", "parameter":
      freshNames += 1
      return "name_\(freshNames)"
    default: return pick(words.names)
    }
  }
}
