/// Returns where in a signal the stretch begins that is most like another one.
///
/// The likeness of two stretches is their normalised cross-correlation Σ a·b / √(Σ b²); of equals the
/// first counts, and silence is like nothing.
///
/// - Parameters:
///   - signal: The signal.
///   - template: Where the stretch begins that is looked for.
///   - length: How long it is; it lies in the signal, and so does every stretch that it is held against.
///   - candidates: Where the stretch may begin, at least one place.
/// - Returns: One of the candidates.
public func bestAlignment(
  in signal: Span<Float>, of template: Int, length: Int, among candidates: Range<Int>
) -> Int {
  let signal = Floats(signal)
  precondition(
    !candidates.isEmpty && candidates.lowerBound >= 0 && template >= 0
      && max(candidates.upperBound - 1, template) + length <= signal.count,
    "Every stretch lies in the signal.")
  var energy = 0.0
  for index in candidates.lowerBound..<candidates.lowerBound + length {
    energy += Double(signal[index]) * Double(signal[index])
  }
  var (best, likeness) = (candidates.lowerBound, -Double.infinity)
  for start in stride(from: candidates.lowerBound, to: candidates.upperBound, by: 64) {
    let products = correlations(signal, template, length, start)
    for lag in 0..<min(64, candidates.upperBound - start) {
      let candidate = start + lag
      let product = Double(products[lag / 16][lag % 16])
      let value = energy > 1e-12 ? product / energy.squareRoot() : 0
      if value > likeness { (best, likeness) = (candidate, value) }
      let (old, new) = (Double(signal[candidate]), candidate + length)
      let entering = new < signal.count ? Double(signal[new]) : 0
      energy = max(0, energy - old * old + entering * entering)
    }
  }
  return best
}

/// The sums of products of a stretch with those that begin at 64 places from `start` on.
@inline(__always)
private func correlations(
  _ signal: Floats, _ template: Int, _ length: Int, _ start: Int
) -> InlineArray<4, Lanes> {
  let zero = Lanes()
  var (first, second, third, fourth) = (zero, zero, zero, zero)
  let whole = max(0, min(length, signal.count - start - 63))
  for index in 0..<whole {
    let sample = Lanes(repeating: signal[template + index])
    first = sample.fused(signal[lanes: start + index], first)
    second = sample.fused(signal[lanes: start + index + 16], second)
    third = sample.fused(signal[lanes: start + index + 32], third)
    fourth = sample.fused(signal[lanes: start + index + 48], fourth)
  }
  for index in whole..<length {
    let sample = Lanes(repeating: signal[template + index])
    first = sample.fused(rest(signal, start + index), first)
    second = sample.fused(rest(signal, start + index + 16), second)
    third = sample.fused(rest(signal, start + index + 32), third)
    fourth = sample.fused(rest(signal, start + index + 48), fourth)
  }
  return [first, second, third, fourth]
}

/// Sixteen samples, zeros past the end.
@inline(__always)
private func rest(_ signal: Floats, _ index: Int) -> Lanes {
  index >= signal.count ? Lanes() : signal[part: index]
}
