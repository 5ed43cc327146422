import Seq2Seq
import Testing
import Text

struct CharacterTokenizerTests {
  private func plain(_ tokens: [String], start: String? = nil) throws -> CTCTokenizer {
    var special = SpecialTokens()
    special.sentenceStart = start
    return try CTCTokenizer(vocabulary: Vocabulary(tokens: tokens), special: special)
  }

  private let letters = ["|", "a", "b", "[UNK]", "[PAD]"]

  @Test func `adds a beginning and an end, and keeps those that are there`() throws {
    let tokenizer = try CharacterTokenizer(adding: plain(letters))
    #expect(tokenizer.characters.vocabulary.tokens == letters + ["<s>", "</s>"])
    #expect(tokenizer.count == 7 && tokenizer.prompt == [5] && tokenizer.end == 6)
    #expect(tokenizer.suppressed == [4, 5, 3])
    #expect(try CharacterTokenizer(adding: tokenizer.characters) == tokenizer)
    #expect(try CharacterTokenizer(tokenizer.characters) == tokenizer)
    let named = try CharacterTokenizer(adding: plain(["<s>"] + letters, start: "<s>"))
    #expect(named.prompt == [0] && named.count == 7)
  }

  @Test func `spells texts, and back`() throws {
    let tokenizer = try CharacterTokenizer(adding: plain(letters))
    #expect(try tokenizer.encode("ab ba") == [1, 2, 0, 2, 1])
    #expect(try tokenizer.decode([5, 1, 1, 0, 2, 6]) == "aa b")
    #expect(try tokenizer.encode("") == [])
    #expect(throws: TextError.unknownLetter("c", position: 1, text: "ac")) {
      try tokenizer.encode("ac")
    }
    #expect(throws: TextError.unknownID(7, tokenCount: 7)) { try tokenizer.decode([7]) }
  }

  @Test func `a text cannot have its own beginning or end`() throws {
    let tokenizer = try CharacterTokenizer(adding: plain(letters))
    #expect(throws: TextError.unknownLetter("</s>", position: 1, text: "a</s>b")) {
      try tokenizer.encode("a</s>b")
    }
    #expect(throws: TextError.unknownLetter("<s>", position: 0, text: "<s>")) {
      try tokenizer.encode("<s>")
    }
  }

  @Test func `roles that are missing or shared are errors`() throws {
    #expect(
      throws: TextError.vocabulary(.missing(token: "<s>", role: "start of a sentence"))
    ) { try CharacterTokenizer(plain(letters)) }
    var special = SpecialTokens()
    (special.sentenceStart, special.sentenceEnd) = ("[PAD]", "a")
    let padded = try CTCTokenizer(vocabulary: Vocabulary(tokens: letters), special: special)
    #expect(
      throws: TextError.vocabulary(.sharedToken("[PAD]", "padding", "start of a sentence"))
    ) { try CharacterTokenizer(padded) }
    (special.sentenceStart, special.sentenceEnd) = ("a", "a")
    let same = try CTCTokenizer(vocabulary: Vocabulary(tokens: letters), special: special)
    #expect(
      throws: TextError.vocabulary(.sharedToken("a", "start of a sentence", "end of a sentence"))
    ) { try CharacterTokenizer(same) }
  }
}
