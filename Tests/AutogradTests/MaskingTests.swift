import Autograd
import Kernels
import Tensors
import TestSupport
import Testing

@Test func `rows are replaced, and rectangles cleared`() {
  let x = Variable(Tensor((0..<12).map { Float($0) }, shape: [4, 3]))
  let filled = replacingRows(x, [1..<2, 3..<4], with: Variable(Tensor([-1, -2, -3])))
  #expect(filled.value.elements == [0, 1, 2, -1, -2, -3, 6, 7, 8, -1, -2, -3])
  let blocks = [Block(rows: 0..<2, columns: 1..<3), Block(rows: 3..<4, columns: 0..<1)]
  #expect(clearing(filled, blocks).value.elements == [0, 0, 0, -1, 0, 0, 6, 7, 8, 0, -2, -3])
  // What went in is as it was.
  #expect(x.value.elements == (0..<12).map { Float($0) })
  #expect(replacingRows(x, [], with: Variable(Tensor([9, 9, 9]))).value == x.value)
  #expect(clearing(x, []).value == x.value)
}

@Test func `the gradients of masks are those of differences`() {
  let faults = gradientFaults(at: [randomTensor([6, 4]), randomTensor([4], salt: 1)]) {
    replacingRows($0[0], [0..<2, 4..<5], with: $0[1])
  }
  #expect(faults.isEmpty, "\(faults)")
  let others = gradientFaults(at: [randomTensor([6, 4]), randomTensor([4], salt: 1)]) {
    clearing(
      replacingRows($0[0], [1..<4], with: $0[1]),
      [Block(rows: 0..<3, columns: 1..<2), Block(rows: 3..<6, columns: 2..<4)])
  }
  #expect(others.isEmpty, "\(others)")
}

@Test func `a row that is replaced by what is not trained has no gradient`() {
  let tape = Tape()
  let x = tape.variable(randomTensor([3, 2]))
  tape.backward(from: replacingRows(x, [1..<3], with: Variable(Tensor([1, 1]))))
  #expect(tape.gradient(of: x)?.elements == [1, 1, 0, 0, 0, 0])
}
