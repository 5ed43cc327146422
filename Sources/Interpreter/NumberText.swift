/// Numbers as text, read by the rules of Python's `int(text)` and `float(text)`.
///
/// Blanks around the number are passed over; an underscore may stand between two digits; digits of
/// every script count, so that "٣" is 3.
enum NumberText {
  /// The whole number in `text`; `nil` if there is none, or if it has more than 64 bits.
  static func int(_ text: String) -> Int? {
    guard let plain = plain(text) else { return nil }
    let digits = plain.drop { $0 == "+" || $0 == "-" }
    guard plain.count - digits.count <= 1, digits.allSatisfy(\.isDigit) else { return nil }
    return Int(plain)
  }

  /// The number in `text`; `nil` if there is none.
  static func double(_ text: String) -> Double? {
    guard let plain = plain(text) else { return nil }
    var rest = Array(plain.utf8)[...]
    if let first = rest.first, [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(first) {
      rest.removeFirst()
    }
    switch String(decoding: rest, as: UTF8.self).lowercased() {
    case "inf", "infinity": return plain.hasPrefix("-") ? -.infinity : .infinity
    case "nan": return .nan
    default: break
    }
    let whole = rest.removeDigits()
    var fraction = 0
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      fraction = rest.removeDigits()
    }
    guard whole + fraction > 0 else { return nil }
    if let first = rest.first, first | 0x20 == UInt8(ascii: "e") {
      rest.removeFirst()
      if let sign = rest.first, [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(sign) {
        rest.removeFirst()
      }
      guard rest.removeDigits() > 0 else { return nil }
    }
    guard rest.isEmpty else { return nil }
    // A number without digits before or after its point is none for the library.
    return Double(plain.replacing(".e", with: ".0e").replacing(".E", with: ".0E"))
      ?? Double(plain + "0")
  }

  /// The text without blanks around it and underscores in it, its digits from 0 to 9.
  private static func plain(_ text: String) -> String? {
    let scalars = text.unicodeScalars
    let trimmed = scalars.drop(while: \.properties.isWhitespace).reversed()
      .drop(while: \.properties.isWhitespace).reversed()
    var plain = ""
    var before: Unicode.Scalar?
    for (index, scalar) in trimmed.enumerated() {
      if scalar == "_" {
        guard before?.isDigit ?? false, index + 1 < trimmed.count else { return nil }
      } else {
        if before == "_", !scalar.isDigit { return nil }
        plain.unicodeScalars.append(scalar.asDigit ?? scalar)
      }
      before = scalar
    }
    return plain
  }
}

extension Unicode.Scalar {
  fileprivate var isDigit: Bool { asDigit != nil }

  /// The digit from 0 to 9 that stands for a digit of any script.
  fileprivate var asDigit: Unicode.Scalar? {
    if ("0"..."9").contains(self) { return self }
    guard properties.generalCategory == .decimalNumber, let value = properties.numericValue else {
      return nil
    }
    return Unicode.Scalar(UInt8(ascii: "0") + UInt8(value))
  }
}

extension Character {
  fileprivate var isDigit: Bool { ("0"..."9").contains(self) }
}

extension ArraySlice<UInt8> {
  /// Removes the digits at the front and returns their number.
  fileprivate mutating func removeDigits() -> Int {
    let count = prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }.count
    removeFirst(count)
    return count
  }
}
