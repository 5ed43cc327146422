/// Why bytes are not an array of numbers in NumPy's format.
public enum NpyError: Error, Hashable, Sendable {
  /// The bytes do not begin as such a file does.
  case notNpy
  /// The version of the format is not 1.0, 2.0 or 3.0.
  case version(major: Int, minor: Int)
  /// The file ends within its header.
  case truncatedHeader
  /// The header is longer than any array needs.
  case headerTooLong(byteCount: Int)
  /// The header is not a dictionary of `descr`, `fortran_order` and `shape`.
  case malformedHeader
  /// The elements are of a type that is not read, such as complex numbers or big-endian ones.
  case elementType(String)
  /// The shape is that of no tensor.
  case shape(TensorError)
  /// There are fewer or more bytes than the shape needs.
  case wrongLength(present: Int, needed: Int)
  /// A number that single precision does not hold: a whole one of more than 24 bits, or one beyond
  /// 3.4e38.
  case notSinglePrecision(String)
}

extension NpyError: CustomStringConvertible {
  /// What is wrong, in words that follow the name of the file.
  public var description: String {
    switch self {
    case .notNpy: "is not a .npy file"
    case .version(let major, let minor):
      "is a .npy file of version \(major).\(minor); 1.0, 2.0 and 3.0 can be read"
    case .truncatedHeader: "is truncated (it ends within its header)"
    case .headerTooLong(let count): "has a header of \(count) bytes, too long for an array"
    case .malformedHeader:
      "has a header that is not that of an array (descr, fortran_order, shape)"
    case .elementType(let type):
      "has elements of type \(type); array.astype(\"float32\") changes them"
    case .shape(let error): "holds no tensor: \(error)"
    case .wrongLength(let present, let needed) where present < needed:
      "is truncated (\(present) of the \(needed) bytes of its elements are there)"
    case .wrongLength(let present, let needed):
      "has \(present - needed) bytes behind its elements"
    case .notSinglePrecision(let number):
      "holds \(number), which single precision does not hold"
    }
  }
}
