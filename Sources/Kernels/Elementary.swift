/// Elementary functions on sixteen floats at a time.
///
/// The polynomials are the usual minimax forms after range reduction (W. J. Cody and W. Waite,
/// "Software Manual for the Elementary Functions", 1980); errors are below 2 ulp over the whole
/// range, which the tests hold against the C library's double precision.
typealias Lanes = SIMD16<Float>

extension SIMD16<Float> {
  /// 1.5 · 2²³: adding and subtracting it rounds to the nearest integer without a scalar detour.
  @inline(__always)
  static var rounder: SIMD16<Float> { SIMD16(repeating: 12_582_912) }

  /// The values of these lanes where `mask` holds, else those of `other`.
  @inline(__always)
  func otherwise(_ other: SIMD16<Float>, where mask: SIMDMask<SIMD16<Int32>>) -> SIMD16<Float> {
    other.replacing(with: self, where: mask)
  }

  /// These lanes times `factor`, plus `addend`, rounded once.
  @inline(__always)
  func fused(_ factor: SIMD16<Float>, _ addend: SIMD16<Float>) -> SIMD16<Float> {
    addend.addingProduct(self, factor)
  }

  /// These lanes times `factor`, plus a number, rounded once: a step of Horner's rule.
  @inline(__always)
  func fused(_ factor: SIMD16<Float>, _ addend: Float) -> SIMD16<Float> {
    SIMD16(repeating: addend).addingProduct(self, factor)
  }
}

extension SIMD16<Float> {
  /// The largest lane; the standard library's `max()` takes one lane after the other.
  @inline(__always)
  var largest: Float {
    let eight = lowHalf.replacing(with: highHalf, where: highHalf .> lowHalf)
    let four = eight.lowHalf.replacing(
      with: eight.highHalf, where: eight.highHalf .> eight.lowHalf)
    return Swift.max(Swift.max(four[0], four[1]), Swift.max(four[2], four[3]))
  }

  /// The sum of all lanes, by halves.
  @inline(__always)
  var total: Float {
    let eight = lowHalf + highHalf
    let four = eight.lowHalf + eight.highHalf
    return (four[0] + four[2]) + (four[1] + four[3])
  }
}

/// Returns e to the power of each lane; 0 below about -103, infinity above about 88.7.
@inline(__always)
func exponential(_ x: Lanes) -> Lanes {
  let lowest = Lanes(repeating: -104)
  let highest = Lanes(repeating: 89)
  let clamped = x.replacing(with: lowest, where: x .< lowest)
    .replacing(with: highest, where: x .> highest)
  let (mantissa, exponent) = exponentialParts(clamped)
  // Two factors, so that results below the smallest normal number and infinity come out.
  let half = exponent &>> SIMD16<Int32>(repeating: 1)
  return mantissa * power(half) * power(exponent &- half)
}

/// Returns e to the power of each lane, none of which is above 0; below -87 it is 0.
///
/// Less work than ``exponential(_:)`` for sums of probabilities, which need no more.
@inline(__always)
func exponentialOfNegative(_ x: Lanes) -> Lanes {
  let lowest = Lanes(repeating: -87)
  let (mantissa, exponent) = exponentialParts(x.replacing(with: lowest, where: x .< lowest))
  return (mantissa * power(exponent)).replacing(with: Lanes.zero, where: x .< lowest)
}

/// Returns `m` and `n` with e^x = m · 2ⁿ and m from √½ to √2, for |x| up to some thousands.
@inline(__always)
private func exponentialParts(_ x: Lanes) -> (mantissa: Lanes, exponent: SIMD16<Int32>) {
  let shifted = x.fused(Lanes(repeating: 1.442695041), Lanes.rounder)
  let n = shifted - Lanes.rounder
  let r = n.fused(Lanes(repeating: 2.12194440e-4), n.fused(Lanes(repeating: -0.693359375), x))
  var p = Lanes(repeating: 1.9875691500e-4)
  p = p.fused(r, 1.3981999507e-3)
  p = p.fused(r, 8.3334519073e-3)
  p = p.fused(r, 4.1665795894e-2)
  p = p.fused(r, 1.6666665459e-1)
  p = p.fused(r, 5.0000001201e-1)
  let mantissa = p.fused(r * r, r + Lanes(repeating: 1))
  // The rounded number sits in the low bits of the rounder.
  let exponent =
    unsafe unsafeBitCast(shifted, to: SIMD16<Int32>.self)
    &- SIMD16<Int32>(repeating: 0x4B40_0000)
  return (mantissa, exponent)
}

/// Returns 2 to the power of each lane, for exponents from -126 to 127.
@inline(__always)
private func power(_ exponent: SIMD16<Int32>) -> Lanes {
  unsafe unsafeBitCast(
    (exponent &+ SIMD16<Int32>(repeating: 127)) &<< SIMD16<Int32>(repeating: 23), to: Lanes.self)
}

