internal import Letters

/// The number of bytes of the white-space character that starts at `index`, or 0 if none does.
///
/// White space is what `isWhiteSpace` says it is, found in bytes.
func whiteSpaceLength(_ utf8: Span<UInt8>, at index: Int) -> Int {
  switch utf8[index] {
  case 0x09...0x0D, 0x1C...0x20: return 1
  case 0xC2:
    let second = utf8[index + 1]
    return second == 0x85 || second == 0xA0 ? 2 : 0
  case 0xE1...0xE3:
    switch (utf8[index], utf8[index + 1], utf8[index + 2]) {
    case (0xE1, 0x9A, 0x80), (0xE2, 0x80, 0x80...0x8A), (0xE2, 0x80, 0xA8...0xA9),
      (0xE2, 0x80, 0xAF), (0xE2, 0x81, 0x9F), (0xE3, 0x80, 0x80):
      return 3
    default: return 0
    }
  default: return 0
  }
}

/// Calls `visit` with the byte ranges of the words of a text and the gaps between them.
///
/// A gap is one space, or a run of two or more white-space characters; a lone tab is a letter of
/// its word. White space at both ends is left out. So does jiwer divide text.
func forEachWord(_ utf8: Span<UInt8>, visit: (Range<Int>) -> Void) {
  var index = 0
  var start = 0
  var end = 0
  while index < utf8.count {
    let first = whiteSpaceLength(utf8, at: index)
    if first == 0 {
      index += 1
      end = index
      continue
    }
    let gapStart = index
    index += first
    while index < utf8.count, case let more = whiteSpaceLength(utf8, at: index), more > 0 {
      index += more
    }
    let isLoneLetter = index - gapStart == first && utf8[gapStart] != 0x20
    if start == end { start = index; end = index; continue }
    if isLoneLetter { continue }
    visit(start..<end)
    start = index
    end = index
  }
  if start < end { visit(start..<end) }
}

/// Returns the text with every run of white space made one space, and none at its ends.
public func normalizeSpaces(_ text: String) -> String {
  splitAtSpaces(text).joined(separator: " ")
}
