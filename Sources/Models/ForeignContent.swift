internal import Kernels

/// Says what a file holds that is not what its name says, where its first bytes tell.
func foreignContent(of file: FileBytes) -> String? {
  let head = file.bytes(0..<min(512, file.count))
  if !head.isEmpty, head.allSatisfy({ $0 == 0 }) { return "nothing but zero bytes" }
  if let known = signatures.first(where: { head.dropFirst($0.offset).starts(with: $0.bytes) }) {
    return known.name
  }
  let words = String(decoding: head, as: UTF8.self).drop { $0.isWhitespace }.lowercased()
  if words.hasPrefix("<!doctype html") || words.hasPrefix("<html") { return "a web page (HTML)" }
  if words.hasPrefix("<") { return "an XML or HTML text" }
  if words.hasPrefix("version https://git-lfs") {
    return "a Git LFS pointer, not the file itself; fetch it with git lfs pull"
  }
  return words.hasPrefix("{\"") ? "a JSON text" : nil
}

/// The beginnings of files that are mistaken for files of tensors.
private let signatures: [(offset: Int, bytes: [UInt8], name: String)] = [
  (0, [0x1F, 0x8B], "a gzip archive; unpack it first"),
  (0, [0x50, 0x4B], "a zip archive, as torch.save writes it"),
  (0, [0x80, 0x02], "a pickle of an old PyTorch; convert it to safetensors"),
  (257, [UInt8]("ustar".utf8), "a tar archive; convert it to safetensors"),
  (0, [0x89, 0x48, 0x44, 0x46], "an HDF5 file of TensorFlow; convert it to safetensors"),
  (0, [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59], "a NumPy array"),
  (0, [UInt8]("GGUF".utf8), "a GGUF file; convert it to safetensors"),
  (0, [UInt8]("RIFF".utf8), "a recording"),
]
