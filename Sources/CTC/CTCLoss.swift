public import Autograd
internal import Kernels
public import Recognizers
internal import Tensors

/// The loss of connectionist temporal classification: how unlikely the labels are, over all paths.
///
/// Values and gradients are PyTorch's, for every reduction. The softmax is part of the loss: scores
/// come in unnormalised, and the gradient goes straight back to them.
///
/// Reference: A. Graves et al., "Connectionist Temporal Classification", ICML 2006.
public struct CTCLoss: Sendable {
  /// The losses of a batch.
  public struct Result {
    /// The reduced loss; for `LossReduction.none` a vector of one for each recording.
    public let value: Variable
    /// Every recording's loss before reduction; infinite where the labels cannot fit the frames,
    /// also if ``CTCLoss/zeroInfinity`` lets them count as 0.
    public let rowLosses: [Double]
  }

  /// Which symbol is the blank.
  public let blank: Int
  /// How the losses become one number.
  public let reduction: LossReduction
  /// Whether an infinite loss counts as 0, and its gradient as well.
  public let zeroInfinity: Bool

  /// Describes the loss.
  public init(blank: Int = 0, reduction: LossReduction = .mean, zeroInfinity: Bool = false) {
    self.blank = blank
    self.reduction = reduction
    self.zeroInfinity = zeroInfinity
  }

  /// Computes the loss of a batch.
  ///
  /// - Parameters:
  ///   - logits: Frames × symbols, unnormalised; the recordings lie end to end.
  ///   - lengths: The number of frames of each recording.
  ///   - labels: The labels of each recording.
  /// - Returns: The loss, and every recording's own.
  /// - Throws: ``CTCError`` for a label that is no symbol or is the blank, and for lengths that do
  ///   not fit.
  public func callAsFunction(
    _ logits: Variable, lengths: [Int], labels: [[Int]]
  ) throws(CTCError) -> Result {
    let symbols = logits.value.rowLength
    try check(logits.value.rowCount, symbols, lengths, labels)
    let sequences = Self.sequences(lengths, labels)
    let scores = logits.value.mapped { Kernels.logSoftmax($0, columns: symbols, into: &$1) }
    guard logits.isTracked else {
      let losses = ctcLosses(
        scores.span, symbols: symbols, blank: blank, sequences: sequences)
      return Result(value: Variable(reduced(losses, labels)), rowLosses: losses)
    }
    var gradient = Tensor(uninitialized: scores.shape)
    var target = gradient.mutableSpan
    let losses = ctcLosses(
      scores.span, symbols: symbols, blank: blank, sequences: sequences, gradient: &target)
    let kept = gradient
    let value = Variable(reduced(losses, labels), from: [logits]) { dy in
      [weighted(kept, dy, sequences, losses)]
    }
    return Result(value: value, rowLosses: losses)
  }

  private func check(
    _ frames: Int, _ symbols: Int, _ lengths: [Int], _ labels: [[Int]]
  ) throws(CTCError) {
    guard (0..<symbols).contains(blank) else {
      throw .blankOutsideVocabulary(blank: blank, symbols: symbols)
    }
    guard lengths.count == labels.count else {
      throw .countsDiffer(recordings: lengths.count, labels: labels.count)
    }
    let total = lengths.reduce(0) { $0.addingReportingOverflow($1).partialValue }
    guard total == frames, lengths.allSatisfy((0...frames).contains) else {
      throw .framesDiffer(lengths: total, frames: frames)
    }
    for (row, sequence) in labels.enumerated() {
      for (position, label) in sequence.enumerated() {
        guard (0..<symbols).contains(label) else {
          throw .labelOutsideVocabulary(
            row: row, position: position, label: label, symbols: symbols)
        }
        guard label != blank else {
          throw .labelIsBlank(row: row, position: position, blank: blank)
        }
      }
    }
  }

  private static func sequences(_ lengths: [Int], _ labels: [[Int]]) -> [CTCSequence] {
    var start = 0
    return zip(lengths, labels).map { length, labels in
      defer { start += length }
      return CTCSequence(frames: start..<start + length, labels: labels)
    }
  }

  /// The weight of a recording's loss in the reduced one.
  private func weight(_ labels: [Int], of count: Int) -> Double {
    reduction == .mean ? 1 / (Double(max(labels.count, 1)) * Double(count)) : 1
  }

  private func reduced(_ losses: [Double], _ labels: [[Int]]) -> Tensor {
    let counted = losses.map { zeroInfinity && $0 == .infinity ? 0 : $0 }
    guard reduction != .none else { return Tensor(counted.map { Float($0) }) }
    let total = zip(counted, labels).reduce(0) {
      $0 + $1.0 * weight($1.1, of: losses.count)
    }
    return Tensor([Float(total)], shape: [])
  }

  /// The gradient of every frame times the weight of its recording's loss.
  private func weighted(
    _ gradient: Tensor, _ dy: Tensor, _ sequences: [CTCSequence], _ losses: [Double]
  ) -> Tensor {
    var result = gradient
    let symbols = gradient.rowLength
    var target = result.mutableSpan
    let outer = dy.span
    for (index, sequence) in sequences.enumerated() {
      let place = sequence.frames.lowerBound * symbols..<sequence.frames.upperBound * symbols
      let own = outer[reduction == .none ? index : 0]
      let isDropped = zeroInfinity && losses[index] == .infinity
      scale(
        &target, place,
        by: isDropped ? nil : own * Float(weight(sequence.labels, of: sequences.count)))
    }
    return result
  }
}

extension CTCLoss {
  /// The fewest frames that can spell `labels`: one each, and a blank between equal neighbours.
  public static func framesNeeded(_ labels: [Int]) -> Int {
    CTCSequence(frames: 0..<0, labels: labels).framesNeeded
  }
}
