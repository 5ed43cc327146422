internal import ExactStrings
public import Text

/// The characters of a vocabulary, with a token for the beginning and one for the end of a text.
///
/// It is a tokenizer as CTC models have it, whose tokens `<s>` and `</s>` are used: files of both are the
/// same.
public struct CharacterTokenizer: SequenceTokenizer, Equatable {
  /// The characters, and how they are kept in files.
  public let characters: CTCTokenizer
  private let start: Int
  /// The token that ends a text.
  public let end: Int

  /// Takes a tokenizer whose vocabulary has a start and an end of a sentence.
  ///
  /// - Parameter characters: The tokenizer; `special.sentenceStart` and
  ///   `special.sentenceEnd` name the tokens.
  /// - Throws: `TextError.vocabulary(_:)` if one of the two is missing, or has another role as well.
  public init(_ characters: CTCTokenizer) throws(TextError) {
    func role(_ token: String?, _ usual: String, _ name: String) throws(TextError) -> Int {
      guard let token, let id = characters.vocabulary.id(of: token) else {
        throw .vocabulary(.missing(token: token ?? usual, role: name))
      }
      return id
    }
    let special = characters.special
    let names = ("start of a sentence", "end of a sentence")
    start = try role(special.sentenceStart, "<s>", names.0)
    end = try role(special.sentenceEnd, "</s>", names.1)
    let others = [
      (characters.paddingID, "padding"), (characters.wordDelimiterID, "word delimiter"),
      (characters.unknownID, "token for unknown letters"), (start, names.0),
    ]
    for (id, name) in others where id == end || (id == start && name != names.0) {
      let (token, own) =
        id == end ? (special.sentenceEnd, names.1) : (special.sentenceStart, names.0)
      throw .vocabulary(.sharedToken(token ?? "", name, own))
    }
    self.characters = characters
  }

  /// Adds `<s>` and `</s>` to a tokenizer that does not name a start and an end of a sentence.
  ///
  /// - Throws: `TextError.vocabulary(_:)` if they have another role already.
  public init(adding characters: CTCTokenizer) throws(TextError) {
    var special = characters.special
    special.sentenceStart = special.sentenceStart ?? "<s>"
    special.sentenceEnd = special.sentenceEnd ?? "</s>"
    let new = [special.sentenceStart, special.sentenceEnd].compactMap(\.self).filter {
      characters.vocabulary.id(of: $0) == nil
    }
    try self.init(
      CTCTokenizer(
        vocabulary: Vocabulary(tokens: characters.vocabulary.tokens + new), special: special,
        added: characters.added))
  }

  /// The number of tokens.
  public var count: Int { characters.rowCount }

  /// The start of a text.
  public var prompt: [Int] { [start] }

  /// Padding, the start, the token for unknown characters, and rows without a token.
  public var suppressed: [Int] {
    [characters.paddingID, start] + (characters.unknownID.map { [$0] } ?? [])
      + Array(characters.vocabulary.count..<characters.rowCount)
  }

  /// The tokens of a text's characters.
  ///
  /// - Throws: `TextError.unknownLetter` for a character that the vocabulary lacks, and for the start or
  ///   the end of a sentence where it is written in the text: it cannot be said.
  public func encode(_ text: String) throws(TextError) -> [Int] {
    let tokens = try characters.encode(text)
    guard let wrong = tokens.first(where: { $0 == start || $0 == end }) else { return tokens }
    let token = characters.vocabulary.tokens[wrong]
    let (letters, sought) = (Array(text.unicodeScalars), Array(token.unicodeScalars))
    let position = letters.indices.first { letters[$0...].starts(with: sought) } ?? 0
    throw .unknownLetter(token, position: position, text: text)
  }

  /// The text that tokens spell.
  public func decode(_ tokens: [Int]) throws(TextError) -> String {
    try characters.decode(tokens.filter { $0 != start && $0 != end }, group: false)
  }

  /// Whether the vocabulary has the texts' letters in the other case.
  public func advice(for texts: [String]) -> String? { characters.caseAdvice(for: texts) }
}
