internal import Language

/// Thrown where the tokens do not go with the syntax tree.
struct LayoutFailure: Error {
  /// Where that is, in bytes.
  let offset: Int
}

/// Finds the layout of a recipe.
///
/// It walks the syntax tree and takes the tokens one after the other, each with the comments
/// around it, so that nothing of the text can get lost.
struct Composer {
  let source: SourceText
  let cursor: TokenCursor
  /// The tokens whose trailing comment belongs to a larger expression that ends there.
  private var reserved: Set<Int> = []

  init(_ source: SourceText) {
    self.source = source
    cursor = TokenCursor(source)
  }

  /// The layout of the whole recipe.
  mutating func layout(of recipe: Recipe) throws(LayoutFailure) -> Layout {
    let statements = try statements(recipe.statements)
    guard case .end = cursor.current.kind else { throw failure }
    return statements
  }

  /// The failure at the cursor.
  var failure: LayoutFailure { LayoutFailure(offset: cursor.current.span.start) }
}

// MARK: - Tokens

extension Composer {
  /// Takes the token at the cursor with the comments before it and the one behind it on its line.
  mutating func take() -> Layout {
    let comments = comments(cursor.takeLeadingComments())
    let index = cursor.index
    let token = text(of: cursor.advance())
    return .sequence([comments, token, trailingComment(after: index)])
  }

  /// Takes the token at the cursor if it is `symbol`.
  mutating func take(_ symbol: Symbol) throws(LayoutFailure) -> Layout {
    guard cursor.current.symbol == symbol else { throw failure }
    return take()
  }

  /// Takes the token at the cursor if it is `keyword`.
  mutating func take(_ keyword: Keyword) throws(LayoutFailure) -> Layout {
    guard cursor.current.keyword == keyword else { throw failure }
    return take()
  }

  /// Takes the token at the cursor if `name` stands there.
  mutating func take(_ name: Name) throws(LayoutFailure) -> Layout {
    guard cursor.current.span == name.span else { throw failure }
    return take()
  }

  /// Takes a sign that goes to the end of what stands before it; `spaced` puts a space between.
  mutating func attach(_ symbol: Symbol, spaced: Bool = false) throws(LayoutFailure) -> Layout {
    guard cursor.current.symbol == symbol else { throw failure }
    return attach(spaced: spaced)
  }

  /// Takes a word or sign that goes to the end of what stands before it.
  mutating func attach(spaced: Bool) -> Layout {
    let comments = comments(cursor.takeLeadingComments())
    let index = cursor.index
    let text = source.text(cursor.advance().span)
    return .sequence([
      .attached(spaced ? " " + text : text), comments, trailingComment(after: index),
    ])
  }

  /// Takes the token at the cursor without its text: only the comments around it stay.
  mutating func drop() -> Layout {
    let comments = comments(cursor.takeLeadingComments())
    let index = cursor.index
    _ = cursor.advance()
    return .sequence([comments, trailingComment(after: index)])
  }

  /// The text of a token as it is written, but for line ends.
  func text(of token: Token) -> Layout {
    let text = source.text(token.span).withLineFeeds
    return text.utf8.contains(UInt8(ascii: "\n")) ? .verbatim(text) : .text(text)
  }

  /// The comment on the line of the token at `index`, unless a larger expression ends with it.
  mutating func trailingComment(after index: Int) -> Layout {
    guard !reserved.contains(index), let comment = cursor.takeTrailingComment(after: index) else {
      return .empty
    }
    return .comment(comment)
  }

  /// Comments inside of a statement, where there are no empty lines.
  func comments(_ comments: [Comment]) -> Layout {
    .sequence(comments.map { .comment($0.following(blankLine: false)) })
  }

  /// Keeps the comment behind the token at `index` out of what `compose` lays out, and puts it
  /// behind that.
  mutating func keepingComment(
    after index: Int, _ compose: (inout Composer) throws(LayoutFailure) -> Layout
  ) throws(LayoutFailure) -> Layout {
    let isOutermost = reserved.insert(index).inserted
    let layout = try compose(&self)
    guard isOutermost else { return layout }
    reserved.remove(index)
    return .sequence([layout, trailingComment(after: index)])
  }
}

extension String {
  /// The text with a line feed for every line end.
  var withLineFeeds: String {
    guard utf8.contains(UInt8(ascii: "\r")) else { return self }
    var bytes: [UInt8] = []
    for byte in utf8 {
      if byte == UInt8(ascii: "\n"), bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
      bytes.append(byte)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
