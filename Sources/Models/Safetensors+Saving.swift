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
    let writing: SafetensorsWriting
    do throws(JSONError) {
      writing = try SafetensorsWriting(tensors, counters: counters, metadata: metadata)
    } catch {
      throw .badTensors(path: path, problem: "\(error)")
    }
    try mapping { () throws(TextError) in
      try writeFile(path) { (file) throws(TextError) in
        try writing.write { (bytes) throws(TextError) in try file.write(bytes) }
      }
    }
  }
}
