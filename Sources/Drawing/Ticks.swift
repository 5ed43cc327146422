internal import Display
internal import Foundation

/// The numbers that an axis is labelled with: multiples of 1, 2 or 5 times a power of ten.
struct Ticks {
  /// What the axis covers.
  let range: ClosedRange<Double>

  /// The numbers, rising, all within the range.
  let values: [Double]

  /// How each is written.
  let labels: [String]

  /// The power of ten that all labels are to be multiplied with, if there is one.
  let factor: String?

  /// Chooses numbers for an axis.
  ///
  /// - Parameters:
  ///   - range: What the axis has to cover at least; a single value gets some room around it.
  ///   - count: About the most numbers that there is room for.
  ///   - isWhole: Whether only whole numbers make sense, as for steps and counts.
  ///   - isRounded: Whether the axis goes on to the next number at both ends.
  init(
    _ range: ClosedRange<Double>, atMost count: Int, isWhole: Bool = false, isRounded: Bool = false
  ) {
    let wide = Self.widened(range, isWhole: isWhole)
    let parts = Double(max(1, count))
    var step = DecimalStep(atLeast: wide.upperBound / parts - wide.lowerBound / parts)
    if isWhole, step.multiple(1) < 1 { step = DecimalStep(atLeast: 1) }
    let unit = step.multiple(1)
    var (first, last) = (wide.lowerBound / unit, wide.upperBound / unit)
    // A bound that is a multiple but for rounding is one.
    if isRounded {
      (first, last) = ((first + 1e-9).rounded(.down), (last - 1e-9).rounded(.up))
    } else {
      (first, last) = ((first - 1e-9).rounded(.up), (last + 1e-9).rounded(.down))
    }
    let indices = first <= last && last - first <= 1000 ? Int(last - first) : -1
    let values = (0..<indices + 1).map { step.multiple(first + Double($0)) + 0 }
      .filter(\.isFinite)
    if isRounded, let low = values.first, let high = values.last, low < high {
      self.range = min(low, wide.lowerBound)...max(high, wide.upperBound)
    } else {
      self.range = wide
    }
    self.values = values.filter {
      isRounded || ($0 >= wide.lowerBound - unit * 1e-6 && $0 <= wide.upperBound + unit * 1e-6)
    }
    (labels, factor) = Self.texts(self.values, step)
  }

  /// The range, with room around it if it is a single value or too small to be told from one.
  private static func widened(
    _ range: ClosedRange<Double>, isWhole: Bool
  ) -> ClosedRange<Double> {
    let (low, high) = (range.lowerBound, range.upperBound)
    let size = max(abs(low), abs(high))
    guard high / 2 - low / 2 <= size * 1e-12 else { return range }
    var room = size == 0 ? 1 : max(size * 0.1, .leastNormalMagnitude)
    if isWhole { room = max(1, room) }
    let limit = Double.greatestFiniteMagnitude
    return max(-limit, low - room)...min(limit, high + room)
  }

  /// How the multiples of a step are written, and what all of them are to be multiplied with.
  private static func texts(
    _ values: [Double], _ step: DecimalStep
  ) -> (labels: [String], factor: String?) {
    let largest = values.map(abs).max() ?? 0
    if largest < 1e7, step.decimals <= 5 {
      return (values.map { plain($0, decimals: step.decimals) }, nil)
    }
    let exponent = largest > 0 ? Int(log10(largest).rounded(.down)) : 0
    let decimals = max(0, exponent - step.exponent)
    guard decimals <= 8 else {
      return (values.map { withMinus(formatShort($0, digits: 12)) }, nil)
    }
    let power = pow(10, Double(exponent))
    let labels = values.map { withMinus(formatFixed($0 / power, decimals: decimals)) }
    return (labels, "×10" + superscript(exponent))
  }

  private static func plain(_ value: Double, decimals: Int) -> String {
    if decimals == 0, abs(value) >= 10_000, let whole = Int(exactly: value) {
      return withMinus(formatCount(whole))
    }
    return withMinus(formatFixed(value, decimals: decimals))
  }

  private static func withMinus(_ text: String) -> String {
    text.replacingOccurrences(of: "-", with: "−")
  }

  private static func superscript(_ number: Int) -> String {
    let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    let text = String(number.magnitude).compactMap(\.wholeNumberValue).map { digits[$0] }
    return (number < 0 ? "⁻" : "") + String(text)
  }
}

/// Where numbers of an axis lie on a picture.
struct Scale {
  /// The numbers.
  let range: ClosedRange<Double>

  /// The pixel of the smallest number.
  let start: Double

  /// The pixel of the largest number.
  let end: Double

  /// The pixel of a finite number.
  func place(_ value: Double) -> Double {
    let (low, high) = (range.lowerBound, range.upperBound)
    guard low < high else { return (start + end) / 2 }
    // Halves keep the distance finite for any two finite ends.
    return start + (end - start) * ((value / 2 - low / 2) / (high / 2 - low / 2))
  }
}
