internal import Kernels
public import Tensors
internal import Text

extension Safetensors {
  /// Writes tensors in single precision, under a temporary name that is renamed at the end.
  ///
  /// - Parameters:
  ///   - tensors: The tensors under different names, in their order.
  ///   - counters: The names of whole numbers to be written too; each is 0.
  ///   - metadata: Free text about the file, under different keys.
  ///   - path: Where to; a file that is there is replaced.
  /// - Throws: ``ModelError`` if the file cannot be written.
  public static func save(
    _ tensors: [(name: String, tensor: Tensor)], counters: [String] = [],
    metadata: [(key: String, value: String)] = [], to path: String
  ) throws(ModelError) {
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
    var text: [UInt8]
    do throws(JSONError) {
      text = Array(try JSON.object(JSONObject(header)).text().utf8)
    } catch {
      throw .badTensors(path: path, problem: "\(error)")
    }
    // Spaces bring the numbers to a multiple of eight bytes.
    text += Array(repeating: UInt8(ascii: " "), count: (8 - text.count % 8) % 8)
    let start = (0..<8).map { UInt8(truncatingIfNeeded: text.count >> (8 * $0)) } + text
    try mapping { () throws(TextError) in
      try writeFile(path) { (file) throws(TextError) in
        try file.write(start)
        try file.write(Array(repeating: 0, count: counters.count * StoredFormat.int64.byteCount))
        for (_, tensor) in tensors { try write(tensor, to: file) }
      }
    }
  }

  /// Writes a tensor's numbers a piece at a time, so that saving takes no memory to speak of.
  private static func write(_ tensor: Tensor, to file: FileSink) throws(TextError) {
    let piece = 1 << 18
    var bytes: [UInt8] = []
    bytes.reserveCapacity(4 * min(piece, tensor.count))
    for start in stride(from: 0, to: tensor.count, by: piece) {
      bytes.removeAll(keepingCapacity: true)
      let end = min(start + piece, tensor.count)
      appendBytes(of: tensor.span.extracting(start..<end), to: &bytes)
      try file.write(bytes)
    }
  }
}
