internal import Kernels
public import Tensors
internal import Text

/// A file, or several, of named tensors.
///
/// Opening reads the names, formats and shapes alone. The numbers are read when a tensor is asked
/// for or, where they stand in the file as single-precision floats, only when they are used.
public protocol TensorFile: Sendable {
  /// The file, as messages name it.
  var path: String { get }

  /// The tensors, in the order of the file.
  var entries: [TensorFileEntry] { get }

  /// Free text about the file, such as `format`.
  var metadata: [(key: String, value: String)] { get }

  /// Returns a tensor.
  ///
  /// Single-precision floats stand on the file itself, other floats are converted.
  ///
  /// - Parameter name: One of the entries' names.
  /// - Returns: The tensor, of the entry's shape.
  /// - Throws: ``ModelError/badTensors(path:problem:)`` if there is no such tensor, if its numbers
  ///   are not floats, or if they are damaged.
  func tensor(_ name: String) throws(ModelError) -> Tensor
}

/// What a file says about one of its tensors.
public struct TensorFileEntry: Sendable, Equatable {
  /// The tensor's name; two names are the same only if they have the same Unicode scalars.
  public let name: String
  /// How the numbers are stored.
  public let format: StoredFormat
  /// The length of every dimension, the slowest first.
  public let shape: [Int]

  /// The number of elements.
  public var count: Int { shape.reduce(1, *) }
  /// The number of bytes of the elements.
  public var byteCount: Int { count * format.byteCount }

  /// Makes an entry whose size has been checked: its number of bytes does not overflow.
  init(name: String, format: StoredFormat, shape: [Int]) {
    self.name = name
    self.format = format
    self.shape = shape
  }
}

/// How the numbers of a tensor may be stored in a file; the raw value is safetensors' name for it.
///
/// A checkpoint may hold whole numbers that the model does not use, such as the count of batches
/// that a norm has seen. They are listed, and refused only when they are asked for as a tensor.
public enum StoredFormat: String, Sendable, CaseIterable {
  /// IEEE 754 double precision.
  case float64 = "F64"
  /// IEEE 754 single precision.
  case float32 = "F32"
  /// IEEE 754 half precision.
  case float16 = "F16"
  /// The upper half of a single-precision number.
  case bfloat16 = "BF16"
  /// A float of 8 bits, 4 of them for the exponent.
  case float8 = "F8_E4M3"
  /// A float of 8 bits, 5 of them for the exponent.
  case wideFloat8 = "F8_E5M2"
  /// Whole numbers of 64 bits.
  case int64 = "I64"
  /// Whole numbers of 32 bits.
  case int32 = "I32"
  /// Whole numbers of 16 bits.
  case int16 = "I16"
  /// Whole numbers of 8 bits.
  case int8 = "I8"
  /// Whole numbers of 64 bits, not negative.
  case uint64 = "U64"
  /// Whole numbers of 32 bits, not negative.
  case uint32 = "U32"
  /// Whole numbers of 16 bits, not negative.
  case uint16 = "U16"
  /// Whole numbers of 8 bits, not negative.
  case uint8 = "U8"
  /// Truth values, a byte each.
  case boolean = "BOOL"
  /// Pairs of single-precision numbers.
  case complex64 = "C64"
  /// Pairs of double-precision numbers.
  case complex128 = "C128"

  /// The number of bytes of an element.
  public var byteCount: Int {
    switch self {
    case .complex128: 16
    case .float64, .int64, .uint64, .complex64: 8
    case .float32, .int32, .uint32: 4
    case .float16, .bfloat16, .int16, .uint16: 2
    case .float8, .wideFloat8, .int8, .uint8, .boolean: 1
    }
  }

  /// The format as one that tensors can be made from, or `nil` if it is another.
  public var number: NumberFormat? { NumberFormat(rawValue: rawValue) }
}

/// Which rule of its format a file breaks.
struct FormatProblem: Error {
  let text: String

  /// Does what may break a rule, and says which file breaks it.
  static func inFile<Result>(
    _ path: String, _ body: () throws(FormatProblem) -> Result
  ) throws(ModelError) -> Result {
    do throws(FormatProblem) {
      return try body()
    } catch {
      throw .badTensors(path: path, problem: error.text)
    }
  }
}

/// The most tensors that a file may have.
let mostTensors = 65_536

/// Returns the product of a shape's dimensions.
///
/// - Throws: ``FormatProblem``, of what messages call `subject`, if there are more than eight, if one is
///   negative, or if the tensor has more bytes than can be counted even if no dimension were 0: no
///   part of the shape overflows later on.
func elementCount(
  _ shape: [Int], _ format: StoredFormat, of subject: String
) throws(FormatProblem) -> Int {
  guard shape.count <= 8 else {
    throw FormatProblem(text: "\(subject) has \(shape.count) dimensions; at most 8 can be read")
  }
  var bytes = format.byteCount
  for length in shape {
    guard length >= 0 else {
      throw FormatProblem(text: "\(subject) has a negative dimension, \(length)")
    }
    let (product, overflow) = bytes.multipliedReportingOverflow(by: max(length, 1))
    guard !overflow else { throw FormatProblem(text: "\(subject) is larger than any memory") }
    bytes = product
  }
  return shape.contains(0) ? 0 : bytes / format.byteCount
}

/// A problem of the tensor called `name`.
func tensorProblem(_ name: String, _ problem: String) -> FormatProblem {
  FormatProblem(text: "tensor \(shown(name)) \(problem)")
}

/// A name from a file, in quotes and without anything that a terminal would obey.
func shown(_ name: String) -> String {
  let scalars = name.unicodeScalars
  let start = String(String.UnicodeScalarView(scalars.prefix(80)))
  return (scalars.count > 80 ? start + "…" : start).debugDescription
}

/// Checks that a tensor can be called `name`.
func checkName(_ name: String) throws(FormatProblem) {
  guard !name.isEmpty, name.utf8.count <= 512, !name.utf8.contains(0) else {
    throw tensorProblem(name, "has no usable name")
  }
}

/// Maps a file; its problem is the same that reading it whole would have.
func mappedFile(_ path: String) throws(ModelError) -> FileBytes {
  do throws(MappingError) {
    return try FileBytes(mapping: path)
  } catch {
    let problem: FileProblem =
      switch error {
      case .missing: .missing
      case .folder: .folder
      case .notAFile: .notAFile
      case .badPath: .badPath
      case .refused(let reason): .refused(reason)
      }
    throw .file(.file(path: path, problem: problem))
  }
}

/// Returns the floats of `format` that fill `shape` and begin at the byte `offset` of a file.
///
/// - Throws: ``FormatProblem`` if the format is none of floats.
func floats(
  of file: FileBytes, at offset: Int, _ entry: TensorFileEntry
) throws(FormatProblem) -> Tensor {
  guard let format = entry.format.number else {
    let readable = NumberFormat.allCases.map(\.rawValue).joined(separator: ", ")
    throw tensorProblem(
      entry.name,
      "holds \(entry.format.rawValue), which is not read as numbers of a model; "
        + "\(readable) are")
  }
  if format == .float32, let tensor = Tensor(file, at: offset, shape: entry.shape) { return tensor }
  let place = offset..<offset + entry.byteCount
  let tensor = Tensor(littleEndian: file.span(place), format: format, shape: entry.shape)
  // What has been converted need not stand in memory twice.
  file.release(place)
  return tensor
}
