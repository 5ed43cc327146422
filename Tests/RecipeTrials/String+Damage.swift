public import TestSupport

extension String {
  /// What recipes are damaged with.
  private static let pieces = [
    "{", "}", "(", ")", "[", "]", "\"", "\"\"\"", "f\"{", "\\", "\n", ".", "...", "=>", "=", "if ",
    "else ", "for x in ", "while ", "def f(", "return ", "try {", "} catch p {", "param a = ",
    "# %% ", "# %% [markdown]\n", "import \"", "9223372036854775807", "-", "**", "//", "%", "0",
    "1e308", "none", "true", ",", ":", ";", "x", "range(", ".map(", ".append(", "é", "\u{0}",
    "\u{202E}", "'", "@", "in ", "not ", "and ", "str(", ":>10", "}}", "{{", "x = x + ", "[x]",
    "f(f)",
  ]

  /// The text with some of its parts taken out, doubled, replaced, or cut off.
  public func damaged(_ randomness: inout Randomness) -> String {
    var scalars = Array(unicodeScalars)
    for _ in 0..<Int.random(in: 1...6, using: &randomness) {
      let place = Int.random(in: 0...scalars.count, using: &randomness)
      let length = Int.random(in: 0...min(12, scalars.count - place), using: &randomness)
      switch Int.random(in: 0..<8, using: &randomness) {
      case 0, 1: scalars.removeSubrange(place..<place + length)
      case 2, 3: scalars.insert(contentsOf: scalars[place..<place + length], at: place)
      case 4: scalars.removeSubrange(place...)
      default:
        let piece = Self.pieces.randomElement(using: &randomness) ?? ""
        scalars.insert(contentsOf: piece.unicodeScalars, at: place)
      }
    }
    return String(String.UnicodeScalarView(scalars))
  }
}
