public import Tensors

/// A decoder that looks for the likeliest texts, each over all paths that spell it.
///
/// The search keeps the best prefixes of texts, frame by frame. A prefix has the probability of all
/// paths that end in a blank and of all that end in its last label, kept apart since only a blank
/// lets a label come twice. Its score is the logarithm of both, and what ``TextScoring`` adds. Texts
/// are told apart by their labels.
///
/// The result is a function of the scores alone. Of prefixes with equal scores, those that were in the
/// beam before the frame come first, in the order in which they were there; then new ones, in the order
/// of the prefixes that they go on from, and of their last labels.
///
/// Reference: A. Hannun et al., "First-Pass Large Vocabulary Continuous Speech Recognition using
/// Bi-Directional Recurrent DNNs", 2014 (prefix search with a language model); A. Graves,
/// "Supervised Sequence Labelling with Recurrent Neural Networks", 2012, section 7.5.
public struct BeamDecoder: Sendable {
  /// A text that the search found.
  public struct Hypothesis: Equatable, Sendable {
    /// Its labels.
    public let labels: [Int]
    /// The sum of the two parts, by which hypotheses are ranked.
    public let score: Double
    /// The natural logarithm of the probability of its paths, as far as the search kept them.
    public let acousticScore: Double
    /// What the language model and hot words add.
    public var textScore: Double { score - acousticScore }
  }

  /// The symbol that stands for "no label here".
  public let blank: Int
  /// The label between words, if there is one.
  public let delimiter: Int?
  /// How each label is written.
  public let tokens: [String]
  /// How many prefixes are kept after each frame; at least 1.
  public var width = 100
  /// How far below the best of a frame a symbol may be, in natural logarithms; infinite for any.
  public var tokenPruning = Double.infinity
  /// How far below the best a prefix may be to be kept; infinite for any.
  public var scorePruning = Double.infinity
  /// What is added to the scores of texts.
  public var scoring = TextScoring()

  /// Makes a decoder.
  ///
  /// - Parameters:
  ///   - tokens: How each symbol is written.
  ///   - blank: Which of them is the blank.
  ///   - delimiter: Which of them stands between words, if one does.
  public init(tokens: [String], blank: Int, delimiter: Int? = nil) {
    self.tokens = tokens
    self.blank = blank
    self.delimiter = delimiter
  }

  /// Looks for the likeliest texts.
  ///
  /// - Parameters:
  ///   - logits: Frames × symbols of one recording, unnormalised.
  ///   - count: How many texts are wanted; at least 1.
  ///   - shouldStop: Asked now and then; when it says so, the search ends with what it has.
  /// - Returns: The texts, the likeliest first: as many as wanted or as there are.
  /// - Throws: ``CTCError`` if a score is not finite, a symbol is missing, or a language model of
  ///   words is given and there is no label between words.
  public func decode(
    _ logits: Tensor, best count: Int = 1, until shouldStop: () -> Bool = { false }
  ) throws(CTCError) -> [Hypothesis] {
    var search = try StreamingBeam(self, frames: logits.rowCount)
    try search.take(logits, until: shouldStop)
    return search.hypotheses(count)
  }
}
