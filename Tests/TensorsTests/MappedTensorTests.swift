import Kernels
import Tensors
import TestSupport
import Testing

private func write(_ number: Float, to index: Int, of tensor: inout Tensor) {
  var elements = tensor.mutableSpan
  elements[index] = number
}

@Test func `writing to a tensor of a file changes neither the file nor its other tensors`() throws {
  let folder = try TemporaryFolder()
  let numbers = (0..<5_000).map { Float($0) - 0.5 }
  var bytes: [UInt8] = []
  Tensor(numbers).appendLittleEndian(to: &bytes)
  let path = try folder.write("x", bytes)
  var one = try #require(Tensor(FileBytes(mapping: path), at: 0, shape: [50, 100]))
  let file = try FileBytes(mapping: path)
  var two = try #require(Tensor(file, at: 0, shape: [5_000]))
  let three = try #require(Tensor(file, at: 4, shape: [4_999]))
  #expect(one.elements == numbers && two.elements == numbers)
  write(100, to: 0, of: &one)
  write(200, to: 1, of: &two)
  write(300, to: 2, of: &two)
  #expect(one.elements == [100] + numbers[1...])
  #expect(two.elements == [numbers[0], 200, 300] + numbers[3...])
  #expect(three.elements == Array(numbers[1...]))
  #expect(try folder.bytes("x") == bytes)
  // Asked for again, the file has its own numbers.
  let again = try #require(Tensor(file, at: 0, shape: [5_000]))
  #expect(again.elements == numbers && again.rows(3..<5).elements == [2.5, 3.5])
}
