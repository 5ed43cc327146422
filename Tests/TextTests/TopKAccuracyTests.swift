import Testing
import Text

@Test(arguments: [(0, 0.0), (1, 0.25), (2, 0.5), (3, 0.75), (100, 0.75)])
func `counts references among the first k`(k: Int, share: Double) throws {
  let ranked = [["a", "b", "c"], ["b", "a", "c"], ["c", "b", "a"], ["b", "c"]]
  let found = try topKAccuracy(references: ["a", "a", "a", "a"], ranked: ranked, k: k)
  #expect(found == share)
}

@Test func `no references have no share, and each needs its candidates`() throws {
  let empty = try topKAccuracy(references: [String](), ranked: [], k: 1)
  #expect(empty.isNaN)
  #expect(throws: TextError.differentCounts(references: 1, hypotheses: 2)) {
    try topKAccuracy(references: [1], ranked: [[1], [2]], k: 1)
  }
}
