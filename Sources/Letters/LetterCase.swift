/// Returns the text with small letters as Python's `str.lower` writes them.
///
/// They are Unicode's in full, with the sigma that Greek has at the end of a word; Swift's own
/// `lowercased` writes the other one there.
public func lowercasedAsInPython(_ text: String) -> String {
  guard text.unicodeScalars.contains("\u{3A3}") else { return text.lowercased() }
  let scalars = Array(text.unicodeScalars)
  var result = String.UnicodeScalarView()
  for (index, scalar) in scalars.enumerated() {
    if scalar == "\u{3A3}" {
      result.append(endsWord(scalars, at: index) ? "\u{3C2}" : "\u{3C3}")
    } else {
      result.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
    }
  }
  return String(result)
}

/// Returns the text with capital letters as Python's `str.upper` writes them: Unicode's in full.
public func uppercasedAsInPython(_ text: String) -> String { text.uppercased() }

/// Whether a cased letter stands before a place and none behind it, those that case ignores aside.
private func endsWord(_ scalars: [Unicode.Scalar], at index: Int) -> Bool {
  func isCased(_ scalar: Unicode.Scalar) -> Bool? {
    scalar.properties.isCaseIgnorable ? nil : scalar.properties.isCased
  }
  let before = scalars[..<index].reversed().lazy.compactMap(isCased).first ?? false
  let behind = scalars[(index + 1)...].lazy.compactMap(isCased).first ?? false
  return before && !behind
}
