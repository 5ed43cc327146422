internal import ExactStrings
public import Kernels
public import Tensors
internal import Text

/// A file of named tensors in the safetensors format.
///
/// The file is eight bytes of header length, a JSON header that names each tensor's number format,
/// shape and place, and then the numbers. Reading trusts nothing: places must follow one another
/// without gap or overlap and end where the file ends, and sizes are multiplied with care.
///
/// Format: https://github.com/huggingface/safetensors, section "Format".
public struct Safetensors: TensorFile {
  /// The file, as messages name it.
  public let path: String
  /// The tensors in the order of their places in the file.
  public let entries: [TensorFileEntry]
  /// Free text about the file, such as `format`.
  public let metadata: [(key: String, value: String)]

  private let file: FileBytes
  /// Where each entry's numbers begin, counted from the start of the file.
  private let offsets: [Int]
  private let positions: [ExactString: Int]

  /// The most bytes that a header may have, as in the format's own reader.
  private static let largestHeader = 100_000_000

  /// Opens a file and reads its header.
  ///
  /// - Parameter path: Where it is.
  /// - Throws: ``ModelError/file(_:)`` or ``ModelError/badTensors(path:problem:)``.
  public init(path: String) throws(ModelError) {
    try self.init(try mappedFile(path), path: path)
  }

  /// Reads the header of a file whose bytes are at hand.
  ///
  /// - Parameters:
  ///   - file: The bytes.
  ///   - path: What messages call the file.
  /// - Throws: ``ModelError/badTensors(path:problem:)``.
  public init(_ file: FileBytes, path: String) throws(ModelError) {
    let contents = try FormatProblem.inFile(path) { () throws(FormatProblem) in
      try SafetensorsHeader(file)
    }
    self.path = path
    self.file = file
    metadata = contents.metadata
    entries = contents.entries.map {
      TensorFileEntry(name: $0.name, format: $0.format, shape: $0.shape)
    }
    offsets = contents.entries.map { contents.end + $0.place.lowerBound }
    positions = Dictionary(
      uniqueKeysWithValues: entries.enumerated().map { (ExactString($1.name), $0) })
  }

  /// Returns a tensor, standing on the file where its numbers are single-precision floats.
  ///
  /// - Parameter name: One of the entries' names.
  /// - Returns: The tensor.
  /// - Throws: ``ModelError/badTensors(path:problem:)`` if there is no such tensor or if its numbers
  ///   are not floats.
  public func tensor(_ name: String) throws(ModelError) -> Tensor {
    try FormatProblem.inFile(path) { () throws(FormatProblem) in
      guard let position = positions[ExactString(name)] else {
        throw FormatProblem(text: "it has no tensor \(shown(name))")
      }
      return try floats(of: file, at: offsets[position], entries[position])
    }
  }

  /// The bytes that are to be read as a header, and how many bytes they take with their length.
  static func headerBytes(_ file: FileBytes) throws(FormatProblem) -> ([UInt8], end: Int) {
    guard file.count >= 8 else {
      throw FormatProblem(text: "it has \(file.count) bytes, too few for a header")
    }
    let start = file.span(0..<8)
    let length = (0..<8).reduce(UInt64(0)) { $0 | UInt64(start[$1]) << (8 * UInt64($1)) }
    guard length <= largestHeader, length <= file.count - 8 else {
      let what = foreignContent(of: file).map { "; it looks like \($0)" } ?? ""
      throw FormatProblem(
        text: "its header would have \(length) bytes, more than it can have\(what)")
    }
    let end = 8 + Int(length)
    // A NUL or a space before the brace is not the format, though JSON might allow the space.
    guard end > 8, file.span(8..<9)[0] == UInt8(ascii: "{") else {
      let what = foreignContent(of: file).map { "looks like \($0)" } ?? "is not a safetensors file"
      throw FormatProblem(text: "its header is no JSON object; it \(what)")
    }
    return (file.bytes(8..<end), end)
  }
}
