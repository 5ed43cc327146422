import Tensors
import Testing

private func draws(_ seed: UInt64, _ purpose: String, _ place: UInt64 = 0) -> [UInt32] {
  var stream = RandomStream(seed: seed, purpose: purpose, place: place)
  return (0..<50).map { _ in stream.bits() }
}

@Test func `seed, purpose and place alone make a stream`() {
  #expect(draws(1, "a") == draws(1, "a"))
  let others = [
    draws(1, "a"), draws(2, "a"), draws(1, "b"), draws(1, "a", 1), draws(1 << 40, "a"),
    draws(1, "a", 1 << 40), draws(1, ""),
  ]
  #expect(Set(others).count == others.count)
}

@Test func `uniform numbers fill the interval evenly`() {
  var stream = RandomStream(seed: 3, purpose: "test")
  let count = 200_000
  let values = (0..<count).map { _ in Double(stream.uniform()) }
  #expect(values.allSatisfy { $0 >= 0 && $0 < 1 })
  // Five standard errors.
  #expect(abs(values.reduce(0, +) / Double(count) - 0.5) < 5 * 0.2887 / Double(count).squareRoot())
  let tenth = values.count { $0 < 0.1 }
  #expect(abs(Double(tenth) / Double(count) - 0.1) < 5 * (0.09 / Double(count)).squareRoot())
}

@Test(arguments: [1, 2, 3, 7, 1_000])
func `whole numbers below a bound are equally frequent`(bound: Int) {
  var stream = RandomStream(seed: 5, purpose: "test")
  var counts = [Int](repeating: 0, count: bound)
  let draws = 1_000 * bound
  for _ in 0..<draws { counts[stream.integer(below: bound)] += 1 }
  // Chi-squared has mean `bound - 1` and variance twice that.
  let statistic = counts.reduce(0.0) { $0 + (Double($1) - 1_000) * (Double($1) - 1_000) / 1_000 }
  let freedom = Double(bound - 1)
  #expect(abs(statistic - freedom) <= 5 * (2 * freedom).squareRoot())
}

@Test func `every order of four things is equally frequent`() {
  var counts: [[Int]: Int] = [:]
  for place in 0..<24_000 {
    var stream = RandomStream(seed: 6, purpose: "test", place: UInt64(place))
    counts[stream.permutation(of: 4), default: 0] += 1
  }
  #expect(counts.count == 24)
  #expect(counts.values.allSatisfy { abs($0 - 1_000) < 5 * 31 })
  var stream = RandomStream(seed: 7, purpose: "test")
  #expect(stream.permutation(of: 0) == [] && stream.permutation(of: 1) == [0])
  #expect(stream.permutation(of: 100).sorted() == Array(0..<100))
}
