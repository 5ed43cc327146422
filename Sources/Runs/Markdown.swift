internal import CCmark
internal import Glibc

/// Prose in Markdown as HTML, by libcmark.
///
/// Raw HTML and links that could run code are left out.
func markdownAsHTML(_ markdown: String) -> String {
  let text = unsafe cmark_markdown_to_html(markdown, markdown.utf8.count, CMARK_OPT_DEFAULT)
  guard let text = unsafe text else { return escapedForHTML(markdown) }
  defer { unsafe free(text) }
  return unsafe String(cString: text)
}
