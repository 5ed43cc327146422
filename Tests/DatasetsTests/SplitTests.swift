internal import Testing

@testable internal import Datasets

@Test func `a split has every row once, in order, about as many as asked for`() throws {
  let split = try numbered(2000).split(test: 0.2, valid: 0.1, seed: 42)
  let (train, valid, test) = try (split.train.ids, split.valid.ids, split.test.ids)
  #expect((train + valid + test).sorted() == Array(0..<2000))
  #expect(train == train.sorted() && test == test.sorted())
  #expect((340...460).contains(test.count))
  #expect((150...250).contains(valid.count))
}

@Test func `more rows do not move the old ones`() throws {
  let few = try numbered(300).split(test: 0.3, seed: 7).test.ids
  let many = try numbered(900).split(test: 0.3, seed: 7).test.ids
  #expect(many.filter { $0 < 300 } == few)
  #expect(try numbered(300).shuffle(seed: 5).split(test: 0.3, seed: 7).test.ids.sorted() == few)
  #expect(try numbered(300).split(test: 0.3, seed: 8).test.ids != few)
}

@Test func `a larger test part keeps the smaller one`() throws {
  let small = try numbered(500).split(test: 0.1, seed: 1).test.ids
  let large = try Set(numbered(500).split(test: 0.3, seed: 1).test.ids)
  #expect(small.allSatisfy(large.contains))
}

@Test func `groups stay whole`() throws {
  let split = try numbered(700).split(test: 0.3, seed: 2, by: "group")
  let (train, test) = try (Set(split.train.texts("group")), Set(split.test.texts("group")))
  #expect(train.isDisjoint(with: test))
  #expect(train.count + test.count == 7)
}

@Test func `shares must be shares, and parts must not be empty`() {
  for (test, valid) in [(-0.1, 0), (1.1, 0), (.nan, 0), (0.6, 0.6), (0.1, -1)] {
    #expect(throws: DatasetError.self) {
      try numbered(10).split(test: test, valid: valid, seed: 0)
    }
  }
  #expect(throws: DatasetError.self) { try numbered(1).split(test: 0.5, valid: 0.2, seed: 0) }
  #expect(throws: DatasetError.self) { try numbered(9).split(test: 0.5, seed: 0, by: "who") }
}
