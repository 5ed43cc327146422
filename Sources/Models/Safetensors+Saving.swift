public import Tensors
internal import Text

extension Safetensors {
  /// Writes tensors in single precision, under a temporary name that is renamed at the end.
  ///
  /// - Parameters:
  ///   - tensors: The tensors under different names, in their order.
  ///   - metadata: Free text about the file, under different keys.
  ///   - path: Where to; a file that is there is replaced.
  /// - Throws: ``ModelError`` if the file cannot be written.
  public static func save(
    _ tensors: [(name: String, tensor: Tensor)], metadata: [(key: String, value: String)] = [],
    to path: String
  ) throws(ModelError) {
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
