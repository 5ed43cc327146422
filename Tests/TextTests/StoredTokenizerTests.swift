internal import Foundation
internal import TestSupport
internal import Testing

@testable internal import Text

/// The folders that `Tests/Fixtures/ctc_tokenizers.py` had transformers write.
private let folders = [
  "appended", "bare", "in_front", "without_roles", "other_space", "legacy", "languages",
  "croatian", "urdu", "dhivehi", "russian", "hindi", "korean", "chinese", "greek_capitals",
  "latin_capitals", "clean_up", "no_space", "space_itself", "all_roles", "named_extras",
  "first_notebooks", "other_language", "asking",
]

@Test(arguments: folders)
func `a tokenizer that transformers saved makes the same of texts and ids`(name: String) throws {
  let path = TestSupport.fixturePath("ctc_tokenizers/\(name)")
  let expected = try JSON(path: path + "/expected.json")
  let tokens = try #require(expected["tokens"]?.array).compactMap(\.string)
  let tokenizer = try StoredTokenizer(path: path).tokenizer(rows: tokens.count)
  #expect(tokenizer.vocabulary.tokens == tokens)
  #expect(tokenizer.paddingID == expected["pad"]?.integer)
  #expect(tokenizer.unknownID == expected["unk"]?.integer)
  #expect(tokenizer.wordDelimiterID == expected["delimiter"]?.integer)
  for item in try #require(expected["encoded"]?.array) {
    let text = try #require(item["text"]?.string)
    let ids = try #require(item["ids"]?.array).compactMap(\.integer)
    #expect(try tokenizer.encode(text, unknown: .useUnknownToken) == ids, "\(text)")
  }
  for item in try #require(expected["decoded"]?.array) {
    let ids = try #require(item["ids"]?.array).compactMap(\.integer)
    #expect(try tokenizer.decode(ids) == item["grouped"]?.string)
    #expect(try tokenizer.decode(ids, group: false) == item["ungrouped"]?.string)
  }
  // What is saved here is read back, with every role.
  let folder = try TestSupport.TemporaryFolder()
  try tokenizer.save(to: folder.file("t"))
  #expect(try StoredTokenizer(path: folder.file("t")).tokenizer(rows: tokens.count) == tokenizer)
}

