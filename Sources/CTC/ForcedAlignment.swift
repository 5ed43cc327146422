/// A label of a text, and the frames that it was heard in.
public struct AlignedLabel: Sendable, Equatable {
  /// The symbol.
  public let symbol: Int
  /// The frames whose symbol it is on the best path; at least one.
  public let frames: Range<Int>
  /// The mean of its probabilities in these frames, from 0 to 1.
  public let probability: Double

  /// Names a label, its frames and its probability.
  public init(symbol: Int, frames: Range<Int>, probability: Double) {
    (self.symbol, self.frames, self.probability) = (symbol, frames, probability)
  }
}

/// The likeliest path of a text through the frames of a recording.
public struct ForcedAlignment: Sendable, Equatable {
  /// The symbol of every frame, blanks among them; the star is the number of symbols.
  public let path: [Int]
  /// The natural logarithm of the path's probability at every frame.
  public let logProbabilities: [Float]
  /// The labels in their order, with the frames of each.
  public let labels: [AlignedLabel]

  /// The natural logarithm of the whole path's probability.
  public var logProbability: Double { logProbabilities.reduce(0) { $0 + Double($1) } }

  /// The mean probability of the labels in their frames, from 0 to 1; blanks do not count.
  public var probability: Double { Self.probability(of: labels[...]) }

  /// The mean probability of some labels in their frames, longer ones counting more.
  public static func probability(of labels: ArraySlice<AlignedLabel>) -> Double {
    let frames = labels.reduce(0) { $0 + $1.frames.count }
    let sum = labels.reduce(0) { $0 + $1.probability * Double($1.frames.count) }
    return frames > 0 ? sum / Double(frames) : 0
  }
}
