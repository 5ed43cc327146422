internal import Language

/// A comment that is neither a step nor prose.
struct Comment: Sendable {
  /// The comment from its `#` on, without spaces at its end.
  let text: String
  /// Whether something stands before it on its line.
  let isTrailing: Bool
  /// Whether an empty line stands before it.
  let followsBlankLine: Bool
  /// Whether it must not begin its line, where it would go on with the prose before it.
  let followsProse: Bool

  /// Whether the comment would be a step if it began its line.
  var readsAsStep: Bool { Lexer.stepTitle(text) != nil }

  /// The columns before the comment where it has a line of its own and `indentation` is usual.
  func indentation(usual: Int) -> Int {
    usual == 0 && (followsProse || readsAsStep) ? 2 : usual
  }

  /// The comment, after an empty line or not.
  func following(blankLine: Bool) -> Comment {
    Comment(
      text: text, isTrailing: isTrailing, followsBlankLine: blankLine, followsProse: followsProse)
  }

  /// The comments of a text in their order.
  static func texts(in source: SourceText) -> [String] {
    Lexer.read(source).comments.map { text(source, $0) }
  }

  /// The comment at `span` without spaces at its end.
  static func text(_ source: SourceText, _ span: SourceSpan) -> String {
    let blanks: Set<UInt8> = [UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r")]
    var end = span.end
    while end > span.start, blanks.contains(source.bytes[end - 1]) { end -= 1 }
    return source.text(SourceSpan(span.start, end))
  }
}
