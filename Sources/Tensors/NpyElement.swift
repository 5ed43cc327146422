/// How an array in NumPy's format stores a number; the raw value is its `descr`.
enum NpyElement: String {
  case float16 = "<f2"
  case float32 = "<f4"
  case float64 = "<f8"
  case int8 = "|i1"
  case uint8 = "|u1"
  case int16 = "<i2"
  case uint16 = "<u2"
  case int32 = "<i4"
  case uint32 = "<u4"
  case int64 = "<i8"
  case uint64 = "<u8"
  case bool = "|b1"

  /// The number of bytes of a number.
  var byteCount: Int {
    switch self {
    case .int8, .uint8, .bool: 1
    case .float16, .int16, .uint16: 2
    case .float32, .int32, .uint32: 4
    case .float64, .int64, .uint64: 8
    }
  }

  /// The number whose first byte, the least significant, stands at `place`.
  func number(_ bytes: Span<UInt8>, at place: Int) throws(NpyError) -> Float {
    var bits: UInt64 = 0
    for offset in 0..<byteCount { bits |= UInt64(bytes[place + offset]) << (8 * UInt64(offset)) }
    switch self {
    case .float16: return Float(Float16(bitPattern: UInt16(truncatingIfNeeded: bits)))
    case .float32: return Float(bitPattern: UInt32(truncatingIfNeeded: bits))
    case .float64: return try single(Double(bitPattern: bits))
    case .int8: return try single(Int8(truncatingIfNeeded: bits))
    case .int16: return try single(Int16(truncatingIfNeeded: bits))
    case .int32: return try single(Int32(truncatingIfNeeded: bits))
    case .int64: return try single(Int64(truncatingIfNeeded: bits))
    case .uint8, .uint16, .uint32, .uint64: return try single(bits)
    case .bool: return bits == 0 ? 0 : 1
    }
  }

  private func single(_ number: Double) throws(NpyError) -> Float {
    let rounded = Float(number)
    guard rounded.isFinite || !number.isFinite else { throw .notSinglePrecision("\(number)") }
    return rounded
  }

  private func single(_ number: some FixedWidthInteger) throws(NpyError) -> Float {
    guard let exact = Float(exactly: number) else { throw .notSinglePrecision("\(number)") }
    return exact
  }
}
