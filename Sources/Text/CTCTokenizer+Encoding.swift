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
  /// are taken one by one, so that no text can hold a blank. What ``added`` tokens ask for is done.
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
    guard added.isEmpty else { return try forEachToken(of: pieces(of: letters), visit: visit) }
    var index = 0
    while index < letters.count {
      if let token = wholeToken(at: index, of: letters) {
        try visit(token.id, letters[index], index)
        index += token.letters.count
      } else {
        try visitLetter(letters[index], index, visit)
        index += 1
      }
    }
  }

  /// Visits the tokens of the pieces of a text.
  private func forEachToken<Failure: Error>(
    of pieces: [TokenPiece], visit: (Int?, Unicode.Scalar, Int) throws(Failure) -> Void
  ) throws(Failure) {
    for piece in pieces {
      guard let first = piece.letters.first else { continue }
      if let token = wholeToken(piece) {
        try visit(token.id, first.letter, first.place)
        continue
      }
      for (letter, place) in piece.letters { try visitLetter(letter, place, visit) }
    }
  }

  /// Visits a letter that belongs to no token of several.
  private func visitLetter<Failure: Error>(
    _ letter: Unicode.Scalar, _ place: Int,
    _ visit: (Int?, Unicode.Scalar, Int) throws(Failure) -> Void
  ) throws(Failure) {
    guard special.foldsCase else { return try visit(letterIDs[letter], letter, place) }
    for capital in letter.properties.uppercaseMapping.unicodeScalars {
      try visit(letterIDs[capital], capital, place)
    }
  }

  /// The longest token that is found whole at a place in a text.
  func wholeToken(at index: Int, of letters: [Unicode.Scalar]) -> WholeToken? {
    wholeTokens[letters[index]]?.first { letters[index...].starts(with: $0.letters) }
  }
}
