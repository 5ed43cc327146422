internal import Kernels

/// Whole numbers that lie end to end in a file, each in as few bits as the largest needs.
struct PackedColumn: Sendable {
  /// The byte where the first number begins.
  let offset: Int
  /// The bits of a number, at most 57, so that it lies in eight bytes wherever it begins.
  let bits: Int
  let count: Int
  private let mask: UInt64

  init(at offset: Int, bits: Int, count: Int) {
    (self.offset, self.bits, self.count) = (offset, bits, count)
    mask = UInt64(1) << UInt64(bits) - 1
  }

  /// The number at a place; the file has seven bytes behind the last number.
  @inline(__always)
  func value(_ place: Int, in file: FileBytes) -> Int {
    precondition(place >= 0 && place < count, "Place out of column.")
    let bit = place &* bits
    let word = file.word(at: offset + bit >> 3) >> UInt64(bit & 7)
    return Int(truncatingIfNeeded: word & mask)
  }

  /// The bits that numbers up to `largest` need.
  static func width(_ largest: Int) -> Int {
    Int.bitWidth - max(largest, 0).leadingZeroBitCount
  }
}

extension [UInt8] {
  /// Appends whole numbers as a column.
  mutating func append(packed numbers: some Sequence<UInt32>, bits: Int) {
    var (buffer, filled) = (UInt64(0), 0)
    for number in numbers {
      buffer |= UInt64(number) << UInt64(filled)
      filled += bits
      while filled >= 8 {
        append(UInt8(truncatingIfNeeded: buffer))
        buffer >>= 8
        filled -= 8
      }
    }
    if filled > 0 { append(UInt8(truncatingIfNeeded: buffer)) }
  }
}
