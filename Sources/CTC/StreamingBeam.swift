internal import Kernels
internal import LanguageModels
public import Tensors

/// A beam search that is given the frames of a recording part by part.
///
/// It finds what ``BeamDecoder/decode(_:best:until:)`` finds in all frames at once. Memory grows with
/// the texts in view, not with the frames.
public struct StreamingBeam {
  private let decoder: BeamDecoder
  private var search: BeamSearch
  private var frameCount = 0

  /// Frames after which prefixes that no text in view goes on from are forgotten.
  private static let patience = 256

  /// Begins to decode a recording.
  ///
  /// - Parameters:
  ///   - decoder: The search.
  ///   - frames: How many frames room is taken for at first.
  ///   - keepsTimes: Whether ``spans`` will be asked for.
  /// - Throws: ``CTCError`` if the blank is no symbol, or if a language model of words is given and
  ///   there is no label between words.
  public init(
    _ decoder: BeamDecoder, frames: Int = 256, keepsTimes: Bool = false
  ) throws(CTCError) {
    guard decoder.tokens.indices.contains(decoder.blank) else {
      throw .blankOutsideVocabulary(blank: decoder.blank, symbols: decoder.tokens.count)
    }
    if decoder.scoring.model?.unit == .word, decoder.delimiter == nil { throw .noDelimiter }
    self.decoder = decoder
    search = BeamSearch(decoder, frames: min(frames, Self.patience), keepsTimes: keepsTimes)
  }

  /// Goes on by some frames.
  ///
  /// - Parameters:
  ///   - logits: Frames × symbols, unnormalised: those behind the ones before.
  ///   - shouldStop: Asked now and then; when it says so, the rest of the frames is left out.
  /// - Throws: ``CTCError`` if a score is not finite or a symbol is missing.
  public mutating func take(
    _ logits: Tensor, until shouldStop: () -> Bool = { false }
  ) throws(CTCError) {
    let symbols = logits.rowLength
    guard logits.rowCount == 0 || symbols == decoder.tokens.count else {
      throw .symbolsDiffer(scores: symbols, tokens: decoder.tokens.count)
    }
    try requireFinite(logits, from: frameCount)
    let scores = logits.mapped { Kernels.logSoftmax($0, columns: symbols, into: &$1) }
    let values = scores.span
    for frame in 0..<logits.rowCount {
      if frame & 15 == 0, shouldStop() { break }
      search.step(values, at: frame * symbols)
      frameCount += 1
      if frameCount % Self.patience == 0 { search.forget() }
    }
  }

  /// The likeliest texts of the frames so far.
  ///
  /// - Parameter count: How many texts are wanted; at least 1.
  /// - Returns: The texts, the likeliest first: as many as wanted or as there are.
  public func hypotheses(_ count: Int) -> [BeamDecoder.Hypothesis] {
    search.hypotheses(count)
  }

  /// The labels of the likeliest text, each with its frames on the likeliest of the paths that the
  /// search kept; none if times were not to be kept.
  public var spans: [(label: Int, span: LabelSpan)] { search.spans() }
}
