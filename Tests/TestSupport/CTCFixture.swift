/// A batch whose losses and gradients PyTorch computed in double precision; `nil` is no number.
public struct CTCFixture: Decodable, Sendable {
  /// The loss under one reduction, and its gradient with respect to the scores.
  public struct Reduced: Decodable, Sendable {
    /// `none`, `sum` or `mean`.
    public var reduction: String
    /// The gradient of what is computed from the loss.
    public var outer: [Double]
    /// The loss; one for each recording without a reduction.
    public var value: [Double?]
    /// One for each of the scores.
    public var gradient: [Double?]
  }

  /// What is special about the batch.
  public var name: String
  /// Which symbol is the blank.
  public var blank: Int
  /// Whether infinite losses count as 0.
  public var zeroInfinity: Bool
  /// The number of symbols.
  public var symbols: Int
  /// The number of frames of each recording.
  public var lengths: [Int]
  /// The labels of each recording.
  public var labels: [[Int]]
  /// Frames × symbols, the recordings one after the other.
  public var logits: [Double]
  /// Each recording's loss.
  public var rowLosses: [Double?]
  /// The loss under every reduction.
  public var reductions: [Reduced]

  /// All batches.
  public static func all() throws -> [CTCFixture] {
    try engineFixture("ctc.json", as: [CTCFixture].self)
  }
}

extension CTCFixture: CustomStringConvertible {
  /// The name, by which a failing test is found.
  public var description: String { name }
}
