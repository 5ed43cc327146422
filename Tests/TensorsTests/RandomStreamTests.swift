import Tensors
import Testing

struct RandomStreamTests {
  @Test(arguments: [0, 1, 2, 3, 5]) func `a tensor has the draws that come one after another`(
    drawn: Int
  ) {
    var stream = RandomStream(seed: 5, purpose: "fill")
    for _ in 0..<drawn { _ = stream.bits() }
    var single = stream
    // More than one stretch of the parallel loop.
    let normal = Tensor(normalWithDeviation: 2, shape: [70_001], from: &stream)
    #expect(normal.elements == (0..<70_001).map { _ in single.normal() * 2 })
    let even = Tensor(uniformWithin: 3, shape: [70_001], from: &stream)
    #expect(even.elements == (0..<70_001).map { _ in (2 * single.uniform() - 1) * 3 })
    #expect(stream.bits() == single.bits())
  }

  @Test func `whole numbers below a bound are even`() {
    var stream = RandomStream(seed: 5, purpose: "even")
    var counts = [Int](repeating: 0, count: 7)
    for _ in 0..<70_000 { counts[stream.integer(below: 7)] += 1 }
    // Five standard deviations of a count of mean 10,000.
    #expect(counts.allSatisfy { abs($0 - 10_000) < 470 })
  }

  @Test func `an order has everything once, and another seed another order`() {
    var stream = RandomStream(seed: 5, purpose: "order")
    let order = stream.permutation(of: 100)
    #expect(order.sorted() == Array(0..<100))
    var other = RandomStream(seed: 6, purpose: "order")
    #expect(other.permutation(of: 100) != order)
    #expect(stream.permutation(of: 0).isEmpty)
  }

  @Test func `normal numbers have mean 0 and deviation 1`() {
    var stream = RandomStream(seed: 5, purpose: "normal")
    let numbers = (0..<100_000).map { _ in Double(stream.normal()) }
    let mean = numbers.reduce(0, +) / 100_000
    let variance = numbers.reduce(0) { $0 + $1 * $1 } / 100_000
    #expect(abs(mean) < 0.016)
    #expect(abs(variance - 1) < 0.023)
  }

  @Test func `streams of other names and places differ`() {
    var streams = [
      RandomStream(seed: 1, purpose: "a"), RandomStream(seed: 2, purpose: "a"),
      RandomStream(seed: 1, purpose: "b"), RandomStream(seed: 1, purpose: "a", place: 1),
    ]
    let draws = streams.indices.map { streams[$0].bits() }
    #expect(Set(draws).count == 4)
  }
}
