internal import Glibc
internal import Kernels

/// The sections of a Butterworth filter for `edges`, in shares of the sampling rate.
///
/// The analogue low pass of order n has its poles on a half circle, at the angles π(2i + 1) / 2n from
/// the imaginary axis. Replacing s moves it to the wanted band, and the bilinear transform with each
/// edge at its own frequency, K = tan(πf), makes it digital (A. V. Oppenheim and R. W. Schafer,
/// "Discrete-Time Signal Processing", section 7.1). Every pair of poles gets a section of its own, the
/// broadest first. SciPy's `butter` designs the same filters.
func butterworth(_ order: Int, _ edges: FrequencyBand) -> [Biquad] {
  switch edges {
  case .below(let share): lowPass(order, tan(Double.pi * share), isMirrored: false)
  case .above(let share): lowPass(order, tan(Double.pi * share), isMirrored: true)
  case .between(let low, let high):
    bandPass(order, tan(Double.pi * low), tan(Double.pi * high))
  }
}

/// The pole of the analogue low pass at 1 that stands at place `index`, above the real axis.
private func pole(_ index: Int, of order: Int) -> Root {
  let angle = Double.pi * Double(2 * index + 1) / Double(2 * order)
  return Root(real: -sin(angle), imaginary: cos(angle))
}

/// The places of the poles above the real axis, those of the broadest sections first.
private func places(_ order: Int) -> ReversedCollection<Range<Int>> { (0..<order / 2).reversed() }

/// The low pass with its edge at `k`, or the high pass that mirrors it (s becomes k² / s).
private func lowPass(_ order: Int, _ k: Double, isMirrored: Bool) -> [Biquad] {
  var sections: [Biquad] = []
  if !order.isMultiple(of: 2) {
    let gain = isMirrored ? 1 / (1 + k) : k / (1 + k)
    sections.append(
      Biquad(b0: gain, b1: isMirrored ? -gain : gain, b2: 0, a1: (k - 1) / (1 + k), a2: 0))
  }
  for index in places(order) {
    let numerator: Quadratic = isMirrored ? (1, 0, 0) : (0, 0, k * k)
    let damping = -2 * k * pole(index, of: order).real
    sections.append(bilinear(numerator, over: (1, damping, k * k)))
  }
  return sections
}

/// The band pass between `low` and `high`: s becomes (s² + low·high) / ((high - low)·s).
///
/// Each pole p of the low pass becomes the two roots of s² - width·p·s + low·high, one on either side
/// of the middle. In a wide band the roots of the low edge make a high pass, and those of the high edge
/// a low pass; in a narrow one, where they lie close together, both make a band pass, so that no
/// section raises what the next one lowers.
private func bandPass(_ order: Int, _ low: Double, _ high: Double) -> [Biquad] {
  let (width, square) = (high - low, high * low)
  var sections: [Biquad] = []
  if !order.isMultiple(of: 2) { sections.append(bilinear((0, width, 0), over: (1, width, square))) }
  let isWide = width * width > square
  for index in places(order) {
    let half = pole(index, of: order).scaled(by: width / 2)
    let outer = half.addingAway(half.squared.moved(by: -square).squareRoot)
    let ratio = square / outer.norm
    let inner = outer.scaled(by: ratio)
    sections.append(bilinear(isWide ? (1, 0, 0) : (0, width, 0), over: inner.polynomial))
    sections.append(
      bilinear(isWide ? (0, 0, width * width) : (0, width, 0), over: outer.polynomial))
  }
  return sections
}

/// The factors of s², s and 1.
private typealias Quadratic = (Double, Double, Double)

/// The section that the analogue one becomes, with s = (1 - z⁻¹) / (1 + z⁻¹); the first factor of
/// `denominator` is 1.
private func bilinear(_ numerator: Quadratic, over denominator: Quadratic) -> Biquad {
  let scale = 1 / (1 + denominator.1 + denominator.2)
  return Biquad(
    b0: (numerator.0 + numerator.1 + numerator.2) * scale,
    b1: 2 * (numerator.2 - numerator.0) * scale,
    b2: (numerator.0 - numerator.1 + numerator.2) * scale,
    a1: 2 * (denominator.2 - 1) * scale, a2: (1 - denominator.1 + denominator.2) * scale)
}

/// A complex number that stands, with its conjugate, for a pair of roots.
private struct Root {
  let real: Double
  let imaginary: Double

  /// The square of the magnitude.
  var norm: Double { real * real + imaginary * imaginary }

  /// The polynomial in s whose roots the pair is.
  var polynomial: Quadratic { (1, -2 * real, norm) }

  var squared: Root {
    Root(real: (real - imaginary) * (real + imaginary), imaginary: 2 * real * imaginary)
  }

  /// The square root, computed without a difference of numbers that are nearly the same.
  var squareRoot: Root {
    let larger = ((hypot(real, imaginary) + abs(real)) / 2).squareRoot()
    guard larger > 0 else { return self }
    let smaller = abs(imaginary) / (2 * larger)
    let (first, second) = real < 0 ? (smaller, larger) : (larger, smaller)
    return Root(real: first, imaginary: imaginary < 0 ? -second : second)
  }

  func scaled(by factor: Double) -> Root {
    Root(real: real * factor, imaginary: imaginary * factor)
  }

  func moved(by offset: Double) -> Root { Root(real: real + offset, imaginary: imaginary) }

  /// The sum with `other` or with its negative, whichever is further from zero.
  func addingAway(_ other: Root) -> Root {
    let sign: Double = real * other.real + imaginary * other.imaginary < 0 ? -1 : 1
    return Root(real: real + sign * other.real, imaginary: imaginary + sign * other.imaginary)
  }
}
