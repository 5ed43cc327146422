extension Unicode.Scalar {
  /// The number of terminal columns that the scalar takes when it stands alone: 0, 1 or 2.
  ///
  /// Agrees with `wcwidth` of the C library: East Asian wide and full-width scalars and emoji take
  /// two columns (Unicode Standard Annex #11), marks and invisible scalars none. Control characters
  /// take none; escape them before they are shown.
  package var displayWidth: Int {
    if value < 0x300 { return value < 0x20 || (0x7F..<0xA0).contains(value) ? 0 : 1 }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    case .format: return isVisibleFormat ? 1 : 0
    default: break
    }
    if isTrailingJamo { return 0 }
    if isRegionalIndicator { return 1 }
    return properties.isEmojiPresentation || isEastAsianWide ? 2 : 1
  }

  /// Whether the scalar is one half of a flag.
  fileprivate var isRegionalIndicator: Bool { (0x1F1E6...0x1F1FF).contains(value) }

  /// The vowels and final consonants of conjoining Hangul, which join the syllable before them.
  private var isTrailingJamo: Bool {
    (0x1160...0x11FF).contains(value) || (0xD7B0...0xD7FB).contains(value)
  }

  /// The signs that enclose the digits after them, such as the Arabic year sign.
  private var isVisibleFormat: Bool {
    switch value {
    case 0x600...0x605, 0x6DD, 0x70F, 0x890...0x891, 0x8E2, 0x110BD, 0x110CD: true
    default: false
    }
  }

  /// Whether the East Asian Width property is W or F, emoji aside.
  ///
  /// Gaps of unassigned scalars are included: they are reserved for more of the same.
  private var isEastAsianWide: Bool {
    switch value {
    case 0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0xA4C6, 0xA960...0xA97C,
      0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6B, 0xFF01...0xFF60,
      0xFFE0...0xFFE6, 0x16FE0...0x1B2FB, 0x1F200...0x1F265, 0x20000...0x3FFFD:
      true
    default: false
    }
  }
}

extension Character {
  /// The number of terminal columns that the character takes.
  ///
  /// An emoji sequence (joined, with a skin tone, asked for by variation selector 16, or a flag)
  /// takes two columns, as terminals that know such sequences draw them.
  package var displayWidth: Int {
    let scalars = unicodeScalars
    guard let first = scalars.first else { return 0 }
    let isAlone = scalars.index(after: scalars.startIndex) == scalars.endIndex
    if isAlone { return first.displayWidth }
    let isEmojiSequence =
      first.isRegionalIndicator || scalars.contains { $0.value == 0xFE0F }
      || (first.properties.isEmoji && first.value > 0xFF
        && scalars.contains { $0.value == 0x200D || $0.properties.isEmojiModifier })
    return isEmojiSequence ? 2 : scalars.reduce(0) { $0 + $1.displayWidth }
  }
}

extension String {
  /// The number of terminal columns that the text takes in one line.
  public var displayWidth: Int {
    isPlainASCII ? utf8.count : reduce(0) { $0 + $1.displayWidth }
  }

  /// Whether every byte is a visible ASCII character or a space.
  package var isPlainASCII: Bool {
    utf8.allSatisfy { (0x20..<0x7F).contains($0) }
  }
}
