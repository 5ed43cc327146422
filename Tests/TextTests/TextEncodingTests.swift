internal import Testing

@testable internal import Text

/// "zwölf" in encodings that are not UTF-8; Python's codecs give these bytes.
private let cases: [([UInt8], TextEncoding)] = [
  // "zw\xf6lf".encode("latin-1"), and with an n-dash in cp1252.
  ([0x7A, 0x77, 0xF6, 0x6C, 0x66], .latin1),
  ([0x7A, 0x77, 0xF6, 0x6C, 0x66, 0x20, 0x96], .windows1252),
  // "zwölf".encode("utf-16"), "utf-16-le", "utf-16-be", "utf-32".
  ([0xFF, 0xFE, 0x7A, 0, 0x77, 0, 0xF6, 0, 0x6C, 0, 0x66, 0], .utf16),
  ([0x7A, 0, 0x77, 0, 0xF6, 0, 0x6C, 0, 0x66, 0], .utf16),
  ([0, 0x7A, 0, 0x77, 0, 0xF6, 0, 0x6C, 0, 0x66], .utf16),
  ([0xFF, 0xFE, 0, 0, 0x7A, 0, 0, 0, 0xF6, 0, 0, 0], .utf32),
  ([0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0, 0xF6, 0x80, 3, 4, 5, 6, 7, 8], .unknown),
]

@Test(arguments: cases)
func `an encoding is named by its bytes`(bytes: [UInt8], encoding: TextEncoding) {
  #expect(TextEncoding(of: bytes, badByte: validPrefix(bytes)) == encoding)
}

@Test func `the words say how to make it UTF-8`() {
  let problem = FileProblem.notUTF8(line: 2, byte: 23, likely: .latin1)
  #expect(
    problem.description
      == "is not UTF-8 text (line 2, byte 23): it may be Latin-1 (ISO 8859-1) or another encoding of one "
      + "byte a letter; make it UTF-8: iconv -f LATIN1 -t UTF-8 FILE > NEW")
}

@Test func `letters with a space behind them, as in lines of dict.txt, are no tokens`() throws {
  let tokens = ["<s>", "<pad>", "</s>", "<unk>", "| ", "E ", "A "]
  #expect(throws: TextError.vocabulary(.spacedTokens("| ", count: 3))) {
    try Vocabulary(tokens: tokens)
  }
  // A single such token, and the space itself, may be meant.
  #expect(try Vocabulary(tokens: [" ", "a", "b ", "the end"]).count == 4)
}

@Test func `advice says in which case the vocabulary has the letters`() throws {
  let tall = try CTCTokenizer(vocabulary: Vocabulary(lettersOf: ["ABC"]))
  let short = try CTCTokenizer(vocabulary: Vocabulary(lettersOf: ["abc"]))
  #expect(tall.caseAdvice(for: ["a cab"]) == "the vocabulary has all letters of text.upper()")
  #expect(
    short.caseAdvice(for: ["A CAB", "b"]) == "the vocabulary has all letters of text.lower()")
  #expect(tall.caseAdvice(for: ["a cab", "d"]) == nil)
}

@Test func `NaN is null where tables are read, and a missing value nowhere else`() throws {
  var limits = JSON.Limits()
  limits.takesNaNForNull = true
  #expect(try JSON(parsing: "{\"snr\": NaN}", limits: limits)["snr"] == .null)
  #expect(throws: JSONError.self) { try JSON(parsing: "[Infinity]", limits: limits) }
  #expect(throws: JSONError.self) { try JSON(parsing: "NaN") }
}
