internal import Language

/// Goes through the tokens of a recipe, each with the comments before it.
///
/// Line ends are left out: where the layout may break a line follows from the syntax tree. A cursor is
/// moved by whoever holds it and is never copied.
final class TokenCursor {
  let source: SourceText
  /// The tokens; the last one is the end of the text.
  let tokens: [Token]
  /// For each opening bracket the index of the one that closes it.
  let closings: [Int: Int]
  /// The index of the token at the cursor.
  private(set) var index = 0

  /// The comments before each token that have not been taken.
  private var gaps: [[Comment]]
  /// Whether an empty line stands directly before each token.
  private var followsBlankLine: [Bool]
  private let indicesByStart: [Int: Int]
  private let indicesByEnd: [Int: Int]

  init(_ source: SourceText) {
    let output = Lexer.read(source)
    let tokens = output.tokens.filter { token in
      if case .newline = token.kind { return false }
      return true
    }
    self.source = source
    self.tokens = tokens
    closings = Self.matchBrackets(tokens)
    indicesByStart = Dictionary(
      tokens.enumerated().map { ($1.span.start, $0) }, uniquingKeysWith: { first, _ in first })
    indicesByEnd = Dictionary(
      tokens.enumerated().map { ($1.span.end, $0) }, uniquingKeysWith: { first, _ in first })
    (gaps, followsBlankLine) = Self.gaps(source, tokens, output.comments)
  }

  private static func matchBrackets(_ tokens: [Token]) -> [Int: Int] {
    var open: [Int] = []
    var closings: [Int: Int] = [:]
    for (index, token) in tokens.enumerated() {
      guard let symbol = token.symbol else { continue }
      if symbol.closing != nil {
        open.append(index)
      } else if symbol.isClosing, let opening = open.popLast() {
        closings[opening] = index
      }
    }
    return closings
  }

  private static func gaps(
    _ source: SourceText, _ tokens: [Token], _ comments: [SourceSpan]
  ) -> ([[Comment]], [Bool]) {
    var gaps: [[Comment]] = []
    var followsBlankLine: [Bool] = []
    var rest = comments[...]
    var end = 0
    var isAfterToken = false
    var isAfterProse = false
    for token in tokens {
      var gap: [Comment] = []
      while let span = rest.first, span.start < token.span.start {
        let lines = source.lineEnds(from: end, to: span.start)
        gap.append(
          Comment(
            text: Comment.text(source, span), isTrailing: lines == 0 && isAfterToken,
            followsBlankLine: lines > 1, followsProse: isAfterProse))
        end = span.end
        isAfterToken = false
        rest.removeFirst()
      }
      gaps.append(gap)
      followsBlankLine.append(source.lineEnds(from: end, to: token.span.start) > 1)
      end = token.span.end
      isAfterToken = true
      if case .prose = token.kind { isAfterProse = true } else { isAfterProse = false }
    }
    return (gaps, followsBlankLine)
  }
}

extension TokenCursor {
  /// The token at the cursor.
  var current: Token { tokens[index] }

  /// Whether an empty line stands directly before the token at the cursor.
  var currentFollowsBlankLine: Bool { followsBlankLine[index] }

  /// Moves past the token at the cursor, which is returned; the end of the text is never passed.
  func advance() -> Token {
    let token = current
    index = min(index + 1, tokens.count - 1)
    return token
  }

  /// The index of the token that starts at `offset`.
  func index(startingAt offset: Int) -> Int? { indicesByStart[offset] }

  /// The index of the token that ends at `offset`.
  func index(endingAt offset: Int) -> Int? { indicesByEnd[offset] }

  /// Whether comments that have not been taken stand before the token at `index`.
  func hasComments(before index: Int) -> Bool { index < gaps.count && !gaps[index].isEmpty }

  /// Takes the comments before the token at the cursor that have lines of their own.
  func takeLeadingComments() -> [Comment] {
    let comments = gaps[index]
    gaps[index] = []
    return comments
  }

  /// Takes the comment on the line of the token at `index`, which has been passed.
  func takeTrailingComment(after index: Int) -> Comment? {
    guard index + 1 < gaps.count, gaps[index + 1].first?.isTrailing == true else { return nil }
    return gaps[index + 1].removeFirst()
  }

  /// Whether a line ends between the tokens at `index` and `index` + 1.
  func lineEnds(after index: Int) -> Bool {
    guard index + 1 < tokens.count else { return false }
    return source.lineEnds(from: tokens[index].span.end, to: tokens[index + 1].span.start) > 0
  }
}

extension SourceText {
  /// The number of line ends between two offsets.
  fileprivate func lineEnds(from start: Int, to end: Int) -> Int {
    guard start < end else { return 0 }
    return bytes[start..<end].count { $0 == UInt8(ascii: "\n") }
  }
}
