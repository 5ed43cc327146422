/// A text of the terminal as HTML: the codes of its colours become classes, isolates of right-to-left
/// text become elements, everything else is escaped.
///
/// Text from data never has any of these, since displays spell them out.
///
/// Of the codes those are known that ``Report/style`` has a class for; others end what was open.
///
/// Reference: ECMA-48, 5th edition, section 8.3.117 (SELECT GRAPHIC RENDITION).
func coloredText(_ text: String) -> String {
  guard text.utf8.contains(0x1B) else { return isolatedText(text) }
  var (html, plain, name) = ("", "", "")
  func flush() {
    let part = isolatedText(plain)
    html += name.isEmpty || plain.isEmpty ? part : element("span", class: name, part)
    plain = ""
  }
  var rest = text.unicodeScalars[...]
  while let scalar = rest.popFirst() {
    guard scalar == "\u{1B}", rest.first == "[" else {
      plain.unicodeScalars.append(scalar)
      continue
    }
    rest.removeFirst()
    var parameters = ""
    var final: Unicode.Scalar?
    while let next = rest.popFirst() {
      if (0x40...0x7E).contains(next.value) {
        final = next
        break
      }
      parameters.unicodeScalars.append(next)
    }
    flush()
    name = final == "m" ? classes[parameters] ?? "" : name
  }
  flush()
  return html
}

/// The classes of the codes that displays use.
private let classes = [
  "1": "bold", "2": "dim", "31": "red", "32": "green", "33": "yellow", "34": "blue",
  "35": "magenta", "36": "cyan",
]

/// A text as HTML in which what stands between isolates has a direction of its own.
private func isolatedText(_ text: String) -> String {
  var html = ""
  var rest = text.unicodeScalars[...]
  while let start = rest.firstRange(of: "\u{200E}\u{2068}".unicodeScalars),
    let end = rest[start.upperBound...].firstRange(of: "\u{2069}\u{200E}".unicodeScalars)
  {
    html += escapedForHTML(String(rest[..<start.lowerBound]))
    html += element("bdi", escapedForHTML(String(rest[start.upperBound..<end.lowerBound])))
    rest = rest[end.upperBound...]
  }
  return html + escapedForHTML(String(rest))
}
