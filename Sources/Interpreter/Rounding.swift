internal import Foundation

/// Rounding to decimal digits, halves to the even neighbour, as Python's `round` does.
enum Rounding {
  /// Rounds a decimal number to `digits` digits after the point; negative counts digits before it.
  ///
  /// The number's exact decimal digits decide, so `2.675` to two digits is 2.67: it is stored as a
  /// number a little less.
  static func rounded(_ number: Double, digits: Int) -> Double {
    guard number.isFinite, digits <= 323 else { return number }
    if digits >= 0 { return Double(String(format: "%.\(digits)f", number)) ?? number }
    guard digits >= -309 else { return Double(signOf: number, magnitudeOf: 0) }
    let whole = number.magnitude.rounded(.down)
    let text = String(format: "%.0f", whole)
    let size = rounded(Array(text.utf8), dropping: -digits, hasMore: number.magnitude > whole)
    return Double(signOf: number, magnitudeOf: Double(size) ?? .infinity)
  }

  /// Rounds a whole number; negative `digits` count digits before the point.
  ///
  /// - Throws: ``BuiltinError`` if the result has more than 64 bits.
  static func rounded(_ number: Int, digits: Int) throws(BuiltinError) -> Int {
    guard digits < 0 else { return number }
    guard digits >= -20 else { return 0 }
    let size = rounded(Array("\(number.magnitude)".utf8), dropping: -digits, hasMore: false)
    guard let result = Int(number < 0 ? "-\(size)" : size) else {
      throw BuiltinError("the result is too large for a whole number", kind: "overflow")
    }
    return result
  }

  /// The number with `digits`, its last `count` ones rounded away and replaced by zeros.
  private static func rounded(_ digits: [UInt8], dropping count: Int, hasMore: Bool) -> String {
    let padded =
      Array(repeating: UInt8(ascii: "0"), count: max(count + 1 - digits.count, 0)) + digits
    var kept = Array(padded.dropLast(count))
    let dropped = padded.suffix(count)
    let half = [UInt8(ascii: "5")] + Array(repeating: UInt8(ascii: "0"), count: count - 1)
    let isOdd = kept.last.map { $0 & 1 == 1 } ?? false
    let isHalf = dropped.elementsEqual(half)
    if isHalf ? hasMore || isOdd : half.lexicographicallyPrecedes(dropped) {
      var place = kept.count - 1
      while place >= 0, kept[place] == UInt8(ascii: "9") {
        kept[place] = UInt8(ascii: "0")
        place -= 1
      }
      if place < 0 { kept.insert(UInt8(ascii: "1"), at: 0) } else { kept[place] += 1 }
    }
    return String(decoding: kept, as: UTF8.self) + String(repeating: "0", count: count)
  }
}
