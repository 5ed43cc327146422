import Kernels
import TestSupport
import Testing

/// The remainder, bit by bit as the standard defines it.
private func bitwise(_ bytes: [UInt8]) -> UInt32 {
  var remainder = ~UInt32(0)
  for byte in bytes {
    remainder ^= UInt32(byte)
    for _ in 0..<8 {
      remainder = remainder & 1 == 1 ? remainder >> 1 ^ 0xEDB8_8320 : remainder >> 1
    }
  }
  return ~remainder
}

@Test func `the check of the standard's own example is right`() {
  let digits = Array("123456789".utf8)
  let found = crc32(digits.span)
  #expect(found == 0xCBF4_3926)
  let nothing: [UInt8] = []
  let zero = crc32(nothing.span)
  #expect(zero == 0)
}

@Test(
  arguments: Array(0...70) + [
    1_000, 48_096, 48_104, 48_111, 97_263, 97_331, (1 << 20) + 1, (9 << 20) + 17,
  ])
func `any number of bytes has the remainder of the definition`(count: Int) {
  var state: UInt32 = 12_345
  let bytes = (0..<count).map { _ in
    state = state &* 1_664_525 &+ 1_013_904_223
    return UInt8(truncatingIfNeeded: state >> 24)
  }
  let found = crc32(bytes.span)
  #expect(found == bitwise(bytes))
  let half = count / 3
  let first = crc32(bytes.span.extracting(0..<half))
  let both = crc32(bytes.span.extracting(half..<count), after: first)
  #expect(both == found)
}
