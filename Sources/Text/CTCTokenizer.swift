internal import Letters

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
  /// The tokens that files list besides the vocabulary and that ask something of what stands beside
  /// them in a text.
  public let added: [AddedToken]
  /// The rows of the head of a model that this tokenizer is for.
  ///
  /// There is one for each token, and perhaps there are more that have none. As in transformers, those
  /// are read as the token for unknown letters; no text is encoded with them.
  public let rowCount: Int
  /// The id of the token for unknown letters, or `nil` if there is none.
  public let unknownID: Int?
  /// The id of padding, the blank of CTC.
  public let paddingID: Int
  /// The id of the word delimiter, or `nil` if there is none.
  public let wordDelimiterID: Int?

  /// The ids of single letters, by the letter.
  let letterIDs: [Unicode.Scalar: Int]
  /// The tokens that are found whole in a text, by their first letter, longest first: those of
  /// several letters, and those that files list.
  let wholeTokens: [Unicode.Scalar: [WholeToken]]

  /// Makes a tokenizer for a vocabulary.
  ///
  /// - Parameters:
  ///   - vocabulary: The tokens and their ids.
  ///   - special: The tokens with a role.
  ///   - added: Those tokens of the vocabulary that ask something of what stands beside them.
  ///   - rowCount: The rows of a model's head, if it has more than there are tokens.
  /// - Throws: ``TextError/vocabulary(_:)`` if one of them is not in the vocabulary, or if two roles
  ///   share a token.
  public init(
    vocabulary: Vocabulary, special: SpecialTokens = SpecialTokens(), added: [AddedToken] = [],
    rowCount: Int = 0
  ) throws(TextError) {
    let ids = try Self.roleIDs(special, vocabulary)
    self.vocabulary = vocabulary
    self.special = special
    self.added = added
    self.rowCount = max(rowCount, vocabulary.count)
    (unknownID, paddingID, wordDelimiterID) = ids
    var listed: [Int: AddedToken] = [:]
    for token in added {
      listed[try Self.id(of: token.content, "added token", in: vocabulary)] = token
    }
    var letterIDs: [Unicode.Scalar: Int] = [:]
    var wholeTokens: [Unicode.Scalar: [WholeToken]] = [:]
    for (id, token) in vocabulary.tokens.enumerated()
    where id != paddingID && id != wordDelimiterID {
      let letters = Array(token.unicodeScalars)
      if letters.count == 1 { letterIDs[letters[0]] = id }
      guard letters.count > 1 || listed[id] != nil else { continue }
      let whole = WholeToken(letters: letters, id: id, added: listed[id])
      wholeTokens[letters[0], default: []].append(whole)
    }
    if let wordDelimiterID { letterIDs[" "] = wordDelimiterID }
    self.letterIDs = letterIDs
    self.wholeTokens = wholeTokens.mapValues { $0.sorted { $0.letters.count > $1.letters.count } }
  }

  private static func id(
    of token: String, _ role: String, in vocabulary: Vocabulary
  ) throws(TextError) -> Int {
    guard let id = vocabulary.id(of: token) else {
      throw .vocabulary(.missing(token: token, role: role))
    }
    return id
  }

  /// The ids of the tokens with a role that something here uses.
  private static func roleIDs(
    _ special: SpecialTokens, _ vocabulary: Vocabulary
  ) throws(TextError) -> (unknown: Int?, padding: Int, wordDelimiter: Int?) {
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
      let own = try id(of: token, role.name, in: vocabulary)
      // Nothing uses start and end of a sentence: they may share a token with another role.
      if place < 3, let other = ids.firstIndex(of: own) {
        throw .vocabulary(.sharedToken(token, roles[other].name, role.name))
      }
      ids.append(own)
    }
    let padding = try id(of: special.padding, roles[1].name, in: vocabulary)
    return (ids[0], padding, ids[2])
  }
}

extension CTCTokenizer {
  /// Returns the tokens of ids, one for each.
  public func tokens(_ ids: [Int]) throws(TextError) -> [String] {
    var tokens: [String] = []
    tokens.reserveCapacity(ids.count)
    for id in ids {
      guard let token = token(id) else { throw .unknownID(id, tokenCount: rowCount) }
      tokens.append(token)
    }
    return tokens
  }

  /// How each row of a model's head is written, in their order.
  public var rows: [String] { (0..<rowCount).compactMap(token) }

  /// The token of an id, for a row without one the token for unknown letters or, without that, nothing.
  private func token(_ id: Int) -> String? {
    if vocabulary.tokens.indices.contains(id) { return vocabulary.tokens[id] }
    return (0..<rowCount).contains(id) ? special.unknown ?? "" : nil
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
  /// - Throws: ``TextError/unknownID(_:tokenCount:)`` for an id that is no row.
  public func decode(_ ids: [Int], group: Bool = true) throws(TextError) -> String {
    var kept: [Int] = []
    var previous: Int?
    // Rows without a token are one token, that for unknown letters, before runs are.
    for id in ids.lazy.map({ (vocabulary.count..<rowCount).contains($0) ? unknownID ?? $0 : $0 }) {
      if !(group && id == previous), id != paddingID { kept.append(id) }
      previous = id
    }
    var scalars: [Unicode.Scalar] = []
    for (id, token) in zip(kept, try tokens(kept)) {
      let written = id == wordDelimiterID ? special.space : token
      scalars.append(contentsOf: written.unicodeScalars)
    }
    let text = trimmedSpaces(String(String.UnicodeScalarView(scalars)))
    let folded = special.foldsCase ? lowercasedAsInPython(text) : text
    return special.cleansSpaces ? withoutSpacesBeforePunctuation(folded) : folded
  }
}
