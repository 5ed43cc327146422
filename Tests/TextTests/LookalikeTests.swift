import ExactStrings
import TestSupport
import Testing
import Text

/// Letters that look alike are two in all that compares texts.
@Suite struct TextLookalikeTests {
  @Test(arguments: Lookalikes.all)
  func `a candidate counts as the word error rate counts it`(pair: Lookalikes) throws {
    for (reference, heard) in [(pair.one, pair.other), (pair.one, pair.one)] {
      let share = try topKAccuracy(references: [reference], ranked: [["x", heard]], k: 2)
      let rate = wordErrorRate(reference: reference, hypothesis: heard)
      #expect(share == 1 - rate.rate)
    }
  }

  @Test(arguments: Lookalikes.all)
  func `a vocabulary has both letters, and a tokenizer writes both`(pair: Lookalikes) throws {
    let vocabulary = try Vocabulary(lettersOf: ["5 \(pair.one) \(pair.other)"])
    let json = try JSON(parsing: vocabulary.json.text())
    #expect(json.object?.count == vocabulary.count)
    let tokenizer = try CTCTokenizer(vocabulary: Vocabulary(json: json))
    for text in [pair.one, pair.other] {
      #expect(try tokenizer.decode(tokenizer.encode(text), group: false).isExactly(text))
    }
    #expect(try Vocabulary(lettersOf: [pair.one]) != Vocabulary(lettersOf: [pair.other]))
  }

  @Test(arguments: Lookalikes.all)
  func `JSON tells them apart`(pair: Lookalikes) throws {
    #expect(JSON.string(pair.one) != .string(pair.other))
    #expect(JSON.array([.string(pair.one)]) != .array([.string(pair.other)]))
    let both = try JSON(parsing: "{\"\(pair.one)\": 1, \"\(pair.other)\": 2}")
    #expect(both[pair.one] == 1 && both[pair.other] == 2)
  }

  @Test(arguments: Lookalikes.all)
  func `a table of spellings has a row for each`(pair: Lookalikes) {
    let (one, other) = ("a" + pair.one.lowercased(), "a" + pair.other.lowercased())
    // Whisper's normalizer takes marks away before it looks words up.
    guard !one.isExactly(other) else { return }
    let normalizer = EnglishNormalizer(spellings: [ExactString(one): "first"])
    #expect(normalizer.spellings[other] == nil && normalizer.spellings[one] == "first")
  }
}
