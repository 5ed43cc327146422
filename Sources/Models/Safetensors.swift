public import Tensors
internal import Text

/// A file of named tensors in the safetensors format.
///
/// The file is eight bytes of header length, a JSON header that names each tensor's number format,
/// shape and place, and then the numbers. Reading trusts nothing: places must follow one another
/// without gap or overlap and end where the file ends, and sizes are multiplied with care.
///
/// Format: https://github.com/huggingface/safetensors, section "Format".
public struct Safetensors {
  /// The tensors in the order of their places in the file.
  public private(set) var tensors: [(name: String, tensor: Tensor)]
  /// Free text about the file, such as `format`.
  public var metadata: [(key: String, value: String)] = []

  private static let largestHeader = 100 << 20
  private static let mostTensors = 65_536

  /// Gathers tensors under different names, to be written.
  public init(_ tensors: [(name: String, tensor: Tensor)]) {
    self.tensors = tensors
  }

  /// Reads a file.
  ///
  /// - Parameter path: Where it is.
  /// - Throws: ``ModelError/file(_:)`` or ``ModelError/badTensors(path:problem:)``.
  public init(path: String) throws(ModelError) {
    let bytes: [UInt8]
    do throws(TextError) {
      bytes = try readFile(path, limit: 1 << 36)
    } catch {
      throw .file(error)
    }
    do throws(FormatProblem) {
      try self.init(bytes)
    } catch {
      throw .badTensors(path: path, problem: error.text)
    }
  }

  private init(_ bytes: [UInt8]) throws(FormatProblem) {
    let (header, end) = try Self.header(bytes)
    tensors = []
    var entries: [TensorEntry] = []
    for (name, value) in header.members {
      if name == "__metadata__" {
        metadata =
          value.object?.members.compactMap { key, value in
            value.string.map { (key: key, value: $0) }
          } ?? []
      } else {
        entries.append(try TensorEntry(name, value))
      }
    }
    guard entries.count <= Self.mostTensors else {
      throw FormatProblem(text: "it names \(entries.count) tensors")
    }
    entries.sort {
      ($0.place.lowerBound, $0.place.upperBound) < ($1.place.lowerBound, $1.place.upperBound)
    }
    try Self.checkCover(entries, of: bytes.count - end)
    let numbers = bytes.span
    for entry in entries {
      let part = numbers.extracting(
        end + entry.place.lowerBound..<end + entry.place.upperBound)
      let tensor = Tensor(littleEndian: part, format: entry.format, shape: entry.shape)
      tensors.append((entry.name, tensor))
    }
  }

  /// The header, and how many bytes it takes with its length.
  private static func header(_ bytes: [UInt8]) throws(FormatProblem) -> (JSONObject, end: Int) {
    guard bytes.count >= 8 else {
      throw FormatProblem(text: "it has \(bytes.count) bytes, too few for a header")
    }
    let length = (0..<8).reduce(UInt64(0)) { $0 | UInt64(bytes[$1]) << (8 * UInt64($1)) }
    guard length <= largestHeader, length <= bytes.count - 8 else {
      throw FormatProblem(text: "its header would have \(length) bytes, more than it can have")
    }
    let end = 8 + Int(length)
    // A NUL or a space before the brace is not the format, though JSON might allow the space.
    guard end > 8, bytes[8] == UInt8(ascii: "{") else {
      throw FormatProblem(text: "its header is no JSON object; it is not a safetensors file")
    }
    let header: JSON
    do throws(JSONError) {
      header = try JSON(parsing: Array(bytes[8..<end]))
    } catch {
      throw FormatProblem(text: "its header is broken: \(error)")
    }
    guard let object = header.object else {
      throw FormatProblem(text: "its header is no JSON object")
    }
    return (object, end)
  }

  /// Checks that the tensors' places follow one another and end with the file.
  private static func checkCover(
    _ entries: [TensorEntry], of count: Int
  ) throws(FormatProblem) {
    var position = 0
    for entry in entries {
      guard entry.place.lowerBound == position else {
        throw FormatProblem(
          text: "there is a gap or an overlap before tensor \(entry.name.debugDescription)")
      }
      position = entry.place.upperBound
    }
    guard position == count else {
      throw FormatProblem(text: "it holds \(count) bytes of numbers where \(position) are named")
    }
  }

  /// Writes the tensors in single precision, under a temporary name that is renamed at the end.
  public func save(to path: String) throws(ModelError) {
    var header: [JSONObject.Member] = []
    if !metadata.isEmpty {
      let texts = metadata.map { (key: $0.key, value: JSON.string($0.value)) }
      header.append((key: "__metadata__", value: .object(JSONObject(texts))))
    }
    var position = 0
    for (name, tensor) in tensors {
      let end = position + 4 * tensor.count
      header.append(
        (
          key: name,
          value: [
            "dtype": "F32", "shape": .array(tensor.shape.map { .integer($0) }),
            "data_offsets": [.integer(position), .integer(end)],
          ]
        ))
      position = end
    }
    var text: [UInt8]
    do throws(JSONError) {
      text = Array(try JSON.object(JSONObject(header)).text().utf8)
    } catch {
      throw .badTensors(path: path, problem: "\(error)")
    }
    // Spaces bring the numbers to a multiple of eight bytes.
    text += Array(repeating: UInt8(ascii: " "), count: (8 - text.count % 8) % 8)
    var bytes = (0..<8).map { UInt8(truncatingIfNeeded: text.count >> (8 * $0)) }
    bytes.reserveCapacity(8 + text.count + position)
    bytes += text
    for (_, tensor) in tensors { tensor.appendLittleEndian(to: &bytes) }
    do throws(TextError) {
      try writeFile(path, bytes)
    } catch {
      throw .file(error)
    }
  }
}
