/// How a file stores a number.
public enum NumberFormat: String, Sendable, CaseIterable {
  /// IEEE 754 double precision.
  case float64 = "F64"
  /// IEEE 754 single precision.
  case float32 = "F32"
  /// IEEE 754 half precision.
  case float16 = "F16"
  /// The upper half of a single-precision number.
  case bfloat16 = "BF16"

  /// The number of bytes of a number.
  public var byteCount: Int {
    switch self {
    case .float64: 8
    case .float32: 4
    case .float16, .bfloat16: 2
    }
  }
}

extension Tensor {
  /// Makes a tensor from numbers as a file stores them, the least significant byte first.
  ///
  /// - Parameters:
  ///   - bytes: As many numbers as the shape has elements.
  ///   - format: How each is stored; all are brought to single precision.
  ///   - shape: The tensor's shape.
  public init(littleEndian bytes: Span<UInt8>, format: NumberFormat, shape: [Int]) {
    self.init(uninitialized: shape)
    precondition(bytes.count == count * format.byteCount, "The bytes do not fill \(shape).")
    var target = mutableSpan
    for index in 0..<target.count {
      target[index] = Self.number(bytes, at: index * format.byteCount, format)
    }
  }

  @inline(__always)
  private static func number(_ bytes: Span<UInt8>, at start: Int, _ format: NumberFormat) -> Float {
    switch format {
    case .float32: Float(bitPattern: bits(bytes, start))
    case .bfloat16:
      Float(bitPattern: UInt32(bytes[start]) << 16 | UInt32(bytes[start + 1]) << 24)
    case .float16:
      Float(Float16(bitPattern: UInt16(bytes[start]) | UInt16(bytes[start + 1]) << 8))
    case .float64:
      Float(
        Double(bitPattern: UInt64(bits(bytes, start)) | UInt64(bits(bytes, start + 4)) << 32))
    }
  }

  @inline(__always)
  private static func bits(_ bytes: Span<UInt8>, _ start: Int) -> UInt32 {
    UInt32(bytes[start]) | UInt32(bytes[start + 1]) << 8 | UInt32(bytes[start + 2]) << 16
      | UInt32(bytes[start + 3]) << 24
  }

  /// Appends the elements to `bytes` in single precision, the least significant byte first.
  public func appendLittleEndian(to bytes: inout [UInt8]) {
    bytes.reserveCapacity(bytes.count + 4 * count)
    let elements = span
    for index in 0..<elements.count {
      let bits = elements[index].bitPattern
      bytes.append(UInt8(truncatingIfNeeded: bits))
      bytes.append(UInt8(truncatingIfNeeded: bits >> 8))
      bytes.append(UInt8(truncatingIfNeeded: bits >> 16))
      bytes.append(UInt8(truncatingIfNeeded: bits >> 24))
    }
  }
}