/// Returns the natural logarithm of each lane: minus infinity of 0, NaN of negative numbers.
///
/// Numbers below the smallest normal one (1.2e-38) count as 0.
@inline(__always)
func logarithm(_ x: Lanes) -> Lanes {
  var y = logarithmOfPositive(x)
  y.replace(with: Lanes(repeating: -.infinity), where: x .< Lanes(repeating: .leastNormalMagnitude))
  y.replace(with: Lanes(repeating: .nan), where: x .< Lanes.zero)
  y.replace(with: x, where: x .== Lanes(repeating: .infinity))
  y.replace(with: x, where: x .!= x)
  return y
}

/// Returns the natural logarithm of lanes that are normal numbers above 0.
@inline(__always)
func logarithmOfPositive(_ x: Lanes) -> Lanes {
  // The mantissa in [√½, √2), the exponent to match.
  let root = SIMD16<Int32>(repeating: 0x3F35_04F3)
  let biased = unsafe unsafeBitCast(x, to: SIMD16<Int32>.self) &- root
  let exponent = biased &>> SIMD16<Int32>(repeating: 23)
  let mantissaBits = (biased & SIMD16<Int32>(repeating: 0x007F_FFFF)) &+ root
  let m = unsafe unsafeBitCast(mantissaBits, to: Lanes.self) - Lanes(repeating: 1)
  // Exact for |exponent| < 2²²: the integer sits in the low bits of the rounder.
  let e =
    unsafe unsafeBitCast(exponent &+ SIMD16<Int32>(repeating: 0x4B40_0000), to: Lanes.self)
    - Lanes.rounder
  let square = m * m
  var p = Lanes(repeating: 7.0376836292e-2)
  p = p.fused(m, -1.1514610310e-1)
  p = p.fused(m, 1.1676998740e-1)
  p = p.fused(m, -1.2420140846e-1)
  p = p.fused(m, 1.4249322787e-1)
  p = p.fused(m, -1.6668057665e-1)
  p = p.fused(m, 2.0000714765e-1)
  p = p.fused(m, -2.4999993993e-1)
  p = p.fused(m, 3.3333331174e-1)
  var y = (p * m).fused(square, e * Lanes(repeating: -2.12194440e-4))
  y = square.fused(Lanes(repeating: -0.5), y)
  return e.fused(Lanes(repeating: 0.693359375), m + y)
}

/// Returns the square root of each lane, rounded correctly: NaN of negative numbers.
///
/// The standard library's `squareRoot()` goes lane by lane. Here the inverse root is guessed from
/// the exponent's bits and brought to full precision by Newton's steps.
@inline(__always)
func squareRoot(_ x: Lanes) -> Lanes {
  // The remainder of a small number's root would be below the normal numbers.
  let tiny = x .< Lanes(repeating: 0x1p-90)
  let x = x.replacing(with: x * Lanes(repeating: 0x1p64), where: tiny)
  let bits = unsafe unsafeBitCast(x, to: SIMD16<Int32>.self)
  var inverse = unsafe unsafeBitCast(
    SIMD16<Int32>(repeating: 0x5F37_59DF) &- (bits &>> SIMD16<Int32>(repeating: 1)),
    to: Lanes.self)
  let half = x * Lanes(repeating: -0.5)
  inverse *= (half * inverse).fused(inverse, 1.5)
  inverse *= (half * inverse).fused(inverse, 1.5)
  inverse *= (half * inverse).fused(inverse, 1.5)
  let rough = x * inverse
  let rest = rough.fused(Lanes.zero - rough, x)
  let root = (rest * inverse).fused(Lanes(repeating: 0.5), rough)
  return root.replacing(with: root * Lanes(repeating: 0x1p-32), where: tiny)
    .replacing(with: x, where: (x .== Lanes(repeating: .infinity)) .| (x .== Lanes.zero))
    .replacing(with: Lanes(repeating: .nan), where: x .< Lanes.zero)
}

/// Returns the hyperbolic tangent of each lane.
@inline(__always)
func hyperbolicTangent(_ x: Lanes) -> Lanes {
  let magnitude = x.replacing(with: Lanes.zero - x, where: x .< Lanes.zero)
  let one = Lanes(repeating: 1)
  let e = exponentialOfNegative(magnitude * Lanes(repeating: -2))
  let large = (one - e) / (one + e)
  // Near 0 the quotient loses digits: an odd polynomial there.
  let s = x * x
  var p = Lanes(repeating: -5.70498872745e-3)
  p = p.fused(s, 2.06390887954e-2)
  p = p.fused(s, -5.37397155531e-2)
  p = p.fused(s, 1.33314422036e-1)
  p = p.fused(s, -3.33332819422e-1)
  let small = (p * s).fused(x, x)
  let signed = large.replacing(with: Lanes.zero - large, where: x .< Lanes.zero)
  return small.otherwise(signed, where: magnitude .< Lanes(repeating: 0.625))
}

/// Returns 1 / (1 + exp(-x)) of each lane.
@inline(__always)
func logistic(_ x: Lanes) -> Lanes {
  let one = Lanes(repeating: 1)
  return one / (one + exponential(Lanes.zero - x))
}
