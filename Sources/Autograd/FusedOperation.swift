internal import Kernels
internal import Tensors

/// An operation that applies a non-linearity to its result while that is in the cache.
///
/// What the non-linearity was applied to is kept for the way back only if a gradient is wanted.
struct FusedOperation {
  private let inputs: [Variable]
  private let activation: Activation?

  /// Names what the operation is computed from, and the non-linearity of its result.
  init(from inputs: [Variable], _ activation: Activation?) {
    self.inputs = inputs
    self.activation = activation
  }

  /// Computes the result.
  ///
  /// - Parameters:
  ///   - shape: The result's shape.
  ///   - forward: Fills the result and, unless the second span is empty, what comes before the
  ///     non-linearity.
  ///   - backward: Returns the inputs' gradients from that before the non-linearity.
  /// - Returns: The result.
  func result(
    shape: [Int],
    forward: (inout MutableSpan<Float>, inout MutableSpan<Float>) -> Void,
    backward: @escaping (Tensor) -> [Tensor?]
  ) -> Variable {
    let isKept = activation != nil && inputs.contains(where: \.isTracked)
    var value = Tensor(uninitialized: shape)
    var kept = Tensor(uninitialized: isKept ? shape : [0])
    var first = value.mutableSpan
    var second = kept.mutableSpan
    forward(&first, &second)
    let before = kept
    return Variable(value, from: inputs) { dy in
      guard let activation else { return backward(dy) }
      return backward(
        before.combined(with: dy) {
          activateBackward($0, activation, outputGradient: $1, into: &$2)
        })
    }
  }
}

extension Tensor {
  /// This tensor after `body` wrote to its elements.
  consuming func filled(_ body: (inout MutableSpan<Float>) -> Void) -> Tensor {
    var result = self
    var target = result.mutableSpan
    body(&target)
    return result
  }
}
