extension Theme {
  /// The colours that a page may exchange, by the names of their variables: those that tell data apart
  /// stay, but for the two that are lost on a dark ground.
  private static let pageColors: [UInt32: String] = [
    background.code: "ground", ink.code: "ink", faintInk.code: "faint", axis.color.code: "axis",
    grid.color.code: "grid", alarm.code: "alarm", 0x0072B2: "blue", 0x333333: "dark",
  ]

  /// Finds the variable of a page's style for a colour.
  ///
  /// - Parameter parts: What stands between the brackets of Cairo's `rgb(…)`: three percentages.
  /// - Returns: The colour as CSS; `nil` if no page exchanges it.
  static func pageColor(_ parts: ArraySlice<UInt8>) -> String? {
    let numbers = parts.split(separator: UInt8(ascii: ",")).compactMap { part in
      Double(String(decoding: part.filter { ![0x20, 0x25].contains($0) }, as: UTF8.self))
    }
    guard numbers.count == 3, numbers.allSatisfy({ (0...100).contains($0) }) else { return nil }
    let color = Color(red: numbers[0] / 100, green: numbers[1] / 100, blue: numbers[2] / 100)
    guard let name = pageColors[color.code] else { return nil }
    let digits = String(color.code, radix: 16, uppercase: true)
    let code = String(repeating: "0", count: 6 - digits.count) + digits
    return "var(--plot-\(name),#\(code))"
  }
}
