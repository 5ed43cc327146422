extension Terminal {
  /// A horizontal bar that fills a part of a width, to an eighth of a column.
  ///
  /// - Parameters:
  ///   - part: How much of the width is full; cut to 0...1, and NaN is 0.
  ///   - width: The columns of a full bar.
  /// - Returns: The bar without spaces after it; any part above 0 shows at least an eighth.
  func bar(_ part: Double, width: Int) -> String {
    let filled = part > 0 ? min(part, 1) * Double(width) : 0
    guard hasUnicode else {
      let count = filled > 0 ? max(1, Int(filled.rounded())) : 0
      return String(repeating: "#", count: count)
    }
    let eighths = filled > 0 ? max(1, Int((filled * 8).rounded())) : 0
    let whole = String(repeating: "█", count: eighths / 8)
    return eighths % 8 == 0 ? whole : whole + String(Self.eighthBlocks[eighths % 8 - 1])
  }

  /// One to seven eighths of a column, from the left.
  private static let eighthBlocks: [Character] = ["▏", "▎", "▍", "▌", "▋", "▊", "▉"]
}
