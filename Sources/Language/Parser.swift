/// Turns tokens into a syntax tree, collecting errors and going on with the next statement.
///
/// A newline token counts unless a bracket is open: `newlinesMatter` says which, and is set by the
/// rule that reads the bracket. Nesting is capped, so that no text can exhaust the stack.
struct Parser {
  /// How deeply expressions and blocks may stand inside of each other.
  static let deepestNesting = 200

  let source: SourceText
  var tokens: [Token]
  var position = 0
  var diagnostics: [Diagnostic]
  var newlinesMatter = true
  var nesting = 0
  var loopDepth = 0
  var functionDepth = 0
  var blockDepth = 0
  /// The names in statements that could not be read.
  var skippedNames: Set<String> = []
  /// For each opening bracket that is closed, the index of the token that closes it.
  let closings: [Int: Int]

  init(_ source: SourceText) {
    let output = Lexer.read(source)
    self.init(source, output.tokens, output.diagnostics)
  }

  init(_ source: SourceText, _ tokens: [Token], _ diagnostics: [Diagnostic]) {
    self.source = source
    self.tokens = tokens
    self.diagnostics = diagnostics
    closings = Self.matchBrackets(tokens)
  }

  private static func matchBrackets(_ tokens: [Token]) -> [Int: Int] {
    var open: [(symbol: Symbol, index: Int)] = []
    var closings: [Int: Int] = [:]
    for (index, token) in tokens.enumerated() {
      guard let symbol = token.symbol else { continue }
      if let closing = symbol.closing {
        open.append((closing, index))
      } else if symbol.isClosing, open.last?.symbol == symbol {
        closings[open.removeLast().index] = index
      }
    }
    return closings
  }
}

/// Thrown to leave a statement that cannot be read.
struct SyntaxFailure: Error {
  let diagnostic: Diagnostic
}

extension Parser {
  /// The token at the position.
  var current: Token { tokens[position] }

  /// The token before the position.
  var previous: Token { tokens[max(position - 1, 0)] }

  /// The token `ahead` of the position, the last one at most.
  func token(ahead: Int) -> Token { tokens[min(position + ahead, tokens.count - 1)] }

  /// The index of the first token from `index` on that is no newline.
  func indexPastNewlines(_ index: Int) -> Int {
    var index = min(index, tokens.count - 1)
    while case .newline = tokens[index].kind, index < tokens.count - 1 { index += 1 }
    return index
  }

  /// The sign behind the token at `index`, newlines that do not count passed over.
  func symbol(after index: Int) -> Symbol? {
    let next = min(index + 1, tokens.count - 1)
    return tokens[newlinesMatter ? next : indexPastNewlines(next)].symbol
  }

  /// Returns the token at the position and moves to the next one that counts.
  @discardableResult mutating func advance() -> Token {
    let token = current
    if position < tokens.count - 1 { position += 1 }
    skipNewlinesUnlessTheyMatter()
    return token
  }

  mutating func skipNewlinesUnlessTheyMatter() {
    guard !newlinesMatter else { return }
    skipNewlines()
  }

  mutating func skipNewlines() {
    position = indexPastNewlines(position)
  }

  func at(_ symbol: Symbol) -> Bool { current.symbol == symbol }

  func at(_ keyword: Keyword) -> Bool { current.keyword == keyword }

  mutating func accept(_ symbol: Symbol) -> Bool {
    guard at(symbol) else { return false }
    advance()
    return true
  }

  func failure(_ message: String, at span: SourceSpan, hint: String? = nil) -> SyntaxFailure {
    SyntaxFailure(
      diagnostic: Diagnostic(
        message, at: SourceRange(source, span), hint: hint, kind: "syntax"))
  }

  mutating func report(_ message: String, at span: SourceSpan, hint: String? = nil) {
    diagnostics.append(failure(message, at: span, hint: hint).diagnostic)
  }

  /// Where to point when the current token is at fault; the end of the line is the place after
  /// what stands before it.
  var faultSpan: SourceSpan {
    switch current.kind {
    case .newline, .end:
      let end = previous.span.end
      return SourceSpan(end, end + 1)
    default: return current.span
    }
  }

  func unexpected(_ expected: String) -> SyntaxFailure {
    if let failure = foreignOperator() { return failure }
    if case .end = current.kind, let opening = lastUnclosed {
      return failure("this \(opening.description) is not closed", at: opening.span)
    }
    return failure("expected \(expected), found \(current.description)", at: faultSpan)
  }

  /// The last bracket that nothing closes.
  private var lastUnclosed: Token? {
    tokens.indices.last { tokens[$0].symbol?.closing != nil && closings[$0] == nil }
      .map { tokens[$0] }
  }

  mutating func expect(_ symbol: Symbol, _ expected: String) throws(SyntaxFailure) {
    guard accept(symbol) else { throw unexpected(expected) }
  }

  mutating func expectName(_ expected: String) throws(SyntaxFailure) -> Name {
    guard let text = current.name else {
      if let keyword = current.keyword {
        throw failure("\(keyword.rawValue) is a word of the language, not a name", at: current.span)
      }
      throw unexpected(expected)
    }
    return Name(text: text, span: advance().span)
  }

  /// Runs `body` one level deeper, or fails at the limit.
  mutating func nested<Result>(
    _ body: (inout Parser) throws(SyntaxFailure) -> Result
  ) throws(SyntaxFailure) -> Result {
    guard nesting < Self.deepestNesting else {
      throw failure(
        "this is nested more than \(Self.deepestNesting) levels deep", at: current.span,
        hint: "give parts of it names, or put them into functions")
    }
    nesting += 1
    defer { nesting -= 1 }
    return try body(&self)
  }

  /// Reads what stands between the bracket at the position and the one that closes it.
  mutating func bracketed<Result>(
    _ closing: Symbol, _ body: (inout Parser) throws(SyntaxFailure) -> Result
  ) throws(SyntaxFailure) -> (Result, SourceSpan) {
    let opening = current
    let outer = newlinesMatter
    newlinesMatter = false
    defer { newlinesMatter = outer }
    advance()
    let result = try body(&self)
    guard at(closing) else { throw unclosed(opening, closing) }
    let end = current.span.end
    newlinesMatter = outer
    advance()
    return (result, SourceSpan(opening.span.start, end))
  }

  func unclosed(_ opening: Token, _ closing: Symbol) -> SyntaxFailure {
    if case .end = current.kind {
      return failure("this \(opening.description) is not closed", at: opening.span)
    }
    if at(.assign) {
      return failure("= binds a name and is no comparison", at: current.span, hint: "write ==")
    }
    return unexpected(closing == .closeBrace ? "}" : ", or \(closing.rawValue)")
  }
}
