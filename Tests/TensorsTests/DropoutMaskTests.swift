import Kernels
import Tensors
import Testing

struct DropoutMaskTests {
  private let root = RandomStream(seed: 11, purpose: "dropout", place: 1 << 40 | 3)

  /// What a mask makes of ones.
  private func dropped(_ probability: Float, _ streams: [RandomStream], _ counts: [Int]) -> Tensor {
    let mask = DropoutMask(
      probability: probability, streams: streams.map(\.dropout), counts: counts)
    return Tensor(repeating: 1, shape: [counts.reduce(0, +)]).mapped { drop($0, mask, into: &$1) }
  }

  /// What single draws of each stream say.
  private func drawn(_ probability: Float, _ streams: [RandomStream], _ counts: [Int]) -> [Float] {
    zip(streams, counts).flatMap { stream, count in
      var stream = stream
      return (0..<count).map { _ in stream.uniform() < probability ? 0 : 1 / (1 - probability) }
    }
  }

  @Test(
    arguments: [
      [0], [1], [3], [4], [15], [64], [65], [1_000], [70_001], [1, 1, 1, 1, 1], [5, 0, 3, 64, 0],
      [0, 0, 2_049, 1, 2_048, 7], [30_001, 30_002, 30_003],
    ], [0, 0.1, 0.3, 0.999] as [Float])
  func `a mask is what the stream of each sequence draws from its beginning`(
    counts: [Int], probability: Float
  ) {
    let streams = counts.indices.map { root.branch($0) }
    #expect(
      dropped(probability, streams, counts).elements == drawn(probability, streams, counts))
  }

  @Test func `a share is dropped, and no two streams drop the same`() {
    let count = 40_000
    let streams =
      (0..<4).map { root.branch($0 - 1) }
      + [RandomStream(seed: 12, purpose: "dropout", place: 1 << 40 | 3).branch(0)]
      + [RandomStream(seed: 11, purpose: "drop", place: 1 << 40 | 3).branch(0)]
      + [RandomStream(seed: 11, purpose: "dropout", place: 1 << 40 | 2).branch(0)]
      + [root]
    let masks = streams.map { dropped(0.25, [$0], [count]).elements }
    for mask in masks {
      // 10,000 of 40,000, with a deviation of 87.
      #expect(abs(mask.count { $0 == 0 } - 10_000) < 400)
    }
    for (number, mask) in masks.enumerated() {
      for other in masks[..<number] {
        // Where both draw by themselves, they agree in 0.25² + 0.75² of the places: 25,000.
        #expect(abs(zip(mask, other).count { $0 == $1 } - 25_000) < 500)
      }
    }
  }

  @Test func `a branch begins anew, whatever was drawn`() {
    var stream = root
    _ = stream.uniform()
    var (one, other) = (root.branch(7), stream.branch(7))
    #expect(one.bits() == other.bits())
    // Numbers that differ in their upper half alone are others.
    var (low, high) = (root.branch(1), root.branch(1 | 1 << 33))
    #expect(low.bits() != high.bits())
  }
}
