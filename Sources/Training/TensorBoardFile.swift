/// The bytes of a TensorBoard event file: records of scalars over steps.
///
/// A record is its length, the length's checksum, an `Event` in protobuf's encoding and its checksum, as
/// TensorFlow's `record_writer` and `event.proto` have them. Of the messages only the fields that scalars
/// need are ever written, five in all, so they are encoded here rather than by a library of messages.
struct TensorBoardFile {
  /// The record that a file begins with.
  static func start(time: Double) -> [UInt8] {
    record(event(time: time, step: nil, field: 3, Array("brain.Event:2".utf8)))
  }

  /// The record that makes TensorBoard forget what earlier files say of later steps.
  static func restart(time: Double, step: Int) -> [UInt8] {
    // SessionLog.status = START
    record(event(time: time, step: step, field: 7, [0x08, 0x01]))
  }

  /// The record of numbers at a step.
  static func scalars(
    time: Double, step: Int, _ values: [(tag: String, value: Double)]
  ) -> [UInt8] {
    var summary: [UInt8] = []
    for (tag, value) in values {
      var entry: [UInt8] = []
      append(field: 1, Array(tag.utf8), to: &entry)
      // simple_value, a float
      entry.append(2 << 3 | 5)
      append(Float(value).bitPattern, to: &entry)
      append(field: 1, entry, to: &summary)
    }
    return record(event(time: time, step: step, field: 5, summary))
  }

  /// An `Event`: wall time, step, and one field of bytes.
  private static func event(
    time: Double, step: Int?, field: UInt8, _ content: [UInt8]
  ) -> [UInt8] {
    var bytes: [UInt8] = [1 << 3 | 1]
    append(time.bitPattern, to: &bytes)
    if let step {
      bytes.append(2 << 3)
      append(variable: UInt64(max(step, 0)), to: &bytes)
    }
    append(field: field, content, to: &bytes)
    return bytes
  }

  /// A field whose content is so many bytes.
  private static func append(field: UInt8, _ content: [UInt8], to bytes: inout [UInt8]) {
    bytes.append(field << 3 | 2)
    append(variable: UInt64(content.count), to: &bytes)
    bytes += content
  }

  /// A number in as many groups of seven bits as it needs, the lowest first.
  private static func append(variable number: UInt64, to bytes: inout [UInt8]) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  /// A number with its lowest byte first.
  private static func append(_ number: some FixedWidthInteger, to bytes: inout [UInt8]) {
    for shift in stride(from: 0, to: number.bitWidth, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: number >> shift))
    }
  }

  private static func record(_ content: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    append(UInt64(content.count), to: &bytes)
    append(masked(checksum(bytes)), to: &bytes)
    bytes += content
    append(masked(checksum(content)), to: &bytes)
    return bytes
  }

  /// Checksums are stored turned and moved, so that a checksum over checksums stays one.
  private static func masked(_ checksum: UInt32) -> UInt32 {
    (checksum >> 15 | checksum << 17) &+ 0xA282_EAD8
  }

  /// The checksum CRC-32C.
  ///
  /// G. Castagnoli et al., "Optimization of Cyclic Redundancy-Check Codes with 24 and 32 Parity Bits",
  /// IEEE Trans. Comm. 41, 1993.
  static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var rest: UInt32 = ~0
    for byte in bytes {
      rest ^= UInt32(byte)
      for _ in 0..<8 { rest = rest >> 1 ^ (rest & 1 == 1 ? 0x82F6_3B78 : 0) }
    }
    return ~rest
  }
}
