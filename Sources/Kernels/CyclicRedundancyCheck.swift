internal import Synchronization

/// Returns the cyclic redundancy check of `bytes` that zip archives have, CRC-32.
///
/// The check is the remainder of the bytes, read as a polynomial over the field of two elements, by
/// the generator 0x04C11DB7. Sixteen bytes are taken at a time, each with a table of its own, and
/// long inputs are split over the cores: the remainder of two stretches follows from theirs.
///
/// Reference: ISO 3309; PKWARE, "APPNOTE.TXT", section 4.4.7.
///
/// - Parameters:
///   - bytes: The bytes.
///   - before: The check of bytes that stand before them.
/// - Returns: The check of all of them; 0 for no bytes.
public func crc32(_ bytes: Span<UInt8>, after before: UInt32 = 0) -> UInt32 {
  let view = ByteView(bytes)
  let total = Atomic<UInt32>(product(before, powerOfX(8 * view.count)))
  parallel(count: view.count, grain: 1 << 20) { range in
    let part = view.crc32(range)
    // What follows the stretch multiplies its remainder by a power of x.
    let moved = product(part, powerOfX(8 * (view.count - range.upperBound)))
    total.bitwiseXor(moved, ordering: .relaxed)
  }
  return total.load(ordering: .relaxed)
}

/// The generator, its highest powers last: the lowest bit is the power 31.
private let generator: UInt32 = 0xEDB8_8320

/// For a byte that has `place` more bytes behind it: its remainder, at `256 * place + byte`.
private let remainders: [UInt32] = {
  var table: [UInt32] = []
  table.reserveCapacity(16 * 256)
  for byte in 0..<256 {
    var remainder = UInt32(byte)
    for _ in 0..<8 {
      remainder = remainder & 1 == 1 ? remainder >> 1 ^ generator : remainder >> 1
    }
    table.append(remainder)
  }
  for index in 256..<16 * 256 {
    let before = table[index - 256]
    table.append(before >> 8 ^ table[Int(before & 255)])
  }
  return table
}()

/// The product of two remainders; the highest bit is the power 0.
private func product(_ first: UInt32, _ second: UInt32) -> UInt32 {
  var (sum, power) = (UInt32(0), second)
  for bit in (0..<32).reversed() {
    if first >> UInt32(bit) & 1 == 1 { sum ^= power }
    power = power & 1 == 1 ? power >> 1 ^ generator : power >> 1
  }
  return sum
}

/// The remainder of the power `exponent` of x.
private func powerOfX(_ exponent: Int) -> UInt32 {
  var (result, square) = (UInt32(1) << 31, UInt32(1) << 30)
  var rest = exponent
  while rest > 0 {
    if rest & 1 == 1 { result = product(result, square) }
    square = product(square, square)
    rest >>= 1
  }
  return result
}

/// Bytes that a parallel loop can capture; the span that they are of outlives them.
@safe
private struct ByteView: @unchecked Sendable {
  let count: Int
  private let base: UnsafeRawPointer?

  init(_ bytes: Span<UInt8>) {
    count = bytes.count
    unsafe base = bytes.withUnsafeBufferPointer { unsafe UnsafeRawPointer($0.baseAddress) }
  }

  /// The check of the bytes of `range`.
  func crc32(_ range: Range<Int>) -> UInt32 {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "Range out of bytes.")
    guard let base = unsafe base else { return 0 }
    return unsafe remainders.withUnsafeBufferPointer { table in
      var remainder = ~UInt32(0)
      var place = range.lowerBound
      while place + 16 <= range.upperBound {
        let first = unsafe base.loadUnaligned(fromByteOffset: place, as: UInt64.self)
        let second = unsafe base.loadUnaligned(fromByteOffset: place + 8, as: UInt64.self)
        let changed = UInt64(littleEndian: first) ^ UInt64(remainder)
        remainder =
          unsafe eight(changed, behind: 8, table)
          ^ eight(UInt64(littleEndian: second), behind: 0, table)
        place += 16
      }
      while place < range.upperBound {
        let byte = unsafe base.load(fromByteOffset: place, as: UInt8.self)
        remainder = unsafe remainder >> 8 ^ table[Int(UInt8(truncatingIfNeeded: remainder) ^ byte)]
        place += 1
      }
      return ~remainder
    }
  }
}

/// The remainder of eight bytes, the lowest first, that have `count` more behind them.
@inline(__always)
private func eight(
  _ bytes: UInt64, behind count: Int, _ table: UnsafeBufferPointer<UInt32>
) -> UInt32 {
  @inline(__always)
  func part(_ index: Int) -> UInt32 {
    let byte = Int(UInt8(truncatingIfNeeded: bytes >> UInt64(8 * index)))
    return unsafe table[256 * (count + 7 - index) + byte]
  }
  return part(0) ^ part(1) ^ part(2) ^ part(3) ^ part(4) ^ part(5) ^ part(6) ^ part(7)
}
