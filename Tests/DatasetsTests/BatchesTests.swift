internal import Testing

@testable internal import Datasets

private let lengths = (0..<1000).map { ($0 * 7919) % 997 + 1 }

@Test(arguments: [false, true])
func `every row is in one batch`(groups: Bool) throws {
  let plan = try batches(lengths: lengths, batchSize: 16, groupByLength: groups, seed: 3, epoch: 2)
  #expect(plan.flatMap(\.self).sorted() == Array(lengths.indices))
  #expect(plan.dropLast().allSatisfy { $0.count == 16 })
}

@Test func `seed and epoch give the order`() throws {
  let first = try batches(lengths: lengths, batchSize: 8, seed: 1, epoch: 0)
  #expect(try batches(lengths: lengths, batchSize: 8, seed: 1, epoch: 0) == first)
  #expect(try batches(lengths: lengths, batchSize: 8, seed: 1, epoch: 1) != first)
  #expect(try batches(lengths: lengths, batchSize: 8, seed: 2, epoch: 0) != first)
  // An epoch of one seed is not that of another.
  #expect(
    try batches(lengths: lengths, batchSize: 8, seed: 1, epoch: 2)
      != batches(lengths: lengths, batchSize: 8, seed: 2, epoch: 1))
}

@Test func `without a seed rows keep their order`() throws {
  #expect(try batches(lengths: [5, 1, 9], batchSize: 2, seed: nil) == [[0, 1], [2]])
}

/// What transformers does: stretches of batches, each sorted, the longest row swapped to the front.
@Test func `rows of about the same length come together`() throws {
  let plan = try batches(lengths: lengths, batchSize: 8, groupByLength: true, seed: 5)
  let order = plan.flatMap(\.self)
  let plain = try batches(lengths: lengths, batchSize: 8, seed: 5).flatMap(\.self)
  let stretch = min(lengths.count / 32, 50) * 8
  #expect(stretch == 248)
  #expect(lengths[order[0]] == lengths.max())
  var stretches = stride(from: 0, to: 1000, by: stretch).map { start in
    Array(plain[start..<min(start + stretch, 1000)]).sorted { lengths[$0] > lengths[$1] }
  }
  let longest = stretches.firstIndex { lengths[$0[0]] == lengths.max() } ?? 0
  let first = stretches[0][0]
  stretches[0][0] = stretches[longest][0]
  stretches[longest][0] = first
  #expect(order.map { lengths[$0] } == stretches.flatMap(\.self).map { lengths[$0] })
}

@Test func `a batch holds no more frames than asked for`() throws {
  let plan = try batches(
    lengths: lengths, batchSize: 16, maxFrames: 3000, groupByLength: true, seed: 5)
  #expect(plan.flatMap(\.self).sorted() == Array(lengths.indices))
  for batch in plan {
    #expect(batch.count == 1 || batch.map { lengths[$0] }.reduce(0, +) <= 3000)
  }
  #expect(
    try batches(lengths: [9, 1, 1], batchSize: 4, maxFrames: 5, seed: nil) == [[0], [1, 2]])
}

@Test func `odd sizes are refused or harmless`() throws {
  #expect(throws: DatasetError.self) { try batches(lengths: [1], batchSize: 0) }
  #expect(throws: DatasetError.self) { try batches(lengths: [1], batchSize: 1, maxFrames: 0) }
  #expect(try batches(lengths: [], batchSize: 4, groupByLength: true).isEmpty)
  #expect(try batches(lengths: [3, 4], batchSize: .max, groupByLength: true) == [[1, 0]])
  #expect(try batches(lengths: [.max, .max], batchSize: 2, maxFrames: 9).count == 2)
}
