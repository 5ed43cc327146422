internal import Language

/// Code as HTML: keywords, strings, numbers, comments and the names of built-ins in spans.
func coloredCode(_ code: String) -> String {
  let source = SourceText(code, name: "cell")
  var html = ""
  var position = 0
  func pass(to end: Int) {
    guard end > position else { return }
    html += comments(source.text(SourceSpan(position, end)))
    position = end
  }
  for token in Lexer.read(source).tokens {
    guard let style = style(of: token), token.span.start >= position else { continue }
    pass(to: token.span.start)
    html += element("span", class: style, escapedForHTML(source.text(token.span)))
    position = token.span.end
  }
  pass(to: source.bytes.count)
  return html
}

private func style(of token: Token) -> String? {
  switch token.kind {
  case .keyword: "k"
  case .int, .float: "n"
  case .string, .formatted: "s"
  default: nil
  }
}

/// What lies between coloured tokens: names and signs as they are, comments in spans.
private func comments(_ text: String) -> String {
  text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
    guard let mark = line.firstIndex(of: "#") else { return escapedForHTML(String(line)) }
    return escapedForHTML(String(line[..<mark]))
      + element("span", class: "c", escapedForHTML(String(line[mark...])))
  }.joined(separator: "\n")
}
