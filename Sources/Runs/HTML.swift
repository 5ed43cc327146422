/// Text as a page of HTML can hold it, in an element or in a quoted attribute.
///
/// Control characters and bidirectional overrides, which could show a page's text as something else,
/// are spelled out.
func escapedForHTML(_ text: String) -> String {
  var escaped = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": escaped += "&amp;"
    case "<": escaped += "&lt;"
    case ">": escaped += "&gt;"
    case "\"": escaped += "&quot;"
    case "'": escaped += "&#39;"
    case "\n", "\t": escaped.unicodeScalars.append(scalar)
    default:
      if isHidden(scalar) {
        escaped += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      } else {
        escaped.unicodeScalars.append(scalar)
      }
    }
  }
  return escaped
}

/// Whether a scalar steers how text is shown without being seen.
private func isHidden(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0...0x1F, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A...0x202E,
    0x2066...0x2069, 0xFEFF:
    true
  default: false
  }
}

/// An element of HTML with content that is HTML already.
func element(_ name: String, class style: String? = nil, _ content: String) -> String {
  let attribute = style.map { " class=\"\(escapedForHTML($0))\"" } ?? ""
  return "<\(name)\(attribute)>\(content)</\(name)>"
}
