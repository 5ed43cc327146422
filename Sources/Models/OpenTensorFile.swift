internal import Kernels
internal import Text

/// The files of weights that a model's folder may have, the first that is there goes before others.
private let weightFiles = [
  "model.safetensors", "model.safetensors.index.json", "pytorch_model.bin",
  "pytorch_model.bin.index.json",
]

/// Opens the weights of a model's folder.
///
/// The first of these that is there is opened: `model.safetensors`, `model.safetensors.index.json`
/// with its shards, `pytorch_model.bin`, `pytorch_model.bin.index.json` with its shards.
///
/// - Parameter folder: The folder.
/// - Returns: The open file or files; nothing but names and shapes has been read.
/// - Throws: ``ModelError/notAModel(path:problem:)`` if there is none of them, and what
///   ``openTensorFile(path:)`` throws.
public func openTensorFile(folder: String) throws(ModelError) -> any TensorFile {
  switch try kind(of: folder) {
  case .folder: break
  case nil: throw .file(.file(path: folder, problem: .missing))
  default: throw .file(.content(path: folder, problem: "is a file; a model is a folder"))
  }
  for name in weightFiles where try kind(of: "\(folder)/\(name)") != nil {
    return try openTensorFile(path: "\(folder)/\(name)")
  }
  throw .notAModel(path: folder, problem: "it has none of \(weightFiles.joined(separator: ", "))")
}

/// Opens a file of tensors: safetensors, what `torch.save` wrote, or the index of several of them.
///
/// - Parameter path: An index if it ends in `.index.json`; what another file is, its bytes tell, and
///   its name where they do not.
/// - Returns: The open file or files; nothing but names and shapes has been read.
/// - Throws: ``ModelError/file(_:)``, ``ModelError/badTensors(path:problem:)``.
public func openTensorFile(path: String) throws(ModelError) -> any TensorFile {
  if path.hasSuffix(".index.json") { return try ShardedTensors(index: path) }
  let file = try mappedFile(path)
  let head = file.bytes(0..<min(512, file.count))
  return isOfTorch(head, path)
    ? try PyTorchFile(file, path: path) : try Safetensors(file, path: path)
}

/// Whether a file that begins with `head` is to be read as one of PyTorch's, or refused as such.
private func isOfTorch(_ head: [UInt8], _ path: String) -> Bool {
  // A brace follows the length of the header of safetensors, whatever bytes the length has.
  if head.count > 8, head[8] == UInt8(ascii: "{") { return false }
  if path.hasSuffix(".safetensors") { return false }
  return [".bin", ".pt", ".pth", ".ckpt"].contains { path.hasSuffix($0) }
    || head.starts(with: [0x50, 0x4B, 0x03, 0x04]) || head.starts(with: [0x80, 0x02])
    || head.dropFirst(257).starts(with: "ustar".utf8)
}

/// What stands at a path, links followed; a link that leads nowhere is something.
private func kind(of path: String) throws(ModelError) -> PathKind? {
  do throws(TextError) {
    return try pathKind(path)
  } catch {
    throw .file(error)
  }
}
