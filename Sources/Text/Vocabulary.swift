internal import ExactStrings

/// The tokens that a recognizer can write, each with its id: its place in the list.
///
/// Tokens are told apart by their Unicode scalars, so that a letter with its accent as one scalar
/// and as two are two tokens.
public struct Vocabulary: Sendable {
  /// The tokens; the id of each is its index.
  public let tokens: [String]

  private let ids: [ExactString: Int]

  /// Makes a vocabulary from its tokens in the order of their ids.
  public init(tokens: [String]) throws(TextError) {
    guard !tokens.isEmpty else { throw .vocabulary(.empty) }
    var ids: [ExactString: Int] = [:]
    for (id, token) in tokens.enumerated() {
      guard !token.isEmpty else { throw .vocabulary(.emptyToken(id: id)) }
      guard ids.updateValue(id, forKey: token) == nil else {
        throw .vocabulary(.duplicateToken(token))
      }
    }
    let spaced = tokens.filter(Self.isLetterBeforeSpace)
    if spaced.count > 1 { throw .vocabulary(.spacedTokens(spaced[0], count: spaced.count)) }
    self.tokens = tokens
    self.ids = ids
  }

  /// Whether a token is one letter and spaces behind it.
  private static func isLetterBeforeSpace(_ token: String) -> Bool {
    let scalars = token.unicodeScalars
    return scalars.count > 1 && scalars.first != " " && scalars.dropFirst().allSatisfy { $0 == " " }
  }

  /// Makes a vocabulary of all the letters in texts, a letter being a Unicode scalar.
  ///
  /// The letters are in the order of their code points, so that the same texts in any order give
  /// the same ids. The space becomes the word delimiter, in its place at the front. The token for
  /// unknown letters and the one for padding, which is also the blank, follow the letters.
  ///
  /// - Parameters:
  ///   - texts: What was said, a text a row.
  ///   - wordDelimiter: The token that stands for the space.
  ///   - unknown: The token for letters that are not in the vocabulary.
  ///   - padding: The token for padding, and the blank.
  /// - Throws: ``TextError/vocabulary(_:)`` if there is no letter, or if a text has the delimiter
  ///   among its letters.
  public init(
    lettersOf texts: some Sequence<String>, wordDelimiter: String = "|",
    unknown: String = "[UNK]", padding: String = "[PAD]"
  ) throws(TextError) {
    var letters: Set<Unicode.Scalar> = []
    for text in texts {
      letters.formUnion(text.unicodeScalars)
      if let delimiter = wordDelimiter.singleScalar, letters.contains(delimiter), delimiter != " " {
        throw .vocabulary(.delimiterInText(wordDelimiter, text: text))
      }
    }
    letters.remove(" ")
    guard !letters.isEmpty else { throw .vocabulary(.empty) }
    var tokens = [wordDelimiter] + letters.sorted().map { String($0) }
    for special in [unknown, padding]
    where !tokens.containsExactly(special) {
      tokens.append(special)
    }
    try self.init(tokens: tokens)
  }

  /// The number of tokens.
  public var count: Int { tokens.count }

  /// The id of a token, or `nil` if it is not in the vocabulary.
  public func id(of token: String) -> Int? {
    ids[token]
  }
}

extension Vocabulary: Equatable {
  /// Whether both have the same tokens with the same ids.
  public static func == (first: Vocabulary, second: Vocabulary) -> Bool {
    first.tokens.areExactly(second.tokens)
  }
}

extension String {
  /// The scalar of a string that has just one, or `nil`.
  var singleScalar: Unicode.Scalar? {
    unicodeScalars.count == 1 ? unicodeScalars.first : nil
  }
}
