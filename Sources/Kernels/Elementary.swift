/// Elementary functions on sixteen floats at a time.
///
/// The polynomials are the usual minimax forms after range reduction (W. J. Cody and W. Waite,
/// "Software Manual for the Elementary Functions", 1980); errors are below 2 ulp over the whole
/// range, which the tests hold against the C library's double precision.
typealias Lanes = SIMD16<Float>

extension SIMD16<Float> {
  /// 1.5 · 2²³: adding and subtracting it rounds to the nearest integer without a scalar detour.
  @usableFromInline static var rounder: SIMD16<Float> { SIMD16(repeating: 12_582_912) }

  /// The values of these lanes where `mask` holds, else those of `other`.
  @inline(__always)
  func otherwise(_ other: SIMD16<Float>, where mask: SIMDMask<SIMD16<Int32>>) -> SIMD16<Float> {
    other.replacing(with: self, where: mask)
  }
}

/// Returns e to the power of each lane; 0 below about -87.3, infinity above about 88.7.
@inline(__always)
func exponential(_ x: Lanes) -> Lanes {
  let clamped = x.replacing(with: Lanes(repeating: -104), where: x .< -104)
    .replacing(with: Lanes(repeating: 89), where: x .> 89)
  let shifted = clamped * 1.442695041 + Lanes.rounder
  let n = shifted - Lanes.rounder
  var r = clamped - n * 0.693359375
  r -= n * -2.12194440e-4
  var p = Lanes(repeating: 1.9875691500e-4)
  p = p * r + 1.3981999507e-3
  p = p * r + 8.3334519073e-3
  p = p * r + 4.1665795894e-2
  p = p * r + 1.6666665459e-1
  p = p * r + 5.0000001201e-1
  p = p * r * r + r + 1
  // Two factors, so that results down to the smallest normal number and up to infinity come out.
  let exponent = unsafe unsafeBitCast(shifted, to: SIMD16<Int32>.self) &- 0x4B40_0000
  let half = exponent &>> 1
  return p * power(half) * power(exponent &- half)
}

/// Returns 2 to the power of each lane, for exponents from -126 to 127.
@inline(__always)
private func power(_ exponent: SIMD16<Int32>) -> Lanes {
  unsafe unsafeBitCast((exponent &+ 127) &<< 23, to: Lanes.self)
}

/// Returns the natural logarithm of each lane: minus infinity of 0, NaN of negative numbers.
///
/// Numbers below the smallest normal one (1.2e-38) count as 0.
@inline(__always)
func logarithm(_ x: Lanes) -> Lanes {
  let bits = unsafe unsafeBitCast(x, to: SIMD16<Int32>.self)
  // The mantissa in [sqrt(1/2), sqrt(2)), the exponent to match.
  let biased = bits &- 0x3F35_04F3
  let exponent = biased &>> 23
  let mantissaBits = (biased & 0x007F_FFFF) &+ 0x3F35_04F3
  let m = unsafe unsafeBitCast(mantissaBits, to: Lanes.self) - 1
  // Exact for |exponent| < 2²²: the integer sits in the low bits of the rounder.
  let e = unsafe unsafeBitCast(exponent &+ 0x4B40_0000, to: Lanes.self) - Lanes.rounder
  let square = m * m
  var p = Lanes(repeating: 7.0376836292e-2)
  p = p * m - 1.1514610310e-1
  p = p * m + 1.1676998740e-1
  p = p * m - 1.2420140846e-1
  p = p * m + 1.4249322787e-1
  p = p * m - 1.6668057665e-1
  p = p * m + 2.0000714765e-1
  p = p * m - 2.4999993993e-1
  p = p * m + 3.3333331174e-1
  var y = p * m * square + e * -2.12194440e-4
  y -= square * 0.5
  y = m + y + e * 0.693359375
  y = y.replacing(with: -.infinity, where: x .< .leastNormalMagnitude)
  y = y.replacing(with: .nan, where: x .< 0)
  y = y.replacing(with: .infinity, where: x .== .infinity)
  return y.replacing(with: .nan, where: x .!= x)
}

/// Returns the hyperbolic tangent of each lane.
@inline(__always)
func hyperbolicTangent(_ x: Lanes) -> Lanes {
  let magnitude = x.replacing(with: -x, where: x .< 0)
  let e = exponential(magnitude * -2)
  let large = (1 - e) / (1 + e)
  // Near 0 the quotient loses digits: an odd polynomial there.
  let s = x * x
  var p = Lanes(repeating: -5.70498872745e-3)
  p = p * s + 2.06390887954e-2
  p = p * s - 5.37397155531e-2
  p = p * s + 1.33314422036e-1
  p = p * s - 3.33332819422e-1
  let small = p * s * x + x
  return small.otherwise(large.replacing(with: -large, where: x .< 0), where: magnitude .< 0.625)
}

/// Returns 1 / (1 + exp(-x)) of each lane.
@inline(__always)
func logistic(_ x: Lanes) -> Lanes {
  1 / (1 + exponential(-x))
}
