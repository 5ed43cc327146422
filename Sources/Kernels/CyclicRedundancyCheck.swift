internal import Synchronization

/// Returns the cyclic redundancy check of `bytes` that zip archives have, CRC-32.
///
/// The check is the remainder of the bytes, read as a polynomial over the field of two elements, by
/// the generator 0x04C11DB7. Long inputs are folded first and split over the cores: the remainder of
/// two stretches follows from theirs.
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
  parallel(count: view.count, grain: 8 << 20) { range in
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
  table.reserveCapacity(8 * 256)
  for byte in 0..<256 {
    var remainder = UInt32(byte)
    for _ in 0..<8 {
      remainder = remainder & 1 == 1 ? remainder >> 1 ^ generator : remainder >> 1
    }
    table.append(remainder)
  }
  for index in 256..<8 * 256 {
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

/// How far ahead a word of 64 bits is added, three times, to leave the same remainder.
///
/// With y for the power 64 of x, y^3006 has the remainder of y^2866 + y^2215 + 1, found by comparing
/// the remainders of all sums of two powers: no smaller power has such a sum. So a word with 3006 or
/// more words behind it can be added to the words 140, 791 and 3006 places on, and be forgotten.
private enum Fold {
  static let near = 140
  static let middle = 791
  static let far = 3_006
  /// The words that are folded between two moves of the words behind them.
  static let block = 6_144
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
    let words = range.count / 8
    let start = unsafe base + range.lowerBound
    // The first four bytes are inverted, and so is the remainder.
    var remainder = ~UInt32(0)
    var done = 0
    if words > 2 * Fold.far {
      remainder = unsafe folded(start, words: words)
      done = words
    }
    while done < words {
      let word = unsafe start.loadUnaligned(fromByteOffset: 8 * done, as: UInt64.self)
      remainder = after(UInt64(littleEndian: word) ^ UInt64(remainder))
      done += 1
    }
    for index in 8 * words..<range.count {
      let byte = unsafe start.load(fromByteOffset: index, as: UInt8.self)
      let place = Int(UInt8(truncatingIfNeeded: remainder) ^ byte)
      remainder = remainder >> 8 ^ remainders[place]
    }
    return ~remainder
  }
}

/// The remainder after eight bytes, the lowest first, to which the remainder before was added.
@inline(__always)
private func after(_ word: UInt64) -> UInt32 {
  var sum: UInt32 = 0
  for index in 0..<8 {
    let byte = Int(UInt8(truncatingIfNeeded: word >> UInt64(8 * index)))
    sum ^= remainders[256 * (7 - index) + byte]
  }
  return sum
}

/// The remainder after `words` words from `start` on, more than twice as many as the fold's longest
/// distance.
private func folded(_ start: UnsafeRawPointer, words: Int) -> UInt32 {
  // As many as have the longest distance behind them, in whole vectors.
  let forgotten = (words - Fold.far) & ~7
  let capacity = Fold.far + Fold.block
  return unsafe withUnsafeTemporaryAllocation(of: UInt64.self, capacity: capacity) { scratch in
    unsafe scratch.initialize(repeating: 0)
    // The words before the block stand before its place, with what was added to them.
    guard let past = UnsafeMutableRawPointer(scratch.baseAddress) else { return 0 }
    for first in stride(from: 0, to: forgotten, by: Fold.block) {
      let count = min(Fold.block, forgotten - first)
      unsafe fold(start + 8 * first, into: past, count: count, isFirst: first == 0)
      unsafe past.copyMemory(from: past + 8 * count, byteCount: 8 * Fold.far)
    }
    var remainder: UInt32 = 0
    for index in 0..<words - forgotten {
      let offset = 8 * (forgotten + index)
      var word = unsafe UInt64(
        littleEndian: start.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      for distance in [Fold.near, Fold.middle, Fold.far] where index < distance {
        word ^= unsafe scratch[Fold.far + index - distance]
      }
      remainder = after(word ^ UInt64(remainder))
    }
    return remainder
  }
}

/// Adds to each of `count` words the three words before it that are added to it.
///
/// - Parameters:
///   - start: The words as they stand in the input.
///   - past: The words before them and, behind those, the place of the sums.
///   - count: A multiple of eight, at most the fold's block.
///   - isFirst: Whether these are the first words, with the inverted bytes.
private func fold(
  _ start: UnsafeRawPointer, into past: UnsafeMutableRawPointer, count: Int, isFirst: Bool
) {
  precondition(count.isMultiple(of: 8) && count <= Fold.block, "A block is of whole vectors.")
  typealias Words = SIMD8<UInt64>
  var inverted = Words.zero
  if isFirst { inverted[0] = 0xFFFF_FFFF }
  let sums = unsafe past + 8 * Fold.far
  for offset in stride(from: 0, to: 8 * count, by: 64) {
    var sum = unsafe start.loadUnaligned(fromByteOffset: offset, as: Words.self) ^ inverted
    sum ^= unsafe sums.loadUnaligned(fromByteOffset: offset - 8 * Fold.near, as: Words.self)
    sum ^= unsafe sums.loadUnaligned(fromByteOffset: offset - 8 * Fold.middle, as: Words.self)
    sum ^= unsafe past.loadUnaligned(fromByteOffset: offset, as: Words.self)
    unsafe sums.storeBytes(of: sum, toByteOffset: offset, as: Words.self)
    inverted = .zero
  }
}
