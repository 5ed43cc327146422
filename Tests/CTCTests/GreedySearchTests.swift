import CTC
import Tensors
import TestSupport
import Testing

private let letters = Array("-helo")

@Test(arguments: [
  ("", ""), ("---", ""), ("-hh-el-lloo-", "hello"), ("hheel", "hel"), ("l-l", "ll"), ("ll", "l"),
  ("-l", "l"), ("l-", "l"), ("h--------o", "ho"),
])
func `merges runs, then drops blanks`(path: String, labels: String) throws {
  let symbols = try path.map { try #require(letters.firstIndex(of: $0)) }
  var scores = [Float](repeating: -1, count: 5 * symbols.count)
  for (frame, symbol) in symbols.enumerated() { scores[5 * frame + symbol] = 2 }
  let decoded = try greedyLabels(Tensor(scores, shape: [symbols.count, 5]), blank: 0)
  #expect(String(decoded.map { letters[$0] }) == labels)
}

@Test(arguments: 0..<6)
func `agrees with the definition for any blank`(blank: Int) throws {
  for salt in 0..<200 {
    let frames = salt % 23
    let scores = randomTensor([frames, 6], salt: UInt64(salt))
    let values = scores.elements
    let path = (0..<frames).map { frame in
      (0..<6).max { values[6 * frame + $0] < values[6 * frame + $1] } ?? 0
    }
    #expect(try greedyLabels(scores, blank: blank) == spelled(path, blank: blank))
  }
}

private func greedyLabels(_ scores: Tensor, blank: Int) throws -> [Int] {
  var search = GreedySearch(blank: blank)
  try search.take(scores)
  return search.labels.map(\.label)
}
