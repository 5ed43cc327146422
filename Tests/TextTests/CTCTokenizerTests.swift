internal import Testing

@testable internal import Text

@Test func `encoding and decoding agree with transformers`() throws {
  let cases = try fixture("tokenizer.json")
  let tokenizer = try CTCTokenizer(
    vocabulary: Vocabulary(json: try #require(cases["vocabulary"])))
  for item in try #require(cases["encoded"]?.array) {
    let text = try #require(item["text"]?.string)
    let ids = try #require(item["ids"]?.array).compactMap(\.integer)
    #expect(try tokenizer.encode(text, unknown: .useUnknownToken) == ids, "\(text)")
  }
  for item in try #require(cases["decoded"]?.array) {
    let ids = try #require(item["ids"]?.array).compactMap(\.integer)
    #expect(try tokenizer.decode(ids) == item["grouped"]?.string)
    #expect(try tokenizer.decode(ids, group: false) == item["ungrouped"]?.string)
  }
}

private let abc = ["|", "a", "b", "ch", "c", "h", "chh", "[UNK]", "[PAD]"]

@Test func `the longest token that fits is taken`() throws {
  let tokenizer = try CTCTokenizer(vocabulary: Vocabulary(tokens: abc))
  #expect(try tokenizer.encode("achhh ch c") == [1, 6, 5, 0, 3, 0, 4])
  #expect(try tokenizer.tokens([1, 6, 8, 0]) == ["a", "chh", "[PAD]", "|"])
}

@Test func `a letter outside the vocabulary is named with its place`() throws {
  let tokenizer = try CTCTokenizer(vocabulary: Vocabulary(tokens: abc))
  let error = TextError.unknownLetter("é", position: 2, text: "abé")
  #expect(throws: error) { try tokenizer.encode("abé") }
  #expect(error.description == "the vocabulary lacks \"é\" (U+00E9), letter 3 of \"abé\"")
  #expect(try tokenizer.encode("abé", unknown: .useUnknownToken) == [1, 2, 7])
}

@Test func `no text can hold a blank or a delimiter of its own`() throws {
  let tokenizer = try CTCTokenizer(vocabulary: Vocabulary(tokens: abc))
  #expect(throws: TextError.unknownLetter("[", position: 0, text: "[PAD]")) {
    try tokenizer.encode("[PAD]")
  }
  #expect(throws: TextError.unknownLetter("|", position: 1, text: "a|b")) {
    try tokenizer.encode("a|b")
  }
}

@Test func `labels keep their doubled letters`() throws {
  let tokenizer = try CTCTokenizer(vocabulary: Vocabulary(tokens: abc))
  let labels = try tokenizer.encode("abba  aab")
  #expect(try tokenizer.decode(labels, group: false) == "abba  aab")
  #expect(try tokenizer.decode(labels) == "aba ab")
  #expect(try tokenizer.decode([1, 8, 1, 1, 8, 8, 2, 0, 0]) == "aab")
  #expect(try tokenizer.decode([]) == "")
}

@Test func `an id outside the vocabulary is refused`() throws {
  let tokenizer = try CTCTokenizer(vocabulary: Vocabulary(tokens: abc))
  for id in [-1, 9] {
    #expect(throws: TextError.unknownID(id, tokenCount: 9)) { try tokenizer.decode([1, id]) }
    #expect(throws: TextError.unknownID(id, tokenCount: 9)) { try tokenizer.tokens([id]) }
  }
}

@Test func `a vocabulary of capitals folds case`() throws {
  let tokenizer = try CTCTokenizer(
    vocabulary: Vocabulary(tokens: ["|", "A", "S", "[UNK]", "[PAD]"]),
    special: SpecialTokens(foldsCase: true))
  #expect(try tokenizer.encode("aß A") == [1, 2, 2, 0, 1])
  #expect(try tokenizer.decode([1, 2, 0, 1]) == "as a")
}

