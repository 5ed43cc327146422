import Seq2Seq
import Text

/// Tokens that spell themselves: digits.
struct FixtureTokens: SequenceTokenizer {
  var count = 9
  var prompt = [3, 4]
  var end = 2
  var suppressed: [Int] = []

  func encode(_ text: String) throws(TextError) -> [Int] {
    text.unicodeScalars.map { Int($0.value) - 48 }
  }

  func decode(_ tokens: [Int]) throws(TextError) -> String {
    tokens.filter { !prompt.contains($0) && $0 != end }.map { String($0) }.joined()
  }

  func advice(for texts: [String]) -> String? { nil }
}
