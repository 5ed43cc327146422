internal import Kernels
public import Tensors
public import Text

/// A file in the safetensors format that is to be written: its header is ready, its numbers stand where
/// they are until they are asked for.
public struct SafetensorsWriting: Sendable {
  private let start: [UInt8]
  private let counterBytes: Int
  private let tensors: [Tensor]

  /// The number of bytes of the whole file.
  public var byteCount: Int {
    start.count + counterBytes
      + tensors.reduce(0) { $0 + $1.count * StoredFormat.float32.byteCount }
  }

  /// Lays out tensors in single precision.
  ///
  /// - Parameters:
  ///   - tensors: The tensors under different names, in their order.
  ///   - counters: The names of whole numbers to be written too; each is 0.
  ///   - metadata: Free text about the file, under different keys.
  /// - Throws: ``JSONError`` if the header cannot be written.
  public init(
    _ tensors: [(name: String, tensor: Tensor)], counters: [String] = [],
    metadata: [(key: String, value: String)] = []
  ) throws(JSONError) {
    var header: [JSONObject.Member] = []
    if !metadata.isEmpty {
      let texts = metadata.map { (key: $0.key, value: JSON.string($0.value)) }
      header.append((key: "__metadata__", value: .object(JSONObject(texts))))
    }
    var position = 0
    func list(_ name: String, _ format: StoredFormat, _ shape: [Int]) {
      let end = position + shape.reduce(format.byteCount, *)
      let entry: JSON = [
        "dtype": .string(format.rawValue), "shape": .array(shape.map { .integer($0) }),
        "data_offsets": [.integer(position), .integer(end)],
      ]
      header.append((key: name, value: entry))
      position = end
    }
    // The longest numbers first, so that all stand at multiples of their size.
    for name in counters { list(name, .int64, []) }
    for (name, tensor) in tensors { list(name, .float32, tensor.shape) }
    var text = Array(try JSON.object(JSONObject(header)).text().utf8)
    // Spaces bring the numbers to a multiple of eight bytes.
    text += Array(repeating: UInt8(ascii: " "), count: (8 - text.count % 8) % 8)
    start = (0..<8).map { UInt8(truncatingIfNeeded: text.count >> (8 * $0)) } + text
    counterBytes = counters.count * StoredFormat.int64.byteCount
    self.tensors = tensors.map(\.tensor)
  }

  /// Hands the bytes of the file over, at most a megabyte at a time.
  ///
  /// - Parameter body: Takes the next bytes.
  /// - Throws: What `body` throws.
  public func write<Failure: Error>(
    to body: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    try body(start)
    if counterBytes > 0 { try body(Array(repeating: 0, count: counterBytes)) }
    let piece = 1 << 18
    var bytes: [UInt8] = []
    for tensor in tensors {
      for first in stride(from: 0, to: tensor.count, by: piece) {
        bytes.removeAll(keepingCapacity: true)
        let end = min(first + piece, tensor.count)
        appendBytes(of: tensor.span.extracting(first..<end), to: &bytes)
        try body(bytes)
      }
    }
  }
}
