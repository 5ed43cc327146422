/// The side of its column that a text stands at.
public enum Alignment: Sendable {
  /// At the left side, as words stand.
  case left
  /// At the right side, as numbers stand.
  case right
}

extension String {
  /// The text cut to a number of terminal columns, with a mark at its end when something was cut.
  ///
  /// - Parameters:
  ///   - width: The number of columns that the result may take.
  ///   - ellipsis: The mark; where not even the mark has room, as much of it as has.
  /// - Returns: The text itself when it fits.
  /// - Complexity: O(`width`) characters are looked at, however long the text is.
  public func truncated(toWidth width: Int, ellipsis: String = "…") -> String {
    guard let end = index(beyondWidth: width) else { return self }
    guard end < endIndex else { return self }
    let markWidth = ellipsis.displayWidth
    guard markWidth <= width else { return String(repeating: ".", count: max(0, width)) }
    let kept = index(beyondWidth: width - markWidth) ?? endIndex
    return self[..<kept] + ellipsis
  }

  /// The text with spaces up to a number of terminal columns; longer text is left as it is.
  public func padded(toWidth width: Int, _ alignment: Alignment = .left) -> String {
    let space = String(repeating: " ", count: max(0, width - displayWidth))
    return alignment == .left ? self + space : space + self
  }

  /// The first index whose character goes beyond `width` columns, or `nil` if the text fits.
  private func index(beyondWidth width: Int) -> Index? {
    var used = 0
    for index in indices {
      used += self[index].displayWidth
      if used > width { return index }
    }
    return nil
  }
}

extension Unicode.Scalar {
  /// Whether the scalar belongs to a script that is written from right to left, or is its mark.
  fileprivate var isRightToLeft: Bool {
    switch value {
    case 0x590...0x8FF, 0x200F, 0xFB1D...0xFDFF, 0xFE70...0xFEFC: true
    case 0x10800...0x10FFF, 0x1E800...0x1EFFF: true
    default: false
    }
  }
}

extension String {
  /// Whether the text holds letters that are written from right to left, or marks of that direction.
  package var isRightToLeft: Bool { unicodeScalars.contains(where: \.isRightToLeft) }

  /// Whether the first letter is written from right to left, so that a line of the text is.
  package var startsRightToLeft: Bool {
    unicodeScalars.first { $0.isRightToLeft || $0.properties.isAlphabetic }?.isRightToLeft ?? false
  }

  /// The text as it may stand in a line with others, which its direction then does not reorder.
  ///
  /// Right-to-left text is put between FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE (Unicode
  /// Standard Annex #9, section 2.4), so that its own full stops and brackets fall to the right side
  /// of it. Around these stand LEFT-TO-RIGHT MARKs, for terminals that reorder and do not know
  /// isolates, which came in 2013: two right-to-left cells in a row would change places there, and a
  /// first one would turn its whole line. Terminals that reorder nothing show none of the four, which
  /// take no room.
  package func isolated(for terminal: Terminal) -> String {
    terminal.hasUnicode && isRightToLeft ? "\u{200E}\u{2068}\(self)\u{2069}\u{200E}" : self
  }
}
