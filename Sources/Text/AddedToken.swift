internal import Letters

/// A token that the files of a tokenizer list besides its vocabulary, and what it asks of the letters
/// beside it in a text.
public struct AddedToken: Sendable, Equatable {
  /// The token as it is written.
  public let content: String
  /// Whether it is no token where a letter other than the space stands before or behind it.
  public let isSingleWord: Bool
  /// Whether white space before it is dropped.
  public let stripsLeft: Bool
  /// Whether white space behind it is dropped.
  public let stripsRight: Bool

  /// Makes an added token.
  public init(
    _ content: String, isSingleWord: Bool = false, stripsLeft: Bool = false,
    stripsRight: Bool = false
  ) {
    self.content = content
    self.isSingleWord = isSingleWord
    self.stripsLeft = stripsLeft
    self.stripsRight = stripsRight
  }

  /// Whether it asks for nothing.
  var isPlain: Bool { !isSingleWord && !stripsLeft && !stripsRight }
}

/// A token that is found whole in a text.
struct WholeToken: Equatable {
  let letters: [Unicode.Scalar]
  let id: Int
  /// What files say of it, if it asks for something.
  let added: AddedToken?
}

/// A token that was found in a text, or what stands between two of them.
struct TokenPiece {
  /// The letters, each with its place in the text.
  var letters: [(letter: Unicode.Scalar, place: Int)]

  /// Drops the white space at the start.
  mutating func stripLeft() {
    letters.removeFirst(letters.prefix { isWhiteSpace($0.letter) }.count)
  }

  /// Drops the white space at the end.
  mutating func stripRight() {
    letters.removeLast(letters.reversed().prefix { isWhiteSpace($0.letter) }.count)
  }
}

extension CTCTokenizer {
  /// Cuts a text into the tokens that are found in it and what is between them, and does what the
  /// added ones ask for, from the left to the right as the tokenizer of transformers does.
  ///
  /// A token that wants to stand alone and does not becomes part of its neighbour, whose letters then
  /// are taken one by one, also if that was a token.
  func pieces(of letters: [Unicode.Scalar]) -> [TokenPiece] {
    var pieces = cut(letters)
    for index in pieces.indices {
      guard let token = wholeToken(pieces[index])?.added else { continue }
      // What stands beside it before it strips anything: a space that goes still parts words.
      let before = index > 0 ? pieces[index - 1].letters.last?.letter : nil
      let behind = index + 1 < pieces.count ? pieces[index + 1].letters.first?.letter : nil
      if token.stripsRight, behind != nil { pieces[index + 1].stripLeft() }
      if token.stripsLeft, before != nil { pieces[index - 1].stripRight() }
      guard token.isSingleWord else { continue }
      if let before, before != " " {
        pieces[index - 1].letters += pieces[index].letters
        pieces[index].letters = []
      } else if let behind, behind != " " {
        pieces[index + 1].letters.insert(contentsOf: pieces[index].letters, at: 0)
        pieces[index].letters = []
      }
    }
    return pieces
  }

  /// Cuts a text where tokens are found whole.
  private func cut(_ letters: [Unicode.Scalar]) -> [TokenPiece] {
    var pieces: [TokenPiece] = []
    var isBetween = false
    var index = 0
    while index < letters.count {
      let token = wholeToken(at: index, of: letters)
      let count = token?.letters.count ?? 1
      let found = (index..<index + count).map { (letter: letters[$0], place: $0) }
      if token == nil, isBetween {
        pieces[pieces.count - 1].letters += found
      } else {
        pieces.append(TokenPiece(letters: found))
      }
      isBetween = token == nil
      index += count
    }
    return pieces
  }

  /// The token that a piece is, if it is one.
  func wholeToken(_ piece: TokenPiece) -> WholeToken? {
    guard let first = piece.letters.first else { return nil }
    return wholeTokens[first.letter]?.first { token in
      token.letters.elementsEqual(piece.letters.lazy.map(\.letter))
    }
  }
}
