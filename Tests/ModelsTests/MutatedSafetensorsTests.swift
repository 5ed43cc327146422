import Kernels
import Models
import Tensors
import TestSupport
import Testing

/// Reads bytes as a file and says whether they could be read.
///
/// Anything but a value or a `ModelError` is a fault.
private func reads(_ bytes: [UInt8]) -> Bool {
  do {
    let file = try Safetensors(FileBytes(bytes), path: "x")
    for (entry, tensor) in zip(file.entries, try tensors(of: file)) {
      #expect(tensor.tensor.shape == entry.shape)
      #expect(tensor.tensor.elements.count == entry.count)
    }
    return true
  } catch {
    #expect(!error.description.isEmpty && !error.description.contains("\n"))
    return false
  }
}

@Test func `a file that is cut anywhere is refused`() throws {
  let whole = try fixtureBytes("models/formats.safetensors")
  #expect(reads(whole))
  for length in 0..<whole.count {
    #expect(!reads(Array(whole[..<length])), "cut to \(length) bytes")
  }
}

@Test(arguments: 0..<4)
func `a file with changed bytes is read or refused`(seed: UInt64) throws {
  let whole = try fixtureBytes("models/formats.safetensors")
  let header = 8 + Int(whole[0]) + Int(whole[1]) << 8
  // Bytes that mean something in a header.
  let alphabet = Array("0123456789-.eE,:[]{}\"\\ntruF\0\u{1B} ".utf8) + [0x80, 0xC3, 0xFF]
  var stream = RandomStream(seed: seed, purpose: "mutation")
  for _ in 0..<1_500 {
    var bytes = whole
    for _ in 0...stream.integer(below: 3) {
      let place = stream.integer(below: header)
      let byte = alphabet[stream.integer(below: alphabet.count)]
      switch stream.integer(below: 4) {
      case 0: bytes.insert(byte, at: place)
      case 1: bytes.remove(at: place)
      case 2: bytes[place] = UInt8(truncatingIfNeeded: stream.bits())
      default: bytes[place] = byte
      }
    }
    _ = reads(bytes)
  }
}
