public import Autograd

/// The losses of a batch.
public struct Loss {
  /// The reduced loss, which is differentiated; for ``LossReduction/none`` a vector of one for each
  /// recording.
  public let value: Variable
  /// Every recording's loss before the reduction, not divided by anything.
  public let rowLosses: [Double]
  /// The recordings whose loss is not finite and yet counts, so that nothing can be learned from the
  /// batch.
  public let brokenRows: [Int]

  /// Describes losses.
  ///
  /// - Parameters:
  ///   - value: The reduced loss.
  ///   - rowLosses: Every recording's own.
  ///   - brokenRows: Those that are not finite and count.
  public init(value: Variable, rowLosses: [Double], brokenRows: [Int]) {
    (self.value, self.rowLosses, self.brokenRows) = (value, rowLosses, brokenRows)
  }
}
