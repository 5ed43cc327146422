import Kernels
import Models
import Tensors

/// Reads the bytes as a file of `torch.save`, and all its tensors: mostly the zip archive is tried,
/// because a change of the pickle in it does not fit its CRC-32.
///
/// A value or a `ModelError` is right; a trap, more time or more memory than the limits is a fault.
@_cdecl("LLVMFuzzerTestOneInput")
public func feed(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  do throws(ModelError) {
    let file = try PyTorchFile(FileBytes(bytes), path: "x.bin")
    for entry in file.entries where entry.format.number != nil {
      let tensor = try file.tensor(entry.name)
      precondition(tensor.shape == entry.shape && tensor.elements.count == entry.count)
    }
  } catch {
    precondition(!error.description.isEmpty)
  }
  return 0
}
