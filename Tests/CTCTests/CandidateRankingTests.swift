import CTC
import Tensors
import TestSupport
import Testing

@Test func `ranks texts by their probability over all paths`() throws {
  let logits = randomTensor([5, 4])
  let candidates = [[1], [2, 3], [1, 1, 1], [3], [1], []]
  let ranked = try rankCandidates(logits, candidates, blank: 0)
  // The loss of each alone is the independent figure.
  let alone = try candidates.map { labels in
    try rankCandidates(logits, [labels], blank: 0)[0].loss
  }
  #expect(ranked.map(\.loss) == alone.sorted())
  #expect(ranked.map(\.index).sorted() == Array(candidates.indices))
  for candidate in ranked { #expect(candidate.loss == alone[candidate.index]) }
  let first = try #require(ranked.firstIndex { $0.index == 0 })
  #expect(ranked[first + 1].index == 4, "equal candidates keep their order")
}

@Test func `a candidate that cannot fit comes last`() throws {
  let ranked = try rankCandidates(randomTensor([4, 3]), [[1, 1, 1], [2]], blank: 0)
  #expect(ranked.map(\.index) == [1, 0])
  #expect(ranked[1].loss == .infinity)
}

@Test func `where no candidate fits there is no order`() throws {
  #expect(throws: CTCError.noCandidateFits(frames: 4, needed: 5)) {
    try rankCandidates(randomTensor([4, 3]), [[1, 1, 1], [1, 1, 1, 2]], blank: 0)
  }
  #expect(throws: CTCError.noCandidateFits(frames: 2, needed: 1)) {
    // A score so low that its probability is 0.
    try rankCandidates(Tensor([0, -3e38, 0, -3e38], shape: [2, 2]), [[1]], blank: 0)
  }
  let none = try rankCandidates(randomTensor([4, 3]), [], blank: 0)
  #expect(none.isEmpty)
}

@Test(arguments: [Float.nan, .infinity, -.infinity])
func `scores that are not finite are refused by name`(score: Float) {
  #expect(throws: CTCError.notFinite(frame: 1, symbol: 0)) {
    try rankCandidates(Tensor([0, 1, score, 1], shape: [2, 2]), [[1]], blank: 0)
  }
}

@Test func `a label that is no symbol names its candidate`() {
  #expect(
    throws: CTCError.labelOutsideVocabulary(row: 1, position: 0, label: 3, symbols: 3)
  ) { try rankCandidates(randomTensor([4, 3]), [[1], [3]], blank: 0) }
}
