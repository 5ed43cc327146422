/// One recording of a batch: its frames, and what is said in them.
public struct CTCSequence: Sendable {
  /// The rows of the batch that are this recording's frames.
  public let frames: Range<Int>
  /// What is said, as symbols other than the blank.
  public let labels: [Int]

  /// Names the frames and the labels of a recording.
  public init(frames: Range<Int>, labels: [Int]) {
    self.frames = frames
    self.labels = labels
  }

  /// The fewest frames that spell the labels: one each, and a blank between equal neighbours.
  public var framesNeeded: Int { CTCLattice.framesNeeded(labels) }
}

/// Computes the negative log-likelihood of every recording's labels.
///
/// The recordings run side by side on the cores; nothing is shared, so the bits do not depend on how
/// many cores there are.
///
/// - Parameters:
///   - logProbabilities: Frames × symbols of all recordings, normalised natural logarithms.
///   - symbols: The number of symbols, with the blank.
///   - blank: Which symbol is the blank.
///   - sequences: The recordings; their labels are symbols other than the blank.
///   - gradient: Where to write the gradient of each recording's loss with respect to the
///     *unnormalised* scores, as long as `logProbabilities`. NaN for a recording whose loss is
///     not finite, as in PyTorch.
/// - Returns: The losses; infinite where no path spells the labels, NaN where a frame's scores are.
public func ctcLosses(
  _ logProbabilities: Span<Float>, symbols: Int, blank: Int, sequences: [CTCSequence],
  gradient: inout MutableSpan<Float>
) -> [Double] {
  losses(Floats(logProbabilities), symbols, blank, sequences, Floats(&gradient))
}

/// Computes the negative log-likelihood of every recording's labels, and no gradient.
///
/// - Parameters:
///   - logProbabilities: Frames × symbols of all recordings, normalised natural logarithms.
///   - symbols: The number of symbols, with the blank.
///   - blank: Which symbol is the blank.
///   - sequences: The recordings; their labels are symbols other than the blank.
/// - Returns: The losses; infinite where no path spells the labels, NaN where a frame's scores are.
public func ctcLosses(
  _ logProbabilities: Span<Float>, symbols: Int, blank: Int, sequences: [CTCSequence]
) -> [Double] {
  losses(Floats(logProbabilities), symbols, blank, sequences, nil)
}

private func losses(
  _ scores: Floats, _ symbols: Int, _ blank: Int, _ sequences: [CTCSequence], _ gradient: Floats?
) -> [Double] {
  precondition((0..<symbols).contains(blank), "The blank is one of the symbols.")
  precondition(
    sequences.allSatisfy { $0.labels.allSatisfy { (0..<symbols).contains($0) && $0 != blank } },
    "Labels are symbols other than the blank.")
  // Doubles travel as pairs of floats: views hold floats only.
  return withScratch(repeating: 0, count: 2 * sequences.count) { pairs in
    let largest = sequences.map {
      CTCLattice.scratchCount(
        $0.labels, frames: $0.frames.count, hasGradient: gradient != nil)
    }
    parallel(count: sequences.count, scratch: largest.max() ?? 0) { index, scratch in
      let sequence = sequences[index]
      let place = sequence.frames.lowerBound * symbols..<sequence.frames.upperBound * symbols
      let lattice = CTCLattice(labels: sequence.labels, blank: blank, scratch)
      let loss = lattice.loss(scores[place], symbols: symbols, gradient: gradient?[place])
      if !loss.isFinite { gradient?[place].fill(.nan) }
      let high = Float(loss)
      pairs[2 * index] = high
      pairs[2 * index + 1] = high.isFinite ? Float(loss - Double(high)) : 0
    }
    return sequences.indices.map { Double(pairs[2 * $0]) + Double(pairs[2 * $0 + 1]) }
  }
}
