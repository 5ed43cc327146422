internal import Foundation

/// A whole number with its thousands apart: `1,234,567`.
public func formatCount(_ count: Int) -> String {
  var digits = String(count.magnitude)
  var groups: [Substring] = []
  while digits.count > 3 {
    groups.append(digits.suffix(3))
    digits.removeLast(3)
  }
  let joined = ([digits[...]] + groups.reversed()).joined(separator: ",")
  return count < 0 ? "-" + joined : joined
}

/// A count with what is counted: `1 row`, `990 rows`.
public func formatCount(_ count: Int, of noun: String) -> String {
  "\(formatCount(count)) \(noun)\(count == 1 ? "" : "s")"
}

/// A number with so many digits after the point: `3.10`, or `nan`, `inf`, `-inf`.
public func formatFixed(_ value: Double, decimals: Int) -> String {
  guard value.isFinite else { return nameOfNonFinite(value) }
  let text = String(format: "%.*f", decimals, value)
  let isZero = !text.contains { ("1"..."9").contains($0) }
  return isZero && text.hasPrefix("-") ? String(text.dropFirst()) : text
}

/// A number with so many significant digits, zeros at the end kept: `1.230`, `0.01230`, `1.23e-07`.
///
/// Numbers below 0.0001 and from a million up are written with a power of ten.
public func formatSignificant(_ value: Double, digits: Int = 4) -> String {
  guard value.isFinite else { return nameOfNonFinite(value) }
  guard value != 0 else { return "0" }
  let scientific = String(format: "%.*e", digits - 1, value)
  let exponent = scientific.split(separator: "e").last.flatMap { Int($0) } ?? 0
  guard (-4..<6).contains(exponent) else { return scientific }
  return formatFixed(value, decimals: max(0, digits - 1 - exponent))
}

/// A number in few characters, zeros at the end left out: `1.23`, `12`, `1.2e-07`.
public func formatShort(_ value: Double, digits: Int = 4) -> String {
  guard value.isFinite else { return nameOfNonFinite(value) }
  return value == 0 ? "0" : String(format: "%.*g", digits, value)
}

/// A part of a whole as a percentage: `formatPercentage(0.4321)` is `43.2%`.
public func formatPercentage(_ part: Double, decimals: Int = 1) -> String {
  formatFixed(part * 100, decimals: decimals) + (part.isFinite ? "%" : "")
}

/// A number of bytes in units of a thousand: `812 B`, `3.1 GB`.
public func formatBytes(_ bytes: Int) -> String {
  let units = ["kB", "MB", "GB", "TB", "PB", "EB"]
  guard bytes.magnitude >= 1000 else { return "\(bytes) B" }
  var value = Double(bytes) / 1000
  var unit = 0
  while abs(value) >= 999.5, unit < units.count - 1 {
    value /= 1000
    unit += 1
  }
  return "\(formatFixed(value, decimals: abs(value) < 9.95 ? 1 : 0)) \(units[unit])"
}

private func nameOfNonFinite(_ value: Double) -> String {
  value.isNaN ? "nan" : value < 0 ? "-inf" : "inf"
}
