internal import CCmark
internal import Glibc

/// Prose in Markdown as HTML: CommonMark by libcmark, and the tables of GitHub's Markdown.
///
/// Raw HTML and links that could run code are left out.
///
/// - Parameters:
///   - markdown: The text.
///   - pictures: Puts pictures into HTML of cmark, or takes them out.
/// - Returns: The HTML.
func markdownAsHTML(_ markdown: String, _ pictures: (String) -> String = { $0 }) -> String {
  pictures(
    MarkdownBlock.blocks(of: markdown).map { block in
      switch block {
      case .text(let text): commonMark(text)
      case .table(let table): table.html
      }
    }.joined())
}

/// A text of CommonMark as HTML.
private func commonMark(_ markdown: String) -> String {
  let text = unsafe cmark_markdown_to_html(markdown, markdown.utf8.count, CMARK_OPT_DEFAULT)
  guard let text = unsafe text else { return escapedForHTML(markdown) }
  defer { unsafe free(text) }
  return unsafe String(cString: text)
}

/// What stands within a line as HTML; what would be more than that stays as it is written.
func inlineMarkdown(_ text: String) -> String {
  let html = commonMark(text)
  let (start, end) = ("<p>", "</p>\n")
  guard html.hasPrefix(start), html.hasSuffix(end),
    !html.dropFirst(start.count).dropLast(end.count).contains("<p>")
  else { return escapedForHTML(text) }
  return String(html.dropFirst(start.count).dropLast(end.count))
}
