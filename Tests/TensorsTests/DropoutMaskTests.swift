import Kernels
import Tensors
import Testing

@Test(arguments: [0, 1, 3, 4, 15, 64, 65, 1_000, 70_001])
func `a mask is what the stream draws next`(count: Int) {
  for drawn in [0, 1, 6] {
    var stream = RandomStream(seed: 11, purpose: "dropout", place: 1 << 40 | 3)
    for _ in 0..<drawn { _ = stream.uniform() }
    let mask = stream.dropoutMask(probability: 0.3)
    var expected = Tensor(zeros: [count])
    var target = expected.mutableSpan
    stream.fillMask(&target, keeping: 1 / (1 - 0.3), dropping: 0.3)
    let ones = Tensor(repeating: 1, shape: [count])
    let dropped = ones.mapped { drop($0, mask, into: &$1) }
    #expect(dropped == expected)
  }
}
