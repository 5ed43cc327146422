/// The random generator Philox4x32-10: a keyed function of a counter, without a state to lose.
///
/// Any draw can be had again from its key and its place, in any order and on any thread.
///
/// Reference: J. K. Salmon et al., "Parallel Random Numbers: As Easy as 1, 2, 3", SC 2011.
public struct Philox: Sendable, Hashable {
  /// The key.
  public let key: SIMD2<UInt32>

  /// Makes the generator of a key.
  public init(key: SIMD2<UInt32>) {
    self.key = key
  }

  /// The four random words at `counter`.
  @inlinable
  public func block(_ counter: SIMD4<UInt32>) -> SIMD4<UInt32> {
    var (c, k) = (counter, key)
    for _ in 0..<10 {
      let first = UInt64(0xD251_1F53) &* UInt64(c[0])
      let second = UInt64(0xCD9E_8D57) &* UInt64(c[2])
      c = SIMD4(
        UInt32(truncatingIfNeeded: second >> 32) ^ c[1] ^ k[0],
        UInt32(truncatingIfNeeded: second),
        UInt32(truncatingIfNeeded: first >> 32) ^ c[3] ^ k[1],
        UInt32(truncatingIfNeeded: first))
      k = SIMD2(k[0] &+ 0x9E37_79B9, k[1] &+ 0xBB67_AE85)
    }
    return c
  }
}
