internal import Tensors

/// A file of tensors whose names all begin with what a program put around the model, which is left out.
struct WrappedTensors: TensorFile {
  /// What stands before every name in the file: `module.`.
  let prefix: String
  private let file: any TensorFile
  let entries: [TensorFileEntry]

  /// The prefixes of modules that hold another: PyTorch's DataParallel and DistributedDataParallel, what
  /// torch.compile makes, Lightning's usual name.
  private static let wrappers = ["module.", "_orig_mod.", "model."]

  /// Takes the prefixes off, or is `nil` if there is none that all names have.
  init?(_ file: any TensorFile) {
    var prefix = ""
    while let next = Self.wrappers.first(where: { wrapper in
      !file.entries.isEmpty && file.entries.allSatisfy { $0.name.hasPrefix(prefix + wrapper) }
    }) {
      prefix += next
    }
    guard !prefix.isEmpty else { return nil }
    self.prefix = prefix
    self.file = file
    entries = file.entries.map {
      TensorFileEntry(
        name: String($0.name.dropFirst(prefix.count)), format: $0.format, shape: $0.shape)
    }
  }

  var path: String { file.path }
  var metadata: [(key: String, value: String)] { file.metadata }

  func tensor(_ name: String) throws(ModelError) -> Tensor { try file.tensor(prefix + name) }
}
