internal import Foundation

/// A distance that people count in: 1, 2 or 5 times a power of ten.
///
/// Multiples of it are the floats nearest to their decimal spelling, as `3 × 0.1` is not.
package struct DecimalStep: Equatable, Sendable {
  let mantissa: Double
  package let exponent: Int

  /// The smallest such step that is at least `distance`, or 1 if that is not a positive number.
  package init(atLeast distance: Double) {
    guard distance > 0, distance.isFinite else {
      self.init(mantissa: 1, exponent: 0)
      return
    }
    let power = max(-290, Int(log10(distance).rounded(.down)))
    let candidates = [1.0, 2, 5].map { DecimalStep(mantissa: $0, exponent: power) }
    self =
      candidates.first { $0.multiple(1) >= distance * (1 - 1e-12) }
      ?? DecimalStep(mantissa: 1, exponent: power + 1)
  }

  private init(mantissa: Double, exponent: Int) {
    self.mantissa = mantissa
    self.exponent = exponent
  }

  /// `count` times the step.
  package func multiple(_ count: Double) -> Double {
    let power = pow(10, Double(abs(exponent)))
    return exponent < 0 ? count * mantissa / power : count * mantissa * power
  }

  /// The digits after the point that a multiple needs.
  package var decimals: Int { max(0, -exponent) }
}
