/// How pictures look: sizes in pixels, and colours that tell apart on white for all eyes.
enum Theme {
  static let font = "sans-serif"
  static let margin = 14.0
  static let titleSize = 15.0
  static let labelSize = 12.0

  static let background = Color(0xFFFFFF)
  static let ink = Color(0x222222)
  static let faintInk = Color(0x5A5A5A)
  static let axis = Pen(color: Color(0x8A8A8A))
  static let grid = Pen(color: Color(0xE4E4E4))
  static let alarm = Color(0xC62828)

  /// What stands for values that are no numbers.
  static let notANumber = Color(0xB5B5B5)

  /// The colours of curves, in their order, without the yellow, which is faint on white.
  ///
  /// Reference: M. Okabe and K. Ito, "Color Universal Design", 2008.
  private static let curves = [
    Color(0x0072B2), Color(0xD55E00), Color(0x009E73), Color(0xCC79A7), Color(0xE69F00),
    Color(0x56B4E9), Color(0x333333),
  ]

  /// The pen of a curve; where the colours begin again, lines are dashed.
  static func pen(_ index: Int) -> Pen {
    let dashes: [Double] = [[], [6, 3], [2, 3]][index / curves.count % 3]
    return Pen(color: curves[index % curves.count], width: 1.6, dashes: dashes)
  }
}
