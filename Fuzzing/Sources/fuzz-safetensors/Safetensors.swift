import Kernels
import Models
import Tensors

/// Reads the bytes as a safetensors file, and all its tensors.
///
/// A value or a `ModelError` is right; a trap, more time or more memory than the limits is a fault.
@_cdecl("LLVMFuzzerTestOneInput")
public func feed(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  do throws(ModelError) {
    let file = try Safetensors(FileBytes(bytes), path: "x.safetensors")
    for entry in file.entries where entry.format.number != nil {
      let tensor = try file.tensor(entry.name)
      precondition(tensor.shape == entry.shape && tensor.elements.count == entry.count)
    }
  } catch {
    precondition(!error.description.isEmpty)
  }
  return 0
}
