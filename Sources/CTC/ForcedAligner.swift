internal import Glibc
package import Kernels
public import Tensors

/// Finds when each label of a known text was said: the likeliest of all paths that spell it.
///
/// The search is exact and its memory is small for any length: a recording of hours is aligned with
/// its whole text at once. Paths and scores are those of torchaudio's `forced_align`.
///
/// A *star* stands for speech that the text does not have. Its score in a frame is that of the frame's
/// best symbol, a little lowered, so that it takes what the text does not explain and no more.
///
/// Reference: L. Kürzinger et al., "CTC-Segmentation of Large Corpora", 2020, for the alignment;
/// X. Cai et al., "W-CTC", ICLR 2022, for the wild card.
public struct ForcedAligner: Sendable {
  /// The symbol that stands for "no label here".
  public let blank: Int
  /// How the search keeps its memory and work small.
  package var limits = CTCBestPathLimits()

  /// By how much the star's score is below the best symbol's, in natural logarithms.
  public static let starPenalty: Float = 0.1

  /// Makes an aligner for a vocabulary whose blank is the symbol `blank`.
  public init(blank: Int = 0) {
    self.blank = blank
  }

  /// Aligns labels with the frames of a recording.
  ///
  /// - Parameters:
  ///   - logits: Frames × symbols, unnormalised scores.
  ///   - labels: The text as symbols other than the blank. The number of symbols, which is no symbol,
  ///     stands for the star.
  /// - Returns: The likeliest path and the frames of every label.
  /// - Throws: ``AlignmentError`` for no labels, no frames, labels that need more frames than there
  ///   are, labels that are no symbols, and scores that are not finite.
  public func align(
    _ logits: Tensor, labels: [Int]
  ) throws(AlignmentError) -> ForcedAlignment {
    let symbols = logits.rowLength
    try check(logits, labels)
    var scores = logits.mapped { Kernels.logSoftmax($0, columns: symbols, into: &$1) }
    if labels.contains(symbols) { scores = Self.withStar(scores) }
    guard
      let states = ctcBestPath(
        scores.span, symbols: scores.rowLength, blank: blank, labels: labels, limits: limits)
    else { throw .impossible }
    return alignment(states, scores, labels)
  }

  private func check(_ logits: Tensor, _ labels: [Int]) throws(AlignmentError) {
    let (frames, symbols) = (logits.rowCount, logits.rowLength)
    guard (0..<symbols).contains(blank) else { throw .badBlank(blank: blank, symbols: symbols) }
    guard !labels.isEmpty else { throw .emptyText }
    guard frames > 0 else { throw .emptyAudio }
    for (position, label) in labels.enumerated() {
      guard (0...symbols).contains(label), label != blank else {
        throw .badLabel(position: position, label: label, symbols: symbols)
      }
    }
    try requireRoom(for: labels, frames: frames)
    let values = logits.span
    for index in values.indices where !values[index].isFinite {
      throw .notFinite(frame: index / symbols)
    }
  }

  /// Refuses labels that need more frames than there are.
  ///
  /// - Parameters:
  ///   - labels: The labels.
  ///   - frames: How many frames there are.
  ///   - leeway: How many more there may be.
  /// - Throws: ``AlignmentError/tooLong(labels:repeats:frames:)``.
  public func requireRoom(
    for labels: [Int], frames: Int, leeway: Int = 0
  ) throws(AlignmentError) {
    let needed = CTCLoss.framesNeeded(labels)
    guard needed <= frames + leeway else {
      throw .tooLong(labels: labels.count, repeats: needed - labels.count, frames: frames)
    }
  }

  /// The scores with a column for the star behind those of the symbols.
  private static func withStar(_ scores: Tensor) -> Tensor {
    let symbols = scores.rowLength
    var widened = Tensor(uninitialized: [scores.rowCount, symbols + 1])
    let source = scores.span
    var target = widened.mutableSpan
    for frame in 0..<scores.rowCount {
      var best = -Float.infinity
      for symbol in 0..<symbols {
        let score = source[frame * symbols + symbol]
        target[frame * (symbols + 1) + symbol] = score
        best = max(best, score)
      }
      target[frame * (symbols + 1) + symbols] = best - starPenalty
    }
    return widened
  }

  private func alignment(
    _ states: [Int], _ scores: Tensor, _ labels: [Int]
  ) -> ForcedAlignment {
    let (values, symbols) = (scores.span, scores.rowLength)
    var path: [Int] = []
    var logProbabilities: [Float] = []
    var aligned: [AlignedLabel] = []
    path.reserveCapacity(states.count)
    logProbabilities.reserveCapacity(states.count)
    aligned.reserveCapacity(labels.count)
    var (start, sum) = (0, 0.0)
    for (frame, state) in states.enumerated() {
      let symbol = state % 2 == 0 ? blank : labels[state / 2]
      let score = values[frame * symbols + symbol]
      path.append(symbol)
      logProbabilities.append(score)
      guard state % 2 == 1 else { continue }
      if frame == 0 || states[frame - 1] != state { (start, sum) = (frame, 0) }
      sum += exp(Double(score))
      if frame + 1 == states.count || states[frame + 1] != state {
        let frames = start..<frame + 1
        aligned.append(
          AlignedLabel(
            symbol: symbol, frames: frames, probability: min(1, sum / Double(frames.count))))
      }
    }
    return ForcedAlignment(path: path, logProbabilities: logProbabilities, labels: aligned)
  }
}
