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

extension String {
  /// Whether the text holds letters that are written from right to left.
  package var isRightToLeft: Bool {
    unicodeScalars.contains { scalar in
      switch scalar.value {
      case 0x590...0x8FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFC: true
      case 0x10800...0x10FFF, 0x1E800...0x1EFFF: true
      default: false
      }
    }
  }

  /// The text as it may stand in a line with others, which its direction then does not reorder.
  ///
  /// Right-to-left text is put between FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE (Unicode
  /// Standard Annex #9, section 2.4); they take no room.
  package func isolated(for terminal: Terminal) -> String {
    terminal.hasUnicode && isRightToLeft ? "\u{2068}\(self)\u{2069}" : self
  }
}
