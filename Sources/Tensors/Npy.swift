extension Tensor {
  /// Makes a tensor of an array in NumPy's format, `.npy`.
  ///
  /// Little-endian floats of 16, 32 and 64 bits, whole numbers of 8 to 64 bits and truth values
  /// are read, in C or Fortran order. Floats of 64 bits are rounded to 32; what would not survive,
  /// a whole number of more than 24 bits or a float beyond the range, is an error.
  ///
  /// Reference: NumPy's manual, "numpy.lib.format", versions 1.0 to 3.0.
  ///
  /// - Parameter bytes: The whole file.
  /// - Throws: ``NpyError``.
  public init(npy bytes: Span<UInt8>) throws(NpyError) {
    let (header, start) = try Self.npyHeader(bytes)
    guard let element = NpyElement(rawValue: header.elementType) else {
      throw .elementType(header.elementType)
    }
    let count: Int
    do throws(TensorError) {
      count = try Self.elementCount(of: header.shape)
    } catch {
      throw .shape(error)
    }
    let needed = count * element.byteCount
    guard bytes.count - start == needed else {
      throw .wrongLength(present: bytes.count - start, needed: needed)
    }
    let stored = header.isFortranOrder ? Array(header.shape.reversed()) : header.shape
    var tensor = Tensor(uninitialized: stored)
    var target = tensor.mutableSpan
    for index in 0..<count {
      target[index] = try element.number(bytes, at: start + index * element.byteCount)
    }
    guard header.isFortranOrder else {
      self = tensor
      return
    }
    do throws(TensorError) {
      self = try tensor.transposed()
    } catch {
      throw .shape(error)
    }
  }

  /// The tensor as a file in NumPy's format: version 1.0, elements `<f4` in C order.
  public var npy: [UInt8] {
    let lengths = shape.map { "\($0)" }.joined(separator: ", ")
    let tuple = shape.count == 1 ? "(\(lengths),)" : "(\(lengths))"
    var header = "{'descr': '<f4', 'fortran_order': False, 'shape': \(tuple), }"
    // The elements begin at a multiple of 64 bytes, behind a newline.
    let length = (10 + header.utf8.count + 1 + 63) / 64 * 64
    header += String(repeating: " ", count: length - 10 - header.utf8.count - 1) + "\n"
    var bytes = Self.npyMagic + [1, 0]
    bytes += [
      UInt8(truncatingIfNeeded: length - 10), UInt8(truncatingIfNeeded: (length - 10) >> 8),
    ]
    bytes += Array(header.utf8)
    appendLittleEndian(to: &bytes)
    return bytes
  }

  private static let npyMagic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  /// The longest header that is read, which is NumPy's own limit.
  private static let longestNpyHeader = 10_000

  /// The header, and where the elements begin.
  private static func npyHeader(_ bytes: Span<UInt8>) throws(NpyError) -> (NpyHeader, Int) {
    guard bytes.count >= 6, (0..<6).allSatisfy({ bytes[$0] == npyMagic[$0] }) else {
      throw .notNpy
    }
    guard bytes.count >= 8 else { throw .truncatedHeader }
    let (major, minor) = (Int(bytes[6]), Int(bytes[7]))
    guard (1...3).contains(major), minor == 0 else { throw .version(major: major, minor: minor) }
    let start = major == 1 ? 10 : 12
    guard bytes.count >= start else { throw .truncatedHeader }
    let length = (8..<start).reversed().reduce(0) { $0 << 8 | Int(bytes[$1]) }
    guard length <= longestNpyHeader else { throw .headerTooLong(byteCount: length) }
    guard bytes.count - start >= length else { throw .truncatedHeader }
    let letters = (start..<start + length).map { bytes[$0] }
    guard let text = String(validating: letters, as: UTF8.self) else { throw .malformedHeader }
    return (try NpyHeader(parsing: text), start + length)
  }
}
