import Tensors
import Testing

@Test func `writing to a tensor changes no other`() {
  let original = Tensor([1, 2, 3, 4, 5, 6], shape: [3, 2])
  var copy = original
  var middle = original.rows(1..<2)
  var flat = original.reshaped([6])
  copy.scale(by: 10)
  middle.add(Tensor([100, 100], shape: [1, 2]))
  flat.add(original, scale: -1)
  #expect(original.elements == [1, 2, 3, 4, 5, 6])
  #expect(copy.elements == [10, 20, 30, 40, 50, 60] && copy.shape == [3, 2])
  #expect(middle.elements == [103, 104] && middle.shape == [1, 2])
  #expect(flat.elements == [0, 0, 0, 0, 0, 0] && flat.shape == [6])
}

@Test func `rows are those of the first dimension`() {
  let x = Tensor((0..<24).map { Float($0) }, shape: [4, 2, 3])
  #expect(x.rowCount == 4 && x.rowLength == 6)
  #expect(x.rows(1..<3).elements == (6..<18).map { Float($0) })
  #expect(x.rows(1..<3).rows(1..<2).elements == (12..<18).map { Float($0) })
  #expect(x.rows(4..<4).shape == [0, 2, 3] && x.rows(2..<2).count == 0)
  let scalar = Tensor([7], shape: [])
  #expect(scalar.rowCount == 1 && scalar.rowLength == 1 && scalar.scalar == 7)
  #expect(x.scalar == nil && Tensor(zeros: [0]).scalar == nil)
}

@Test func `parts are joined in their order, empty ones too`() {
  let parts = [Tensor([1, 2]), Tensor(zeros: [0]), Tensor([3]), Tensor([4, 5, 6])]
  #expect(Tensor(joining: parts, shape: [3, 2]).elements == [1, 2, 3, 4, 5, 6])
  #expect(Tensor(joining: [], shape: [0, 9]).shape == [0, 9])
}

@Test func `tensors are equal by shape and numbers`() {
  #expect(Tensor([1, 2], shape: [2, 1]) != Tensor([1, 2]))
  #expect(Tensor([0]) == Tensor([-0.0]) && Tensor([.nan]) != Tensor([.nan]))
  #expect(Tensor([1, 2]).rows(1..<2) == Tensor([2]))
}

@Test func `sums and finiteness are of all elements`() {
  let x = Tensor([3, -4, 0], shape: [3, 1])
  #expect(x.sum == -1 && x.sumOfSquares == 25 && x.isFinite)
  #expect(!Tensor([1, -.infinity]).isFinite && !Tensor([.nan]).isFinite)
  #expect(Tensor(zeros: [0]).isFinite && Tensor(zeros: [0]).sum == 0)
}

@Test(arguments: [[], [0], [3], [2, 0, 4], [2, 3, 4]])
func `numbers survive their bytes`(shape: [Int]) {
  let count = shape.reduce(1, *)
  let x = Tensor((0..<count).map { Float($0) / 3 - 1 }, shape: shape)
  var bytes: [UInt8] = [9]
  x.appendLittleEndian(to: &bytes)
  #expect(bytes.count == 1 + 4 * count)
  let back = Tensor(
    littleEndian: bytes.span.extracting(1..<bytes.count), format: .float32, shape: shape)
  #expect(back == x)
}

@Test func `shapes that do not fit stop the program`() async {
  await #expect(processExitsWith: .failure) { _ = Tensor([1, 2], shape: [3]) }
  await #expect(processExitsWith: .failure) { _ = Tensor([1, 2]).reshaped([3]) }
  await #expect(processExitsWith: .failure) { _ = Tensor([1, 2]).rows(1..<3) }
  await #expect(processExitsWith: .failure) { _ = Tensor(zeros: [-1]) }
}
