internal import Kernels
public import Tensors

/// What is dropped at one place of a model, at one step.
///
/// An element's chance depends on the row and the column where it stands, so that rows which are
/// computed in several parts drop what they would drop together.
public struct Dropout: Sendable {
  /// The chance of every element to be dropped, below 1.
  public let probability: Float
  /// Where the chances come from; the same stream drops the same elements.
  public let stream: RandomStream
  /// How many rows stand before the first one.
  public let rowsBefore: Int

  /// Names a dropout.
  ///
  /// - Parameters:
  ///   - probability: The chance of every element to be dropped, below 1.
  ///   - stream: Where the chances come from.
  ///   - rowsBefore: How many rows stand before the first one, in other parts.
  public init(_ probability: Float, _ stream: RandomStream, rowsBefore: Int = 0) {
    self.probability = probability
    self.stream = stream
    self.rowsBefore = rowsBefore
  }

  /// The mask of rows with so many elements each, or `nil` if nothing is dropped.
  func mask(columns: Int) -> DropoutMask? {
    guard probability > 0 else { return nil }
    return stream.dropoutMask(probability: probability, from: rowsBefore * columns)
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
