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
    for entry in file.entries where entry.format.number != nil {
      let tensor = try file.tensor(entry.name)
      precondition(tensor.shape == entry.shape && tensor.elements.count == entry.count)
    }
  } catch {
    precondition(!error.description.isEmpty)
  }
  return 0
}

/// The members of a zip archive, and its directory.
private struct Archive {
  var members: [UInt8] = []
  var directory: [UInt8] = []
  var count = 0

  mutating func add(_ name: String, _ contents: [UInt8]) {
    let offset = members.count
    // What both headers say: no flags, stored, no time, CRC-32, both sizes, and the name's.
    let common =
      number(0, 8) + number(Int(crc32(contents.span)), 4) + number(contents.count, 4)
      + number(contents.count, 4) + number(name.utf8.count, 2) + number(0, 2)
    members += number(0x0403_4B50, 4) + number(20, 2) + common + Array(name.utf8) + contents
    directory += number(0x0201_4B50, 4) + number(20, 2) + number(20, 2) + common + number(0, 10)
    directory += number(offset, 4) + Array(name.utf8)
    count += 1
  }

  var bytes: [UInt8] {
    members + directory + number(0x0605_4B50, 4) + number(0, 4) + number(count, 2)
      + number(count, 2) + number(directory.count, 4) + number(members.count, 4) + number(0, 2)
  }
}

/// The version, and the storages of the seed that is a module's state.
private let storages: Archive = {
  var archive = Archive()
  archive.add("a/version", Array("3\n".utf8))
  for (index, count) in [24, 8, 8, 8, 8, 8, 8, 48].enumerated() {
    archive.add("a/data/\(index)", Array(repeating: UInt8(index), count: count))
  }
  return archive
}()

/// A file of PyTorch with the pickle and the storages.
private func archive(_ pickle: [UInt8]) -> [UInt8] {
  var archive = storages
  archive.add("a/data.pkl", pickle)
  return archive.bytes
}

private func number(_ value: Int, _ size: Int) -> [UInt8] {
  (0..<size).map { $0 < 8 ? UInt8(truncatingIfNeeded: value >> (8 * $0)) : 0 }
}
