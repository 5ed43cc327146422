import Models
import Tensors
import TestSupport
import Testing

/// Reads the tensors of a file by their names.
private func read(_ path: String) throws -> [String: Tensor] {
  let read = try tensors(of: Safetensors(path: path))
  return Dictionary(uniqueKeysWithValues: read.map { ($0.name, $0.tensor) })
}

private func bits(_ tensor: Tensor) -> [UInt32] { tensor.elements.map(\.bitPattern) }

@Test func `tensors of any shape come back bit for bit, in their order`() throws {
  let folder = try TemporaryFolder()
  let strange: [Float] = [
    .nan, .infinity, -.infinity, -0.0, .leastNonzeroMagnitude, .greatestFiniteMagnitude,
    Float(bitPattern: 0xFFC0_1234),
  ]
  let tensors = [
    ("z", randomTensor([3, 1, 5])), ("scalar", Tensor([7], shape: [])),
    ("nothing", Tensor(zeros: [4, 0, 2])), ("nothing more", Tensor(zeros: [0])),
    ("strange", Tensor(strange)), ("a", randomTensor([1, 1, 1, 1, 1, 1, 1, 2])),
    ("name \" \\ \n é 日本", randomTensor([17, 33])),
  ]
  try Safetensors.save(
    tensors.map { (name: $0.0, tensor: $0.1) },
    metadata: [(key: "format", value: "pt"), (key: "é\n\"", value: "")],
    to: folder.file("x.safetensors"))
  let back = try Safetensors(path: folder.file("x.safetensors"))
  #expect(back.metadata.map(\.key) == ["format", "é\n\""])
  #expect(back.metadata.map(\.value) == ["pt", ""])
  // Tensors without numbers share their place with the next one; their order is free.
  let full = back.entries.filter { $0.count > 0 }
  #expect(full.map(\.name) == tensors.filter { $0.1.count > 0 }.map(\.0))
  let found = try read(folder.file("x.safetensors"))
  #expect(found.count == tensors.count)
  for (name, tensor) in tensors {
    #expect(found[name]?.shape == tensor.shape, "\(name)")
    #expect(found[name].map(bits) == bits(tensor), "\(name)")
  }
  #expect(try folder.names() == ["x.safetensors"])
}

@Test func `a file without tensors is a file`() throws {
  let folder = try TemporaryFolder()
  try Safetensors.save([], to: folder.file("x"))
  #expect(try Safetensors(path: folder.file("x")).entries.isEmpty)
}

@Test func `reads what Python's safetensors wrote, in every format`() throws {
  let tensors = try read(fixturePath("models/formats.safetensors"))
  let numbers: [Float] = [0, -0.0, 1, -2.5, 65_504, 0x1p-24, 3.140625, .infinity, -.infinity]
  var rounded = numbers
  rounded[4] = 65_536
  let expected: [(name: String, shape: [Int], numbers: [Float])] = [
    ("double", [9], numbers), ("single", [3, 3], numbers), ("half", [9, 1], numbers),
    ("brain", [1, 3, 3], rounded), ("tiny", [4], [0, 0, .infinity, -.infinity]),
    ("scalar", [], [7]), ("nothing", [0, 5], []), ("no more", [2, 0, 3], []),
    ("quote \" and é", [1], [1]),
  ]
  #expect(tensors.count == expected.count + 1)
  for (name, shape, numbers) in expected {
    let tensor = try #require(tensors[name])
    #expect(tensor.shape == shape, "\(name)")
    #expect(bits(tensor) == numbers.map(\.bitPattern), "\(name)")
  }
  #expect(tensors["not a number"]?.scalar?.isNaN == true)
  let file = try Safetensors(path: fixturePath("models/formats.safetensors"))
  #expect(file.metadata.sorted { $0.key < $1.key }.map(\.value) == ["pt", "é\n"])
}

@Test func `writes the bytes that Python's safetensors was seen to read`() throws {
  let folder = try TemporaryFolder()
  let tensors = [
    (name: "a.weight", tensor: Tensor([-0.5, -0.25, 0, 0.25, 0.5, 0.75], shape: [2, 3])),
    (name: "b", tensor: Tensor([7], shape: [])), (name: "c", tensor: Tensor(zeros: [0, 5])),
  ]
  try Safetensors.save(
    tensors, metadata: [(key: "format", value: "pt")], to: folder.file("written.safetensors"))
  let expected = try fixtureBytes("models/written.safetensors")
  #expect(try folder.bytes("written.safetensors") == expected)
}

@Test func `every 16-bit float is read as the number that it stands for`() {
  for format in [NumberFormat.float16, .bfloat16] {
    let bytes = (0...UInt16.max).flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    let tensor = Tensor(littleEndian: bytes.span, format: format, shape: [65_536])
    let (exponentBits, bias) = format == .float16 ? (5, 15) : (8, 127)
    let fractionBits = 15 - exponentBits
    for (pattern, value) in tensor.elements.enumerated() {
      let exponent = pattern >> fractionBits & ((1 << exponentBits) - 1)
      let fraction = Double(pattern & ((1 << fractionBits) - 1))
      let sign: Double = pattern >> 15 == 1 ? -1 : 1
      if exponent == (1 << exponentBits) - 1 {
        #expect(fraction > 0 ? value.isNaN : Double(value) == sign * .infinity)
        continue
      }
      // Below the smallest exponent the leading 1 is missing.
      let significand = fraction + (exponent > 0 ? Double(1 << fractionBits) : 0)
      let power = max(exponent, 1) - bias - fractionBits
      let isRight = Double(value) == sign * significand * power2(power)
      if !isRight { Issue.record("\(format) \(pattern): \(value)") }
    }
  }
}

private func power2(_ exponent: Int) -> Double {
  Double(sign: .plus, exponent: exponent, significand: 1)
}
