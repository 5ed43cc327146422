internal import Kernels
public import Tensors

/// What is dropped at one place of a model, at one step.
///
/// An element's chance depends on its sequence's stream and on its row and column in the sequence, so that
/// a sequence drops the same whatever stands beside it.
public struct Dropout: Sendable {
  /// The chance of every element to be dropped, below 1.
  public let probability: Float
  private let streams: [RandomStream]
  private let lengths: [Int]

  /// Names a dropout.
  ///
  /// - Parameters:
  ///   - probability: The chance of every element to be dropped, below 1.
  ///   - streams: Where the chances of each sequence come from; the same stream drops the same elements.
  ///   - lengths: The number of rows of each sequence.
  public init(_ probability: Float, _ streams: [RandomStream], lengths: [Int]) {
    (self.probability, self.streams, self.lengths) = (probability, streams, lengths)
  }

  /// The mask of all rows, which have so many elements each, or `nil` if nothing is dropped.
  func mask(columns: Int) -> DropoutMask? {
    guard probability > 0 else { return nil }
    return DropoutMask(
      probability: probability, streams: streams.map(\.dropout),
      counts: lengths.map { $0 * columns })
  }
}

/// Returns `x` with a share of its elements set to zero and the rest scaled up to make good.
///
/// N. Srivastava et al., "Dropout", JMLR 2014, with the scaling at training time. The mask is not kept:
/// the backward side draws it again.
///
/// - Parameters:
///   - x: Anything.
///   - dropout: The chance of every element to be dropped, and where chance comes from.
/// - Returns: A tensor of the shape of `x`.
public func dropout(_ x: Variable, _ dropout: Dropout) -> Variable {
  guard let mask = dropout.mask(columns: x.value.rowLength) else { return x }
  return Variable(x.value.mapped { drop($0, mask, into: &$1) }, from: [x]) { dy in
    [dy.mapped { drop($0, mask, into: &$1) }]
  }
}