@Test func `the rows of a head decide which appended tokens there are`() throws {
  let stored = try StoredTokenizer(path: TestSupport.fixturePath("ctc_tokenizers/appended"))
  #expect(stored.vocabulary.count == 9 && stored.listed == ["<s>", "</s>"] && stored.implied == [])
  #expect(try stored.tokenizer(rows: 9).vocabulary.count == 9)
  #expect(try stored.tokenizer(rows: 9).special.sentenceStart == nil)
  #expect(try stored.tokenizer(rows: 11).special.sentenceEnd == "</s>")
  #expect(try stored.tokenizer().vocabulary.count == 11)
  // Rows without a token are read as the unknown one, as transformers does.
  for rows in [12, 14] { #expect(try stored.tokenizer(rows: rows).rowCount == rows) }
  let error = TextError.content(
    path: TestSupport.fixturePath("ctc_tokenizers/appended"),
    problem: "has 9 tokens, and the model scores 8")
  #expect(throws: error) { try stored.tokenizer(rows: 8) }
}

@Test func `without any settings the sentence tokens still explain two rows`() throws {
  let folder = try TestSupport.TemporaryFolder()
  let vocabulary = "{\"|\": 0, \"a\": 1, \"[UNK]\": 2, \"[PAD]\": 3}"
  _ = try folder.write("vocab.json", text: vocabulary)
  let stored = try StoredTokenizer(path: folder.path)
  #expect(stored.implied == ["<s>", "</s>"])
  let tokenizer = try stored.tokenizer(rows: 6)
  #expect(tokenizer.vocabulary.tokens.suffix(2) == ["<s>", "</s>"])
  #expect(tokenizer.unknownID == 2 && tokenizer.paddingID == 3)
}

@Test func `a language of several is chosen, by its name or as the settings say`() throws {
  let path = TestSupport.fixturePath("ctc_tokenizers/languages")
  #expect(try CTCTokenizer(path: path).vocabulary.tokens.last == "a")
  #expect(try CTCTokenizer(path: path, language: "deu").vocabulary.tokens.last == "ß")
  #expect(throws: TextError.self) { try CTCTokenizer(path: path, language: "fra") }
}

/// Files of a tokenizer that contradict each other, and words of the message.
private let contradictions: [([String: String], String)] = [
  (["added_tokens.json": "{\"a\": 4}"], "the token \"a\" is in the vocabulary twice"),
  (["added_tokens.json": "{\"b\": 1}"], "the tokens \"a\" and \"b\" have the same id, 1"),
  (["added_tokens.json": "{\"b\": 9}"], "the token \"b\" has the id 9"),
  (["added_tokens.json": "{\"b\": -1}"], "the token \"b\" has the id -1"),
  (["added_tokens.json": "{\"b\": 4, \"c\": 4}"], "have the same id, 4"),
  (["added_tokens.json": "{\"b\": \"4\"}"], "where its id belongs"),
  (["added_tokens.json": "[]"], "is a list, not an object of settings"),
  (["tokenizer_config.json": "{\"added_tokens_decoder\": {\"x\": {}}}"], "added_tokens_decoder"),
  (["tokenizer_config.json": "{\"pad_token\": \"<blank>\"}"], "lacks \"<blank>\""),
  (["tokenizer_config.json": "{\"pad_token\": \"|\"}"], "cannot be both"),
  (
    ["tokenizer_config.json": "{\"tokenizer_class\": \"Wav2Vec2PhonemeCTCTokenizer\"}"],
    "names the tokenizer \"Wav2Vec2PhonemeCTCTokenizer\""
  ),
  (["tokenizer_config.json": "{\"split_special_tokens\": true}"], "sets split_special_tokens"),
  (["vocab.json": "{\"|\": 0, \"a\": 1, \"[PAD]\": 3}"], "the ids 0 to 2"),
  (["vocab.json": "{\"|\": 0, \"a\": 1, \"[PAD]\": 1}"], "have the same id, 1"),
  (["vocab.json": "{\"|\": 0, \"\": 1, \"[PAD]\": 2}"], "token 1 of the vocabulary is empty"),
]

@Test(arguments: contradictions.indices)
func `files that contradict each other are refused`(index: Int) throws {
  let (files, words) = contradictions[index]
  let folder = try TestSupport.TemporaryFolder()
  _ = try folder.write(
    "vocab.json", text: "{\"|\": 0, \"a\": 1, \"[UNK]\": 2, \"[PAD]\": 3}")
  for (name, text) in files { _ = try folder.write(name, text: text) }
  do {
    _ = try CTCTokenizer(path: folder.path)
    Issue.record("It was read.")
  } catch {
    #expect(error.description.contains(words), "\(error)")
  }
}

@Test func `spaces beside a token of several letters stay, unlike in transformers`() throws {
  let tokenizer = try CTCTokenizer(
    vocabulary: Vocabulary(tokens: ["|", "a", "ch", "[UNK]", "[PAD]"]))
  #expect(try tokenizer.encode(" ch a  ch") == [0, 2, 0, 1, 0, 0, 2])
}

@Test func `settings without padding leave the blank that the vocabulary has`() throws {
  let folder = try TestSupport.TemporaryFolder()
  _ = try folder.write("vocab.json", text: "{\"|\": 0, \"a\": 1, \"[PAD]\": 2}")
  _ = try folder.write("tokenizer_config.json", text: "{\"pad_token\": null}")
  #expect(try CTCTokenizer(path: folder.path).paddingID == 2)
  _ = try folder.write("vocab.json", text: "{\"|\": 0, \"a\": 1}")
  #expect(throws: TextError.self) { try CTCTokenizer(path: folder.path) }
}

@Test func `letters that look the same are two tokens if their scalars differ`() throws {
  let folder = try TestSupport.TemporaryFolder()
  let text = "{\"|\": 0, \"\u{E9}\": 1, \"e\u{301}\": 2, \"e\": 3, \"\u{301}\": 4, \"[PAD]\": 5}"
  _ = try folder.write("vocab.json", text: text)
  let tokenizer = try CTCTokenizer(path: folder.path)
  #expect(try tokenizer.encode("\u{E9}e\u{301}e") == [1, 2, 3])
}
