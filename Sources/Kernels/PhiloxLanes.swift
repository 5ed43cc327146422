/// The generator Philox4x32-10, sixteen blocks of four words at a time.
///
/// Reference: J. K. Salmon et al., "Parallel Random Numbers: As Easy as 1, 2, 3", SC 2011.
struct PhiloxLanes: Sendable {
  typealias Word = SIMD16<UInt32>
  typealias Words = (Word, Word, Word, Word)

  /// The key of the generator.
  let key: SIMD2<UInt32>
  /// The upper half of its counter.
  let place: SIMD2<UInt32>

  /// Returns the words of sixteen blocks from `block` on, the first words of all first.
  @inline(__always)
  func words(_ block: UInt64) -> Words {
    let low = UInt32(truncatingIfNeeded: block)
    let high = UInt32(truncatingIfNeeded: block >> 32)
    var c0 = Word(repeating: low) &+ Word(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
    var c1 = Word(repeating: high).replacing(
      with: Word(repeating: high &+ 1), where: c0 .< Word(repeating: low))
    var c2 = Word(repeating: place[0])
    var c3 = Word(repeating: place[1])
    var k = key
    for _ in 0..<10 {
      let (firstHigh, firstLow) = wideProduct(c0, 0xD251_1F53)
      let (secondHigh, secondLow) = wideProduct(c2, 0xCD9E_8D57)
      c0 = secondHigh ^ c1 ^ Word(repeating: k[0])
      c1 = secondLow
      c2 = firstHigh ^ c3 ^ Word(repeating: k[1])
      c3 = firstLow
      k = SIMD2(k[0] &+ 0x9E37_79B9, k[1] &+ 0xBB67_AE85)
    }
    return (c0, c1, c2, c3)
  }
}

/// Returns the upper and the lower 32 bits of each lane times `factor`.
@inline(__always)
private func wideProduct(
  _ x: PhiloxLanes.Word, _ factor: UInt64
) -> (high: PhiloxLanes.Word, low: PhiloxLanes.Word) {
  typealias Word = PhiloxLanes.Word
  let lower = SIMD8<UInt64>(repeating: 0xFFFF_FFFF)
  let shift = SIMD8<UInt64>(repeating: 32)
  let pairs = unsafe unsafeBitCast(x, to: SIMD8<UInt64>.self)
  let even = (pairs & lower) &* SIMD8(repeating: factor)
  let odd = (pairs &>> shift) &* SIMD8(repeating: factor)
  let high = (even &>> shift) | (odd & (lower &<< shift))
  let low = (even & lower) | (odd &<< shift)
  return unsafe (unsafeBitCast(high, to: Word.self), unsafeBitCast(low, to: Word.self))
}
