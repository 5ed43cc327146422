public import Tensors

/// A decoder that reads one label sequence off the best symbol of every frame.
///
/// The runs of equal symbols merge, then the blanks go. A blank between two equal labels keeps both,
/// so doubled letters survive:
///
///     best path    - h h - e l - l o o -
///     runs merged  - h   - e l - l o   -
///     labels         h     e l   l o
///
/// Many paths spell the same labels and this decoder weighs only one of them; it is fast, and what
/// evaluation during training uses.
///
/// Reference: A. Graves et al., "Connectionist Temporal Classification", ICML 2006, section 3.2.
public struct GreedyDecoder: Sendable {
  /// The symbol that stands for "no label here".
  public let blank: Int

  /// Makes a decoder for a vocabulary whose blank is the symbol `blank`.
  public init(blank: Int = 0) {
    self.blank = blank
  }

  /// Returns the labels on the best path.
  ///
  /// - Parameter logits: Frames × symbols; unnormalised scores serve as well as probabilities.
  /// - Returns: The labels; none if every frame's best symbol is the blank.
  public func decode(_ logits: Tensor) -> [Int] {
    collapse(logits.rowMaximumIndices)
  }

  /// Returns the labels that a path spells: runs merged, blanks dropped.
  public func collapse(_ path: [Int]) -> [Int] {
    var labels: [Int] = []
    var previous = blank
    for symbol in path {
      if symbol != previous, symbol != blank { labels.append(symbol) }
      previous = symbol
    }
    return labels
  }
}
