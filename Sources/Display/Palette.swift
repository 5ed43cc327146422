/// The colours and signs that stand for intensities, from the lowest to the highest.
enum Palette {
  /// Colours of the 256-colour palette that grow lighter from black over blue, red and yellow.
  static let colors: [UInt8] = [
    16, 17, 18, 54, 55, 91, 127, 162, 168, 203, 209, 215, 221, 227, 228, 230,
  ]

  /// The colour of what is not a number.
  static let notANumber: UInt8 = 244

  /// Characters that grow denser.
  static func shades(for terminal: Terminal) -> [Character] {
    Array(terminal.hasUnicode ? " ░▒▓█" : " .:-=+*#%@")
  }

  /// The entry for a part of the whole, from 0 to 1.
  static func index(_ part: Double, of count: Int) -> Int {
    min(count - 1, Int(min(max(0, part), 1) * Double(count)))
  }
}
