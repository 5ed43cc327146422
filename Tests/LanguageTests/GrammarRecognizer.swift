import Language
import TestSupport

/// Tells whether tokens follow the rules of a grammar, whatever the parser thinks of them.
///
/// For each rule and each place it finds all places where the rule can end, once.
final class GrammarRecognizer {
  private struct Key: Hashable {
    let name: String
    let place: Int
    let isIdle: Bool
  }

  private let grammar: Grammar
  private let tokens: [Token]
  private var found: [Key: Set<Int>] = [:]
  /// The farthest place that a token was accepted at, for messages.
  private(set) var farthest = 0

  init(_ grammar: Grammar, _ tokens: some Collection<Token>) {
    self.grammar = grammar
    self.tokens = Array(tokens)
  }

  /// Whether the tokens are a recipe.
  var isRecipe: Bool { ends(of: "recipe", at: 0, isIdle: false).contains(tokens.count) }

  /// Whether the tokens are the expression of a formatted string.
  private var isExpression: Bool {
    ends(of: "expression", at: 0, isIdle: true).contains { tokens[$0...].allSatisfy(\.isNewline) }
  }

  /// Where the rule can end that begins at a place; `isIdle` says whether newlines mean nothing.
  private func ends(of name: String, at place: Int, isIdle: Bool) -> Set<Int> {
    if name.isToken { return end(at: place, isIdle: isIdle) { matches(name, $0) } }
    let key = Key(name: name, place: place, isIdle: isIdle)
    if let known = found[key] { return known }
    guard let rule = grammar.rules[name] else { return [] }
    let ends = ends(of: rule, in: name, at: place, isIdle: isIdle)
    found[key] = ends
    return ends
  }

  private func ends(
    of rule: Grammar.Rule, in name: String, at place: Int, isIdle: Bool
  ) -> Set<Int> {
    switch rule {
    case .name(let inner): return ends(of: inner, at: place, isIdle: isIdle)
    case .terminal(let text):
      let goesOn = ["else", "catch"].contains(text)
      return end(at: place, isIdle: isIdle || goesOn) {
        $0.symbol?.rawValue == text || $0.keyword?.rawValue == text
      }
    case .words: return []
    case .optional(let part):
      return ends(of: part, in: name, at: place, isIdle: isIdle).union([place])
    case .choice(let choices):
      return choices.reduce(into: []) {
        $0.formUnion(ends(of: $1, in: name, at: place, isIdle: isIdle))
      }
    case .sequence(let parts): return ends(of: parts, in: name, at: place, isIdle: isIdle)
    case .repeated(let part):
      var places: Set<Int> = [place]
      var fresh = places
      while !fresh.isEmpty {
        let next = fresh.reduce(into: Set<Int>()) {
          $0.formUnion(ends(of: part, in: name, at: $1, isIdle: isIdle))
        }
        fresh = next.subtracting(places)
        places.formUnion(fresh)
      }
      return places
    }
  }

  /// Newlines mean nothing in the brackets of a sequence, unless they are those of a block.
  private func ends(
    of parts: [Grammar.Rule], in name: String, at place: Int, isIdle: Bool
  ) -> Set<Int> {
    var places: Set<Int> = [place]
    var isIdleHere = isIdle
    for part in parts {
      places = places.reduce(into: []) {
        $0.formUnion(ends(of: part, in: name, at: $1, isIdle: isIdleHere))
      }
      guard case .terminal(let text) = part else { continue }
      if ["(", "[", "{"].contains(text) { isIdleHere = name != "block" }
      if [")", "]"].contains(text) { isIdleHere = isIdle }
    }
    return places
  }

  /// The place behind the token at `place`, if it matches; newlines that mean nothing are passed.
  private func end(at place: Int, isIdle: Bool, _ matches: (Token) -> Bool) -> Set<Int> {
    var place = place
    if isIdle || (place > 0 && tokens[place - 1].isUnfinished) {
      while place < tokens.count, tokens[place].isNewline { place += 1 }
    }
    guard place < tokens.count, matches(tokens[place]) else { return [] }
    farthest = max(farthest, place + 1)
    return [place + 1]
  }

  private func matches(_ name: String, _ token: Token) -> Bool {
    switch (name, token.kind) {
    case ("NAME", .name), ("KEYWORD", .keyword), ("INT", .int), ("FLOAT", .float),
      ("STRING", .string), ("NEWLINE", .newline), ("STEP", .step), ("PROSE", .prose):
      true
    case ("TYPE", .name(let word)): ParameterDeclaration.typeNames.contains(word)
    case ("FORMATTED", .formatted(let parts)): parts.allSatisfy(accepts)
    default: false
    }
  }

  private func accepts(_ part: FormattedToken) -> Bool {
    guard case .field(let inner, _, let format) = part else { return true }
    return GrammarRecognizer(grammar, inner).isExpression && format.allSatisfy(accepts)
  }
}

extension Token {
  fileprivate var isNewline: Bool {
    if case .newline = kind { return true }
    return false
  }

  /// Whether a newline behind the token means nothing: operators, `=` and `=>`.
  fileprivate var isUnfinished: Bool {
    switch kind {
    case .keyword(.and), .keyword(.or), .keyword(.not), .keyword(.in): true
    case .symbol(let symbol):
      BinaryOperator(rawValue: symbol.rawValue) != nil || [.assign, .arrow].contains(symbol)
    default: false
    }
  }
}
