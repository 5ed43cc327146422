import Seq2Seq
import Text

/// Tokens of the symbols 0 to 4, which texts have as digits; then padding, a token of no use, the beginning and
/// the end.
struct SymbolTokens: SequenceTokenizer {
  let count = 9
  let prompt = [7]
  let end = 8
  let suppressed = [5, 6, 7]

  static func text(_ symbols: [Int]) -> String { symbols.map { String($0) }.joined() }

  func encode(_ text: String) throws(TextError) -> [Int] {
    text.unicodeScalars.map { Int($0.value) - 48 }
  }

  func decode(_ tokens: [Int]) throws(TextError) -> String {
    Self.text(tokens.filter { $0 < 5 })
  }

  func advice(for texts: [String]) -> String? { nil }
}
