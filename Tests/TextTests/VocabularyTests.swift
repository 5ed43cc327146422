internal import Testing

@testable internal import Text

@Test func `letters are sorted, the space renamed, the special tokens appended`() throws {
  let vocabulary = try Vocabulary(lettersOf: ["ba b", "é\u{200c}'"])
  #expect(vocabulary.tokens == ["|", "'", "a", "b", "é", "\u{200c}", "[UNK]", "[PAD]"])
  #expect(vocabulary.id(of: "b") == 3)
  #expect(vocabulary.id(of: " ") == nil)
  #expect(try Vocabulary(lettersOf: ["é\u{200c}'", "ba b"]) == vocabulary)
}

@Test func `a text with the letter that stands for the space is refused`() {
  #expect(throws: TextError.vocabulary(.delimiterInText("|", text: "a|b"))) {
    try Vocabulary(lettersOf: ["ab", "a|b"])
  }
  #expect(throws: TextError.vocabulary(.empty)) { try Vocabulary(lettersOf: ["", "  "]) }
}

@Test(arguments: [
  ("{}", VocabularyProblem.empty), ("[]", .notAnID(token: "", kind: "a list")),
  ("{\"a\": 0, \"b\": 2}", .badID(2, token: "b", tokenCount: 2)),
  ("{\"a\": 0, \"b\": -1}", .badID(-1, token: "b", tokenCount: 2)),
  ("{\"a\": 0, \"b\": 2147483648}", .badID(2_147_483_648, token: "b", tokenCount: 2)),
  ("{\"a\": 0, \"b\": 0}", .duplicateID(0, "a", "b")),
  ("{\"a\": 0, \"b\": 1.5}", .notAnID(token: "b", kind: "a number")),
  ("{\"a\": 0, \"b\": \"1\"}", .notAnID(token: "b", kind: "a text")),
  ("{\"\": 0}", .emptyToken(id: 0)),
  ("{\"urd\": {\"a\": 0}, \"eng\": {\"b\": 0}}", .severalLanguages(["urd", "eng"])),
])
func `ids must be dense and unique`(text: String, problem: VocabularyProblem) throws {
  let json = try JSON(parsing: text)
  #expect(throws: TextError.vocabulary(problem)) { try Vocabulary(json: json) }
}

@Test func `a language is chosen by name`() throws {
  let json = try JSON(parsing: "{\"urd\": {\"a\": 0}, \"eng\": {\"b\": 0}}")
  #expect(try Vocabulary(json: json, language: "eng").tokens == ["b"])
  #expect(throws: TextError.vocabulary(.unknownLanguage("deu", ["urd", "eng"]))) {
    try Vocabulary(json: json, language: "deu")
  }
}

@Test func `letters that only look the same are two tokens`() throws {
  let vocabulary = try Vocabulary(tokens: ["\u{e9}", "e\u{301}"])
  #expect(vocabulary.id(of: "e\u{301}") == 1)
  #expect(throws: TextError.vocabulary(.duplicateToken("a"))) {
    try Vocabulary(tokens: ["a", "a"])
  }
}

@Test func `a vocabulary survives its file`() throws {
  try withTemporaryFolder { folder in
    let vocabulary = try Vocabulary(lettersOf: ["zwei\u{301}\u{ed} \"\\"])
    try vocabulary.save(to: folder + "/vocab.json")
    #expect(try Vocabulary(path: folder + "/vocab.json") == vocabulary)
  }
}