@Test func `the special tokens must be there and be different`() throws {
  let vocabulary = try Vocabulary(tokens: ["|", "a", "[UNK]"])
  #expect(
    throws: TextError.vocabulary(.missing(token: "[PAD]", role: "padding and blank"))
  ) { try CTCTokenizer(vocabulary: vocabulary) }
  #expect(throws: TextError.self) {
    try CTCTokenizer(vocabulary: vocabulary, special: SpecialTokens(padding: "|"))
  }
}

@Test func `a tokenizer survives its folder`() throws {
  try withTemporaryFolder { folder in
    let special = SpecialTokens(
      unknown: "<unk>", padding: "<blank>", wordDelimiter: "_", foldsCase: true)
    let tokenizer = try CTCTokenizer(
      vocabulary: Vocabulary(
        lettersOf: ["AB \u{301}E"], wordDelimiter: "_", unknown: "<unk>", padding: "<blank>"),
      special: special)
    try tokenizer.save(to: folder + "/a/b")
    #expect(try CTCTokenizer(path: folder + "/a/b") == tokenizer)
  }
}

@Test func `a folder that transformers saved is read`() throws {
  let tokenizer = try CTCTokenizer(path: fixturePath("saved_tokenizer"))
  #expect(tokenizer.vocabulary.tokens == ["|", "a", "b", "[UNK]", "[PAD]", "<s>", "</s>"])
  var special = SpecialTokens()
  (special.sentenceStart, special.sentenceEnd) = ("<s>", "</s>")
  #expect(tokenizer.special == special)
  #expect(tokenizer.paddingID == 4)
}

@Test func `a vocabulary that does not serve is named with its file`() throws {
  try withTemporaryFolder { folder in
    try write("{\"|\": 0, \"a\": 1}", folder + "/vocab.json")
    let error = TextError.content(
      path: folder,
      problem: "is no vocabulary that can be used: the vocabulary lacks \"<pad>\", the padding"
        + " and blank")
    #expect(throws: error) { try CTCTokenizer(path: folder) }
    try write("{\"|\": 0, \"a\": 7}", folder + "/vocab.json")
    #expect(throws: TextError.self) { try CTCTokenizer(path: folder + "/vocab.json") }
  }
}

@Test func `tokens added by transformers follow the vocabulary`() throws {
  try withTemporaryFolder { folder in
    try write("{\"|\": 0, \"A\": 1, \"<unk>\": 2, \"<pad>\": 3}", folder + "/vocab.json")
    try write("{\"<s>\": 4, \"</s>\": 5, \"<pad>\": 3}", folder + "/added_tokens.json")
    try write("{\"pad_token\": {\"content\": \"<pad>\"}}", folder + "/special_tokens_map.json")
    let tokenizer = try CTCTokenizer(path: folder)
    #expect(tokenizer.vocabulary.tokens == ["|", "A", "<unk>", "<pad>", "<s>", "</s>"])
    #expect(tokenizer.paddingID == 3)
    #expect(try CTCTokenizer(path: folder + "/vocab.json").vocabulary.count == 4)
  }
}

@Test func `files that are missing or broken are named`() throws {
  try withTemporaryFolder { folder in
    let path = folder + "/vocab.json"
    #expect(throws: TextError.file(path: path, problem: .missing)) {
      try CTCTokenizer(path: folder)
    }
    #expect(throws: TextError.file(path: folder, problem: .folder)) { try JSON(path: folder) }
    #expect(throws: TextError.file(path: "/dev/zero", problem: .notAFile)) {
      try JSON(path: "/dev/zero")
    }
    try write("{\"a\": 0,}", path)
    let error = JSONError(problem: .trailingComma, line: 1, column: 8)
    #expect(throws: TextError.json(path: path, error)) { try CTCTokenizer(path: path) }
    try write("[]", path)
    #expect(throws: TextError.self) { try CTCTokenizer(path: path) }
    #expect(throws: TextError.file(path: "a\0b", problem: .badPath)) { try JSON(path: "a\0b") }
    #expect(throws: TextError.self) { try JSON.null.save(to: folder + "/none/a.json") }
  }
}
