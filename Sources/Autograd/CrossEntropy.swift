internal import Kernels
internal import Tensors

/// The cross-entropy of rows of scores with the classes that are right.
public struct CrossEntropy {
  /// Each row's loss; 0 for a row that is left out.
  public let losses: Variable

  /// Computes the losses, PyTorch's `cross_entropy` with `reduction="none"`.
  ///
  /// - Parameters:
  ///   - logits: Rows × classes, unnormalised.
  ///   - targets: The right class of each row; `nil` leaves a row out, as -100 does in PyTorch.
  ///   - labelSmoothing: The share of a row's weight that is spread evenly over all classes.
  public init(_ logits: Variable, targets: [Int?], labelSmoothing: Float = 0) {
    let (rows, classes) = (logits.value.rowCount, logits.value.rowLength)
    precondition(
      targets.count == rows && targets.allSatisfy { $0.map((0..<classes).contains) ?? true }
        && (0...1).contains(labelSmoothing), "There is one of \(classes) classes for each row.")
    let numbers = targets.map { $0 ?? -1 }
    var losses = Tensor(uninitialized: [rows])
    var logSums = Tensor(uninitialized: [rows])
    var target = losses.mutableSpan
    var sums = logSums.mutableSpan
    crossEntropies(
      logits.value.span, targets: numbers, columns: classes, smoothing: labelSmoothing,
      into: &target, logSums: &sums)
    let kept = logSums
    self.losses = Variable(losses, from: [logits]) { dy in
      var gradient = Tensor(uninitialized: logits.shape)
      var target = gradient.mutableSpan
      crossEntropiesBackward(
        logits.value.span, targets: numbers, columns: classes, smoothing: labelSmoothing,
        logSums: kept.span, weights: dy.span, into: &target)
      return [gradient]
    }
  }

  /// The sum of all rows' losses: one number.
  public var sum: Variable { Autograd.sum(losses) }
}
