internal import ExactStrings
internal import Letters
public import Text

/// A text to be aligned: its labels, and which of them make its words and its segments.
public struct AlignmentText: Sendable, Equatable {
  /// A piece of the text and the labels that spell it.
  public struct Piece: Sendable, Equatable {
    /// The text as it was given.
    public let text: String
    /// Which labels, counted over the whole text.
    public let labels: Range<Int>
  }

  /// The symbols of the whole text; a star is the number of tokens.
  public let labels: [Int]
  /// The words, those that stand for what the text lacks among them.
  public let words: [Piece]
  /// The texts that were given, one behind the other.
  public let segments: [Piece]

  /// Spells texts that follow one another in a recording.
  ///
  /// White space of any kind and length is one space between words.
  ///
  /// - Parameters:
  ///   - texts: The texts; those without a word have no labels.
  ///   - tokenizer: The tokens.
  ///   - star: The word that stands for speech that the texts lack, if there is one.
  /// - Throws: ``TextError/unknownLetter(_:position:text:)`` for a letter that the vocabulary lacks.
  public init(
    _ texts: [String], _ tokenizer: CTCTokenizer, star: String? = nil
  ) throws(TextError) {
    var labels: [Int] = []
    var words: [Piece] = []
    var segments: [Piece] = []
    for text in texts {
      var first: Int?
      for word in splitAtSpaces(text) {
        if !labels.isEmpty { labels += try Self.space(tokenizer, before: word) }
        let start = labels.count
        first = first ?? start
        labels += star.isExactly(word) ? [tokenizer.rowCount] : try tokenizer.encode(word)
        words.append(Piece(text: word, labels: start..<labels.count))
      }
      segments.append(Piece(text: text, labels: (first ?? labels.count)..<labels.count))
    }
    (self.labels, self.words, self.segments) = (labels, words, segments)
  }

  private static func space(
    _ tokenizer: CTCTokenizer, before word: String
  ) throws(TextError) -> [Int] {
    do throws(TextError) {
      return try tokenizer.encode(" ")
    } catch {
      throw .unknownLetter(" ", position: 0, text: " " + word)
    }
  }
}
