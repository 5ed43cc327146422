import Language
import TestSupport

/// Tells whether tokens follow the rules of a grammar, whatever the parser thinks of them.
///
/// For each rule and each place it finds all places where the rule can end, once.
final class GrammarRecognizer {
  private struct Key: Hashable {
    let name: String
    let place: Int
  }

  private let grammar: Grammar
  private var tokens: [Token] = []
  private var found: [Key: Set<Int>] = [:]
  /// The farthest place that a token was accepted at, for messages.
  private(set) var farthest = 0

  init(_ grammar: Grammar) { self.grammar = grammar }

  /// Whether the text is a recipe.
  func accepts(_ source: SourceText) -> Bool {
    let output = Lexer.read(source)
    return output.diagnostics.isEmpty && accepts(output.tokens, as: "recipe")
  }

  private func accepts(_ raw: [Token], as name: String) -> Bool {
    let (outerTokens, outerFound) = (tokens, found)
    defer { (tokens, found) = (outerTokens, outerFound) }
    tokens = Self.withoutIdleNewlines(raw)
    found = [:]
    farthest = 0
    return ends(of: name, at: 0).contains(tokens.count)
  }

  private func ends(of name: String, at place: Int) -> Set<Int> {
    if name.isToken { return matches(name, at: place) ? [place + 1] : [] }
    let key = Key(name: name, place: place)
    if let known = found[key] { return known }
    guard let rule = grammar.rules[name] else { return [] }
    let ends = ends(of: rule, at: place)
    found[key] = ends
    return ends
  }

  private func ends(of rule: Grammar.Rule, at place: Int) -> Set<Int> {
    switch rule {
    case .name(let name): return ends(of: name, at: place)
    case .terminal(let text): return isTerminal(text, at: place) ? [place + 1] : []
    case .words: return []
    case .optional(let part): return ends(of: part, at: place).union([place])
    case .choice(let choices):
      return choices.reduce(into: []) { $0.formUnion(ends(of: $1, at: place)) }
    case .sequence(let parts):
      var places: Set<Int> = [place]
      for part in parts {
        places = places.reduce(into: []) { $0.formUnion(ends(of: part, at: $1)) }
      }
      return places
    case .repeated(let part):
      var places: Set<Int> = [place]
      var fresh = places
      while !fresh.isEmpty {
        let next = fresh.reduce(into: Set<Int>()) { $0.formUnion(ends(of: part, at: $1)) }
        fresh = next.subtracting(places)
        places.formUnion(fresh)
      }
      return places
    }
  }

  private func isTerminal(_ text: String, at place: Int) -> Bool {
    guard place < tokens.count else { return false }
    let token = tokens[place]
    let matches = token.symbol?.rawValue == text || token.keyword?.rawValue == text
    if matches { farthest = max(farthest, place + 1) }
    return matches
  }

  private func matches(_ name: String, at place: Int) -> Bool {
    guard place < tokens.count else { return false }
    let matches: Bool
    switch (name, tokens[place].kind) {
    case ("NAME", .name), ("KEYWORD", .keyword), ("INT", .int), ("FLOAT", .float),
      ("STRING", .string), ("NEWLINE", .newline), ("STEP", .step), ("PROSE", .prose):
      matches = true
    case ("TYPE", .name(let word)):
      matches = ParameterDeclaration.typeNames.contains(word)
    case ("FORMATTED", .formatted(let parts)): matches = parts.allSatisfy(accepts)
    default: matches = false
    }
    if matches { farthest = max(farthest, place + 1) }
    return matches
  }

  private func accepts(_ part: FormattedToken) -> Bool {
    guard case .field(let inner, _, let format) = part else { return true }
    let farthestSoFar = farthest
    defer { farthest = farthestSoFar }
    return accepts(inner, as: "expression") && format.allSatisfy(accepts)
  }
}

extension GrammarRecognizer {
  /// The tokens without the end and without the newlines that mean nothing, as the page says.
  private static func withoutIdleNewlines(_ tokens: [Token]) -> [Token] {
    var kept: [Token] = []
    /// For each open bracket, whether newlines count in it.
    var open: [Bool] = []
    for (index, token) in tokens.enumerated() {
      switch token.kind {
      case .end: continue
      case .newline:
        let counts = open.last ?? true
        if !counts || kept.last.map(goesOn) ?? false { continue }
        if let next = tokens[index...].first(where: { !$0.isNewline }),
          [.else, .catch].contains(next.keyword), kept.last?.symbol == .closeBrace
        {
          continue
        }
      case .symbol(.openParenthesis), .symbol(.openBracket): open.append(false)
      case .symbol(.openBrace): open.append(!isRecord(tokens, index, after: kept.last))
      case .symbol(.closeParenthesis), .symbol(.closeBracket), .symbol(.closeBrace):
        _ = open.popLast()
      default: break
      }
      kept.append(token)
    }
    return kept
  }

  /// Whether a newline behind the token means nothing.
  private static func goesOn(_ token: Token) -> Bool {
    switch token.kind {
    case .keyword(.and), .keyword(.or), .keyword(.in): true
    case .symbol(let symbol):
      switch symbol {
      case .assign, .arrow, .plus, .minus, .times, .divide, .floorDivide, .remainder, .power, .at,
        .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
        true
      default: false
      }
    default: false
    }
  }

  private static func isRecord(_ tokens: [Token], _ index: Int, after last: Token?) -> Bool {
    let ahead = tokens[(index + 1)...].filter { !$0.isNewline }.prefix(2)
    if ahead.last?.symbol == .colon, ahead.first?.symbol == nil { return true }
    if ahead.first?.symbol == .ellipsis { return true }
    guard ahead.first?.symbol == .closeBrace else { return false }
    switch last?.kind {
    case nil, .newline, .keyword(.return), .keyword(.not), .keyword(.and), .keyword(.or),
      .keyword(.in), .keyword(.if), .keyword(.while):
      return true
    case .symbol(let symbol):
      return ![.closeParenthesis, .closeBrace, .closeBracket].contains(symbol)
    default: return false
    }
  }
}

extension Token {
  fileprivate var isNewline: Bool {
    if case .newline = kind { return true }
    return false
  }
}
