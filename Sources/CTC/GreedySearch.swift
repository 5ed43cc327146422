internal import Kernels
public import Tensors

/// The greedy decoder: reads one label sequence off the best symbol of every frame, part by part.
///
/// The runs of equal symbols merge, then the blanks go. A blank between two equal labels keeps both,
/// so doubled letters survive:
///
///     best path    - h h - e l - l o o -
///     runs merged  - h   - e l - l o   -
///     labels         h     e l   l o
///
/// Many paths spell the same labels and this decoder weighs only one of them; it is fast, and what
/// evaluation during training uses. Memory grows with the text, not with the recording.
///
/// Reference: A. Graves et al., "Connectionist Temporal Classification", ICML 2006, section 3.2.
public struct GreedySearch: Sendable {
  private let blank: Int
  private var found: [(label: Int, span: LabelSpan)] = []
  private var frameCount = 0
  /// The symbol of the last frame, the first frame of its run, and the sum of its logarithms there.
  private var run: (symbol: Int, start: Int, sum: Double)?
  /// The natural logarithm of the probability of the best path so far.
  public private(set) var score = 0.0

  /// Begins to decode a recording.
  ///
  /// - Parameter blank: The symbol that stands for "no label here".
  public init(blank: Int = 0) {
    self.blank = blank
  }

  /// Goes on by some frames.
  ///
  /// - Parameter logits: Frames × symbols, unnormalised: those behind the ones before.
  /// - Throws: ``CTCError/notFinite(frame:symbol:)`` for a score that is not a finite number.
  public mutating func take(_ logits: Tensor) throws(CTCError) {
    try requireFinite(logits, from: frameCount)
    let (path, symbols) = (logits.rowMaximumIndices, logits.rowLength)
    let scores = logits.mapped { Kernels.logSoftmax($0, columns: symbols, into: &$1) }
    let values = scores.span
    for (row, symbol) in path.enumerated() {
      let value = Double(values[row * symbols + symbol])
      score += value
      if run?.symbol == symbol {
        run?.sum += value
      } else {
        found += ended
        run = (symbol, frameCount, value)
      }
      frameCount += 1
    }
  }

  /// The labels so far, each with its frames: a run of the best path.
  public var labels: [(label: Int, span: LabelSpan)] { found + ended }

  /// The label of the last run, if it is one.
  private var ended: [(label: Int, span: LabelSpan)] {
    guard let run, run.symbol != blank else { return [] }
    let count = frameCount - run.start
    let span = LabelSpan(
      frames: run.start..<frameCount, meanLogProbability: run.sum / Double(count))
    return [(run.symbol, span)]
  }
}

/// Refuses scores that are not finite; the first row is the frame `first`.
func requireFinite(_ logits: Tensor, from first: Int = 0) throws(CTCError) {
  let (values, symbols) = (logits.span, logits.rowLength)
  for index in values.indices where !values[index].isFinite {
    throw .notFinite(frame: first + index / symbols, symbol: index % symbols)
  }
}
