internal import Foundation

/// The rules of `docs/grammar.md`, read from the page.
public struct Grammar: Sendable {
  /// A rule, or a part of one.
  public indirect enum Rule: Sendable {
    /// Parts one after the other.
    case sequence([Rule])
    /// One of several.
    case choice([Rule])
    /// A part or nothing.
    case optional(Rule)
    /// A part any number of times.
    case repeated(Rule)
    /// What stands there letter by letter.
    case terminal(String)
    /// Another rule.
    case name(String)
    /// What the page says in words.
    case words
  }

  /// What the page does not hold itself.
  public struct Fault: Error {
    let text: String
  }

  /// The rules by name.
  public let rules: [String: Rule]
  /// The names in the order of the page.
  public let names: [String]

  /// Reads the page of the repository.
  public static func ofPage() throws -> Grammar {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("docs/grammar.md")
    let page = try String(contentsOf: file, encoding: .utf8)
    let parts = page.components(separatedBy: "```")
    guard parts.count == 3 else { throw Fault(text: "the page has one block of rules") }
    return try Grammar(String(parts[1].drop { $0 != "\n" }))
  }

  /// Reads rules.
  public init(_ text: String) throws {
    var reader = Reader(words: try Self.words(text)[...])
    var rules: [String: Rule] = [:]
    var names: [String] = []
    while let name = reader.next() {
      try reader.expect("=")
      if rules[name] != nil { throw Fault(text: "\(name) has two rules") }
      rules[name] = try reader.choice()
      names.append(name)
      try reader.expect(";")
    }
    self.rules = rules
    self.names = names
  }

  /// Cuts the text of rules into names, quoted letters, words in question marks, and signs.
  private static func words(_ text: String) throws -> [String] {
    var words: [String] = []
    var rest = text[...]
    while let first = rest.first {
      if first.isWhitespace {
        rest.removeFirst()
      } else if "\"'?".contains(first) {
        guard let end = rest.dropFirst().firstIndex(of: first) else {
          throw Fault(text: "\(first) is not closed")
        }
        words.append(String(rest[...end]))
        rest = rest[rest.index(after: end)...]
      } else if first.isLetter {
        let word = rest.prefix { $0.isLetter || $0 == "_" }
        words.append(String(word))
        rest = rest.dropFirst(word.count)
      } else {
        words.append(String(rest.removeFirst()))
      }
    }
    return words
  }
}

/// Reads a rule from words.
private struct Reader {
  var words: ArraySlice<String>

  mutating func next() -> String? { words.popFirst() }

  mutating func expect(_ word: String) throws {
    guard let found = next(), found == word else { throw Grammar.Fault(text: "expected \(word)") }
  }

  mutating func choice() throws -> Grammar.Rule {
    var choices = [try sequence()]
    while words.first == "|" {
      words.removeFirst()
      choices.append(try sequence())
    }
    return choices.count == 1 ? choices[0] : .choice(choices)
  }

  private mutating func sequence() throws -> Grammar.Rule {
    var parts: [Grammar.Rule] = []
    while let word = words.first, !["|", ";", ")", "]", "}"].contains(word) {
      words.removeFirst()
      switch word.first {
      case "(": parts.append(try inside(")"))
      case "[": parts.append(.optional(try inside("]")))
      case "{": parts.append(.repeated(try inside("}")))
      case "\"", "'": parts.append(.terminal(String(word.dropFirst().dropLast())))
      case "?": parts.append(.words)
      default: parts.append(.name(word))
      }
    }
    return parts.count == 1 ? parts[0] : .sequence(parts)
  }

  private mutating func inside(_ end: String) throws -> Grammar.Rule {
    let rule = try choice()
    try expect(end)
    return rule
  }
}

extension Grammar.Rule {
  /// The names of the rules that the rule is made of.
  public var uses: Set<String> {
    switch self {
    case .sequence(let parts), .choice(let parts): Set(parts.flatMap(\.uses))
    case .optional(let part), .repeated(let part): part.uses
    case .name(let name): [name]
    case .terminal, .words: []
    }
  }
}

extension String {
  /// Whether the rule of this name describes one token.
  public var isToken: Bool { allSatisfy { $0.isUppercase } }
}
