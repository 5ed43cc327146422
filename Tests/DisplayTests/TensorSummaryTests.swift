import Display
import Tensors
import Testing

@Test func `sums up what is finite and counts what is not`() {
  let summary = TensorSummary(Tensor([1, .nan, -3, .infinity, 5, -.infinity], shape: [2, 3]))
  #expect(summary.minimum == -3 && summary.maximum == 5 && summary.mean == 1)
  #expect(summary.nanCount == 1 && summary.infiniteCount == 2)
  #expect(
    summary.rendered(for: Terminal()) == "tensor 2 × 3, min -3, max 5, mean 1, 1 nan, 2 inf")
}

@Test func `has no range where nothing is finite`() {
  #expect(TensorSummary(Tensor([.nan])).minimum == nil)
  #expect(describe(Tensor(zeros: [0, 4]), for: Terminal()) == "tensor 0 × 4")
}

@Test func `shows a number, a vector and a matrix`() {
  #expect(
    describe(Tensor([0.1], shape: []), for: Terminal()) == "tensor without dimensions: 0.1")
  #expect(describe(Tensor([.nan]), for: Terminal()) == "tensor 1: nan")
  #expect(
    describe(Tensor([1, -2.5, 3]), for: Terminal()) == """
      tensor 3, min -2.5, max 3, mean 0.5
      [   1 -2.5    3]
      """)
  #expect(
    describe(Tensor((0..<6).map { Float($0) }, shape: [3, 2]), for: Terminal()) == """
      tensor 3 × 2, min 0, max 5, mean 2.5
      [[0 1]
       [2 3]
       [4 5]]
      """)
}

@Test func `leaves out the middle of what is long`() {
  let text = describe(
    Tensor((0..<1000).map { Float($0) }, shape: [10, 100]), for: Terminal(width: 50))
  #expect(
    text == """
      tensor 10 × 100, min 0, max 999, mean 499.5
      [[  0   1 …  98  99]
       [100 101 … 198 199]
       [200 201 … 298 299]
       …
       [700 701 … 798 799]
       [800 801 … 898 899]
       [900 901 … 998 999]]
      """)
}

@Test func `shows the first matrix of more dimensions`() {
  let tensor = Tensor((0..<8).map { Float($0) }, shape: [2, 2, 2])
  #expect(
    describe(tensor, for: Terminal(hasUnicode: false)) == """
      tensor 2 x 2 x 2, min 0, max 7, mean 3.5
      [0] of it:
      [[0 1]
       [2 3]]
      """)
}
