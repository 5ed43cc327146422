/// A length of time for reading: `0.43 s`, `12.3 s`, `3 min 12 s`, `2 h 5 min`, `3 d 4 h`.
///
/// Under a hundredth of a second it is in `ms` or `µs`. Rounding never shows a full unit: 59.97
/// seconds are `1 min`.
public func formatDuration(_ seconds: Double) -> String {
  guard seconds.isFinite else { return formatFixed(seconds, decimals: 0) }
  if seconds < 0 { return "-" + formatDuration(-seconds) }
  switch seconds {
  case 0: return "0 s"
  case ..<0.000_999_5: return "\(formatSignificant(seconds * 1e6, digits: 2)) µs"
  case ..<0.009_95: return "\(formatFixed(seconds * 1e3, decimals: 1)) ms"
  case ..<0.995: return "\(formatFixed(seconds, decimals: 2)) s"
  case ..<59.95: return "\(formatFixed(seconds, decimals: 1)) s"
  case ..<3599.5: return parts(seconds, of: 1, ("min", 60), "s")
  case ..<86_370: return parts(seconds, of: 60, ("h", 60), "min")
  default: return parts(seconds, of: 3600, ("d", 24), "h")
  }
}

/// A length of time as a clock shows it: `0:12`, `3:05`, `1:02:03`.
public func formatClock(_ seconds: Double) -> String {
  guard seconds.isFinite else { return "--:--" }
  let (minutes, second) = wholeCount(seconds).quotientAndRemainder(dividingBy: 60)
  let (hours, minute) = minutes.quotientAndRemainder(dividingBy: 60)
  return hours == 0
    ? "\(minute):\(twoDigits(second))"
    : "\(formatCount(hours)):\(twoDigits(minute)):\(twoDigits(second))"
}

/// The two largest units of a length of time, rounded to the smaller one.
private func parts(
  _ seconds: Double, of smaller: Double, _ large: (name: String, ratio: Int), _ small: String
) -> String {
  let whole = wholeCount(seconds / smaller)
  let (major, minor) = whole.quotientAndRemainder(dividingBy: large.ratio)
  let first = "\(formatCount(major)) \(large.name)"
  return minor == 0 ? first : "\(first) \(minor) \(small)"
}

/// The nearest whole number, where it is one that an integer holds.
private func wholeCount(_ value: Double) -> Int {
  Int(min(max(0, value.rounded()), 1e15))
}

private func twoDigits(_ number: Int) -> String {
  number < 10 ? "0\(number)" : "\(number)"
}
