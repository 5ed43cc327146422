/// Turns texts into the ids of tokens and back, for models trained with connectionist temporal
/// classification (CTC).
///
/// A token is a letter, or several letters that are kept whole. The space has a token of its own,
/// the *word delimiter*; *padding* is also CTC's blank; *unknown* stands for letters that the
/// vocabulary lacks.
public struct CTCTokenizer: Sendable, Equatable {
  /// The tokens and their ids.
  public let vocabulary: Vocabulary
  /// The tokens with a role.
  public let special: SpecialTokens
  /// The id of the token for unknown letters, or `nil` if there is none.
  public let unknownID: Int?
  /// The id of padding, the blank of CTC.
  public let paddingID: Int
  /// The id of the word delimiter, or `nil` if there is none.
  public let wordDelimiterID: Int?

  /// The ids of single letters, by the letter.
  private let letterIDs: [Unicode.Scalar: Int]
  /// The tokens of several letters that a text may hold, by their first letter, longest first.
  private let longTokens: [Unicode.Scalar: [LongToken]]

  /// Makes a tokenizer for a vocabulary.
  ///
  /// - Parameters:
  ///   - vocabulary: The tokens and their ids.
  ///   - special: The tokens with a role.
  /// - Throws: ``TextError/vocabulary(_:)`` if one of them is not in the vocabulary, or if two roles
  ///   share a token.
  public init(
    vocabulary: Vocabulary, special: SpecialTokens = SpecialTokens()
  ) throws(TextError) {
    let ids = try Self.roleIDs(special, vocabulary)
    self.vocabulary = vocabulary
    self.special = special
    (unknownID, paddingID, wordDelimiterID) = ids
    var letterIDs: [Unicode.Scalar: Int] = [:]
    var longTokens: [Unicode.Scalar: [LongToken]] = [:]
    for (id, token) in vocabulary.tokens.enumerated()
    where id != paddingID && id != wordDelimiterID {
      let letters = Array(token.unicodeScalars)
      if letters.count == 1 {
        letterIDs[letters[0]] = id
      } else {
        longTokens[letters[0], default: []].append(LongToken(letters: letters, id: id))
      }
    }
    if let wordDelimiterID { letterIDs[" "] = wordDelimiterID }
    self.letterIDs = letterIDs
    self.longTokens = longTokens.mapValues { $0.sorted { $0.letters.count > $1.letters.count } }
  }

  /// The ids of the tokens with a role that something here uses.
  private static func roleIDs(
    _ special: SpecialTokens, _ vocabulary: Vocabulary
  ) throws(TextError) -> (unknown: Int?, padding: Int, wordDelimiter: Int?) {
    func id(_ token: String, _ role: String) throws(TextError) -> Int {
      guard let id = vocabulary.id(of: token) else {
        throw .vocabulary(.missing(token: token, role: role))
      }
      return id
    }
    let roles: [(token: String?, name: String)] = [
      (special.unknown, "token for unknown letters"), (special.padding, "padding and blank"),
      (special.wordDelimiter, "word delimiter"), (special.sentenceStart, "start of a sentence"),
      (special.sentenceEnd, "end of a sentence"),
    ]
    var ids: [Int?] = []
    for (place, role) in roles.enumerated() {
      guard let token = role.token else {
        ids.append(nil)
        continue
      }
      let own = try id(token, role.name)
      // Nothing uses start and end of a sentence: they may share a token with another role.
      if place < 3, let other = ids.firstIndex(of: own) {
        throw .vocabulary(.sharedToken(token, roles[other].name, role.name))
      }
      ids.append(own)
    }
    return (ids[0], try id(special.padding, roles[1].name), ids[2])
  }

  private struct LongToken: Equatable {
    let letters: [Unicode.Scalar]
    let id: Int
  }
}

/// What to do with a letter that the vocabulary lacks.
public enum UnknownLetters: Sendable {
  /// Refuse the text, naming the letter and its place.
  case refuse
  /// Write the token for unknown letters.
  case useUnknownToken
}

extension CTCTokenizer {
  /// Returns the letters of a text that the vocabulary lacks, in order, each as often as it stands.
  ///
  /// They are what ``encode(_:unknown:)`` refuses.
  public func unknownLetters(in text: String) -> [Unicode.Scalar] {
    var unknown: [Unicode.Scalar] = []
    forEachToken(of: text) { id, letter, _ in
      if id == nil { unknown.append(letter) }
    }
    return unknown
  }

