internal import ExactStrings
internal import Files

/// A link to a file of a run for a page that lies in a folder; only the path's text where none leads there.
///
/// It is relative, so that it holds where the folders are copied together.
func link(to path: String, from folder: String) -> String {
  let text = escapedForHTML(path)
  guard let address = relativeAddress(of: path, from: folder) else { return text }
  return "<a href=\"\(escapedForHTML(address))\">\(text)</a>"
}

/// The address of a file as one writes it in a page that lies in a folder, percent-encoded; `nil` if the path
/// is not UTF-8.
func relativeAddress(of path: String, from folder: String) -> String? {
  let target = place(of: path)
  let start = place(of: folder)
  // Bytes that are not UTF-8 are spelled out by this letter.
  guard !target.unicodeScalars.contains("\u{FFFD}"), !start.unicodeScalars.contains("\u{FFFD}")
  else { return nil }
  let names = target.split(separator: "/")
  let above = start.split(separator: "/")
  let common = zip(names, above).prefix { String($0).isExactly(String($1)) }.count
  let steps = Array(repeating: "..", count: above.count - common)
  let parts = steps + names.dropFirst(common).map { percentEncoded(String($0)) }
  // A first name with a colon would be taken for a scheme.
  return (steps.isEmpty ? "./" : "") + parts.joined(separator: "/")
}

private func percentEncoded(_ name: String) -> String {
  name.utf8.map { byte in
    let isPlain =
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      || "-._~".utf8.contains(byte)
    if isPlain { return String(UnicodeScalar(byte)) }
    let digits = String(byte, radix: 16, uppercase: true)
    return "%" + (digits.utf8.count == 1 ? "0" + digits : digits)
  }.joined()
}
