import Kernels
import Models
import Tensors

/// Reads the bytes as the pickle in a file of `torch.save` with eight storages.
///
/// A value or a `ModelError` is right; a trap, more time or more memory than the limits is a fault.
@_cdecl("LLVMFuzzerTestOneInput")
public func feed(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let pickle = Array(UnsafeBufferPointer(start: start, count: count))
  do throws(ModelError) {
    let file = try PyTorchFile(FileBytes(archive(pickle)), path: "x.bin")
    for entry in file.entries {
      guard entry.format.number != nil else { continue }
      let tensor = try file.tensor(entry.name)
      precondition(tensor.shape == entry.shape && tensor.elements.count == entry.count)
    }
  } catch {
    precondition(!error.description.isEmpty)
  }
  return 0
}

/// The storages of the seed that is a module's state.
private let storages: [(name: String, bytes: [UInt8])] = [24, 8, 8, 8, 8, 8, 8, 48].enumerated()
  .map { ("a/data/\($0)", Array(repeating: UInt8($0), count: $1)) }

/// A zip archive with the pickle, its storages and a version.
private func archive(_ pickle: [UInt8]) -> [UInt8] {
  let members = [("a/data.pkl", pickle), ("a/version", Array("3\n".utf8))] + storages
  var (bytes, directory) = ([UInt8](), [UInt8]())
  for (name, contents) in members {
    let offset = bytes.count
    // What both headers say: no flags, stored, no time, CRC-32, both sizes, and the name's.
    let common =
      number(0, 8) + number(Int(crc32(contents.span)), 4) + number(contents.count, 4)
      + number(contents.count, 4) + number(name.utf8.count, 2) + number(0, 2)
    bytes += number(0x0403_4B50, 4) + number(20, 2) + common + Array(name.utf8) + contents
    directory += number(0x0201_4B50, 4) + number(20, 2) + number(20, 2) + common + number(0, 10)
    directory += number(offset, 4) + Array(name.utf8)
  }
  let start = bytes.count
  bytes += directory + number(0x0605_4B50, 4) + number(0, 4) + number(members.count, 2)
  bytes += number(members.count, 2) + number(directory.count, 4) + number(start, 4) + number(0, 2)
  return bytes
}

private func number(_ value: Int, _ size: Int) -> [UInt8] {
  (0..<size).map { $0 < 8 ? UInt8(truncatingIfNeeded: value >> (8 * $0)) : 0 }
}
