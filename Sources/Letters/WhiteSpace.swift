/// Whether Python's `str.isspace` would call the scalar white space: Unicode's, and the separators
/// U+001C to U+001F.
public func isWhiteSpace(_ scalar: Unicode.Scalar) -> Bool {
  scalar.properties.isWhitespace || (0x1C...0x1F).contains(scalar.value)
}

/// Returns the text without white space at its ends, as Python's `str.strip` does.
public func trimmedSpaces(_ text: String) -> String {
  let scalars = text.unicodeScalars
  guard let start = scalars.firstIndex(where: { !isWhiteSpace($0) }),
    let end = scalars.lastIndex(where: { !isWhiteSpace($0) })
  else { return "" }
  return String(scalars[start...end])
}

/// Returns what stands between white space, as Python's `str.split` does.
public func splitAtSpaces(_ text: String) -> [String] {
  text.unicodeScalars.split(whereSeparator: isWhiteSpace).map { String($0) }
}
