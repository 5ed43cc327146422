/// Fills `target` with numbers of the normal distribution, of mean 0 and a deviation of `deviation`.
///
/// Each pair of words of the generator gives two numbers (G. E. P. Box and M. E. Muller, "A Note on
/// the Generation of Random Normal Deviates", 1958). A number is a function of the key, the place and
/// its index alone. The largest is 5.6 deviations.
///
/// - Parameters:
///   - target: What is filled.
///   - deviation: The standard deviation.
///   - key: The key of Philox4x32-10.
///   - place: The upper half of its counter.
public func fillNormal(
  _ target: inout MutableSpan<Float>, deviation: Float, key: SIMD2<UInt32>, place: SIMD2<UInt32>
) {
  let values = Floats(&target)
  let generator = PhiloxLanes(key: key, place: place)
  let tiles = (values.count + 63) / 64
  parallel(count: tiles, grain: elementGrain / 64) { range in
    for tile in range {
      let words = generator.words(UInt64(16 * tile))
      let first = normalPair(words.0, words.1, deviation)
      let second = normalPair(words.2, words.3, deviation)
      let row = values[64 * tile..<min(64 * tile + 64, values.count)]
      for (index, lanes) in [first.0, first.1, second.0, second.1].enumerated()
      where 16 * index < row.count { row[part: 16 * index] = lanes }
    }
  }
}

/// Returns two normal numbers for each lane.
@inline(__always)
private func normalPair(
  _ first: PhiloxLanes.Word, _ second: PhiloxLanes.Word, _ deviation: Float
) -> (Lanes, Lanes) {
  // From 2⁻²³ to 1: the logarithm is finite.
  let share = Lanes(repeating: 2) - oneToTwo(first)
  let radius =
    squareRoot(logarithmOfPositive(share) * Lanes(repeating: -2)) * Lanes(repeating: deviation)
  let (sine, cosine) = sineAndCosine(turns: oneToTwo(second) - Lanes(repeating: 1))
  return (radius * cosine, radius * sine)
}

/// Returns a float from 1 up to 2 with the upper 23 bits of each lane.
@inline(__always)
private func oneToTwo(_ word: PhiloxLanes.Word) -> Lanes {
  let bits = (word &>> PhiloxLanes.Word(repeating: 9)) | PhiloxLanes.Word(repeating: 0x3F80_0000)
  return unsafe unsafeBitCast(bits, to: Lanes.self)
}

/// Returns the sine and the cosine of so many turns, each from 0 up to 1.
@inline(__always)
func sineAndCosine(turns: Lanes) -> (sine: Lanes, cosine: Lanes) {
  let quarters = turns * Lanes(repeating: 4)
  let shifted = quarters + Lanes.rounder
  // The rounded number sits in the low bits of the rounder.
  let quadrant = unsafe unsafeBitCast(shifted, to: PhiloxLanes.Word.self)
  let x = (quarters - (shifted - Lanes.rounder)) * Lanes(repeating: 1.570796327)
  let square = x * x
  var s = Lanes(repeating: -1.9515295891e-4)
  s = s.fused(square, 8.3321608736e-3)
  s = s.fused(square, -1.6666654611e-1)
  let sine = (s * square).fused(x, x)
  var c = Lanes(repeating: 2.443315711809948e-5)
  c = c.fused(square, -1.388731625493765e-3)
  c = c.fused(square, 4.166664568298827e-2)
  let cosine = (c * square).fused(square, square.fused(Lanes(repeating: -0.5), 1))
  let one = PhiloxLanes.Word(repeating: 1)
  let two = PhiloxLanes.Word(repeating: 2)
  let isOdd = (quadrant & one) .== one
  let sineSign = (quadrant & two) &<< PhiloxLanes.Word(repeating: 30)
  let cosineSign = ((quadrant &+ one) & two) &<< PhiloxLanes.Word(repeating: 30)
  return (
    signed(sine.replacing(with: cosine, where: isOdd), sineSign),
    signed(cosine.replacing(with: sine, where: isOdd), cosineSign)
  )
}

/// Returns the lanes with their signs turned where the highest bit of `sign` is set.
@inline(__always)
private func signed(_ lanes: Lanes, _ sign: PhiloxLanes.Word) -> Lanes {
  unsafe unsafeBitCast(
    unsafeBitCast(lanes, to: PhiloxLanes.Word.self) ^ sign, to: Lanes.self)
}
