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
  let decoded = GreedyDecoder().collapse(symbols)
  #expect(String(decoded.map { letters[$0] }) == labels)
  var scores = [Float](repeating: -1, count: 5 * symbols.count)
  for (frame, symbol) in symbols.enumerated() { scores[5 * frame + symbol] = 2 }
  #expect(GreedyDecoder().decode(Tensor(scores, shape: [symbols.count, 5])) == decoded)
}

@Test(arguments: 0..<6)
func `agrees with the definition for any blank`(blank: Int) {
  for salt in 0..<200 {
    let frames = salt % 23
    let scores = randomTensor([frames, 6], salt: UInt64(salt))
    let values = scores.elements
    let path = (0..<frames).map { frame in
      (0..<6).max { values[6 * frame + $0] < values[6 * frame + $1] } ?? 0
    }
    #expect(GreedyDecoder(blank: blank).decode(scores) == spelled(path, blank: blank))
  }
}
