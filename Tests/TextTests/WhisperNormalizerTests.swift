internal import ExactStrings
internal import Testing

@testable internal import Text

/// The texts of `Tests/Fixtures/whisper_normalizers.py` with what transformers makes of them.
struct WhisperNormalizerTests {
  private typealias Normalizer = (name: String, apply: @Sendable (String) -> String)

  private static let normalizers: [Normalizer] = [
    ("English", { EnglishNormalizer().apply(to: $0) }),
    (
      "English, with spellings",
      {
        let spellings: [ExactString: String] = ["colour": "color", "favourite": "favorite"]
        return EnglishNormalizer(spellings: spellings).apply(to: $0)
      }
    ),
    ("basic", { BasicNormalizer().apply(to: $0) }),
    ("without diacritics", { BasicNormalizer(removesDiacritics: true).apply(to: $0) }),
    ("split", { BasicNormalizer(splitsLetters: true).apply(to: $0) }),
    ("both", { BasicNormalizer(removesDiacritics: true, splitsLetters: true).apply(to: $0) }),
  ]

  @Test func `every text becomes what transformers makes of it`() throws {
    let rows = try #require(try fixture("whisper_normalizers.json").array)
    #expect(rows.count > 1300)
    var differences = 0
    for row in rows {
      let texts = try #require(row.array).compactMap(\.string)
      for (expected, normalizer) in zip(texts.dropFirst(), Self.normalizers) {
        let normal = normalizer.apply(texts[0])
        guard !normal.unicodeScalars.elementsEqual(expected.unicodeScalars) else { continue }
        differences += 1
        if differences <= 40 {
          Issue.record(
            "\(normalizer.name): \(texts[0].debugDescription) became \(normal.debugDescription), not \(expected.debugDescription)"
          )
        }
      }
    }
    #expect(differences == 0)
  }

  @Test func `numbers that Python refuses to convert stay as they are`() {
    let long = String(repeating: "7", count: SpokenNumber.mostDigits + 1)
    #expect(EnglishNormalizer().apply(to: "\(long) million") == "\(long) 1000000")
    let most = String(repeating: "7", count: SpokenNumber.mostDigits)
    #expect(EnglishNormalizer().apply(to: most) == most)
  }

  /// Pieces of which long texts are made, so that a step that is not linear would take hours.
  private static let pieces = [
    "one ", "one one hundred ", "nine hundred decillion ", "point five ", "and a half ", "and ",
    "1", "1,", "$5 and ¢", "$0", "(", "[", "()", "'", "'d been", "n't", " '", "\n", ".", "%",
    "a\u{301}\u{323}", "\u{301}\u{323}", "\u{F73}", "Σ", "Σ\u{301}", "é", "漢", "double oh ",
    "minus ", "a1",
    "1 ", "um ", "mr ",
  ]

  @Test(arguments: pieces)
  func `a long text of one piece takes a time in proportion to its length`(piece: String) {
    let text = String(repeating: piece, count: 200_000 / piece.utf8.count)
    let clock = ContinuousClock()
    let time = clock.measure {
      #expect(EnglishNormalizer(spellings: ["a": "b"]).apply(to: text).count <= 4 * text.utf8.count)
      for normalizer in Self.normalizers.dropFirst(2) { _ = normalizer.apply(text) }
    }
    #expect(time < .seconds(20), "\(piece.debugDescription)")
  }

  @Test func `a table of spellings is read from a file, or named as none`() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/normalizer.json"
      try write("{\"colour\": \"color\"}", path)
      let normalizer = try EnglishNormalizer(spellingsFrom: path)
      #expect(normalizer.apply(to: "Colour, colours.") == "color colours")
      try write("[]", path)
      let list = TextError.content(
        path: path, problem: "is a list, not an object of words and spellings")
      #expect(throws: list) { try EnglishNormalizer(spellingsFrom: path) }
      try write("{\"colour\": 1}", path)
      let number = TextError.content(
        path: path, problem: "has a whole number for the spelling of \"colour\"")
      #expect(throws: number) { try EnglishNormalizer(spellingsFrom: path) }
      #expect(throws: TextError.self) { try EnglishNormalizer(spellingsFrom: folder + "/none") }
    }
  }
}