  /// Returns the ids of the tokens of a text.
  ///
  /// Every space becomes the word delimiter. Where tokens of several letters fit, the longest is
  /// taken; they fit as they are written, and letters between them are raised if the vocabulary has
  /// capitals only. The padding token and the word delimiter are never found in a text: their letters
  /// are taken one by one, so that no text can hold a blank.
  ///
  /// - Parameters:
  ///   - text: What was said.
  ///   - unknown: What to do with letters that the vocabulary lacks.
  /// - Returns: The ids, at most one a letter.
  /// - Throws: ``TextError/unknownLetter(_:position:text:)`` for such a letter, if they are refused or
  ///   have no token.
  public func encode(
    _ text: String, unknown: UnknownLetters = .refuse
  ) throws(TextError) -> [Int] {
    var ids: [Int] = []
    ids.reserveCapacity(text.utf8.count)
    try forEachToken(of: text) { id, letter, position throws(TextError) in
      guard let id = id ?? (unknown == .useUnknownToken ? unknownID : nil) else {
        throw .unknownLetter(String(letter), position: position, text: text)
      }
      ids.append(id)
    }
    return ids
  }

  /// Visits the tokens of a text: the id, or `nil` if the vocabulary lacks the letter, the letter,
  /// and its place in the text.
  private func forEachToken<Failure: Error>(
    of text: String, visit: (Int?, Unicode.Scalar, Int) throws(Failure) -> Void
  ) throws(Failure) {
    let letters = Array(text.unicodeScalars)
    var index = 0
    while index < letters.count {
      let (letter, rest) = (letters[index], letters[index...])
      if let token = longTokens[letter]?.first(where: { rest.starts(with: $0.letters) }) {
        try visit(token.id, letter, index)
        index += token.letters.count
        continue
      }
      if special.foldsCase {
        for capital in letter.properties.uppercaseMapping.unicodeScalars {
          try visit(letterIDs[capital], capital, index)
        }
      } else {
        try visit(letterIDs[letter], letter, index)
      }
      index += 1
    }
  }

  /// Returns the tokens of ids, one for each.
  public func tokens(_ ids: [Int]) throws(TextError) -> [String] {
    var tokens: [String] = []
    tokens.reserveCapacity(ids.count)
    for id in ids {
      guard vocabulary.tokens.indices.contains(id) else {
        throw .unknownID(id, tokenCount: vocabulary.count)
      }
      tokens.append(vocabulary.tokens[id])
    }
    return tokens
  }

  /// Returns the text of ids.
  ///
  /// Padding is dropped, the word delimiter becomes a space, and white space at both ends goes; if
  /// the tokenizer cleans spaces, so do those before punctuation and English contractions.
  ///
  /// - Parameters:
  ///   - ids: The best token of every frame, or the labels of a text.
  ///   - group: Whether runs of the same id are one token first, as the frames of a CTC model want.
  ///     Labels must be decoded without: their doubled letters are two.
  /// - Returns: The text.
  /// - Throws: ``TextError/unknownID(_:tokenCount:)`` for an id that the vocabulary lacks.
  public func decode(_ ids: [Int], group: Bool = true) throws(TextError) -> String {
    var kept: [Int] = []
    var previous: Int?
    for id in ids {
      if !(group && id == previous), id != paddingID { kept.append(id) }
      previous = id
    }
    var scalars: [Unicode.Scalar] = []
    for (id, token) in zip(kept, try tokens(kept)) {
      let written = id == wordDelimiterID ? special.space : token
      scalars.append(contentsOf: written.unicodeScalars)
    }
    let start = scalars.firstIndex { !isWhiteSpace($0) } ?? scalars.endIndex
    let end = scalars.lastIndex { !isWhiteSpace($0) }.map { $0 + 1 } ?? start
    let text = String(String.UnicodeScalarView(scalars[start..<end]))
    let folded = special.foldsCase ? lowercasedAsInPython(text) : text
    return special.cleansSpaces ? withoutSpacesBeforePunctuation(folded) : folded
  }
}
