public import Kernels
internal import Tensors

/// Returns `activation(x · weightᵀ + bias)` for every row of `x`.
///
/// - Parameters:
///   - x: Rows × inputs.
///   - weight: Outputs × inputs, as PyTorch stores it.
///   - bias: One for each output, or `nil` for none.
///   - activation: What is done to every element at the end, or `nil` for nothing.
/// - Returns: Rows × outputs.
public func linear(
  _ x: Variable, weight: Variable, bias: Variable? = nil, activation: Activation? = nil
) -> Variable {
  let product = LinearProduct(x, weight: weight, bias: bias)
  guard let activation, product.isTracked else {
    return Variable(
      product.value(activation), from: product.inputs, adding: product.backward())
  }
  let (z, y) = product.values(activation)
  let backward = product.backward()
  return Variable(y, from: product.inputs) { dy in
    backward(
      z.combined(with: dy) { activateBackward($0, activation, outputGradient: $1, into: &$2) })
  }
}

/// The product of a linear layer.
struct LinearProduct {
  let x: Variable
  let weight: Variable
  let bias: Variable?
  private let size: ProductSize

  init(_ x: Variable, weight: Variable, bias: Variable?) {
    self.x = x
    self.weight = weight
    self.bias = bias
    size = ProductSize(
      rows: x.value.rowCount, columns: weight.value.rowCount, inner: x.value.rowLength)
    precondition(
      weight.shape == [size.columns, size.inner],
      "A weight of \(weight.shape) does not fit \(x.shape).")
  }

  var inputs: [Variable] { [x, weight] + (bias.map { [$0] } ?? []) }

  var isTracked: Bool { Variable.tape(of: inputs) != nil }

  /// Returns the result.
  func value(_ activation: Activation? = nil) -> Tensor {
    var y = Tensor(uninitialized: [size.rows, size.columns])
    var target = y.mutableSpan
    Kernels.linear(
      x.value.span, weight: weight.value.span, bias: bias?.value.span, activation: activation,
      size: size, into: &target)
    return y
  }

  /// Returns what goes into the activation, and the result.
  func values(_ activation: Activation) -> (Tensor, Tensor) {
    var z = Tensor(uninitialized: [size.rows, size.columns])
    var y = Tensor(uninitialized: [size.rows, size.columns])
    var first = z.mutableSpan
    var second = y.mutableSpan
    Kernels.linear(
      x.value.span, weight: weight.value.span, bias: bias?.value.span, activation: activation,
      size: size, keeping: &first, into: &second)
    return (z, y)
  }

  /// Returns what adds to the gradients of the inputs; it keeps only the tensors that it needs.
  func backward() -> (Tensor) -> Void {
    let (input, weights) = (weight.isTracked ? x.value : nil, x.isTracked ? weight.value : nil)
    let (dx, dweight, dbias) = (x.slot, weight.slot, bias?.slot)
    return { dy in
      if let weights { dx?.add { addInputGradient(dy, weights, into: &$0, keep: $1) } }
      if let input { dweight?.add { addWeightGradient(dy, input, into: &$0, keep: $1) } }
      dbias?.add { accumulateColumnSums(dy.span, into: &$0) }
    }
  }
}

/// Computes `dy · weight`: rows × inputs.
func addInputGradient(
  _ dy: Tensor, _ weight: Tensor, into target: inout MutableSpan<Float>, keep: Float
) {
  let (outputs, inputs) = (weight.rowCount, weight.rowLength)
  Kernels.multiply(
    dy.span, MatrixLayout(stride: outputs), weight.span, MatrixLayout(stride: inputs),
    into: &target, MatrixLayout(stride: inputs),
    size: ProductSize(rows: dy.rowCount, columns: inputs, inner: outputs), keep: keep)
}

/// Computes `dyᵀ · x`: outputs × inputs.
func addWeightGradient(
  _ dy: Tensor, _ x: Tensor, into target: inout MutableSpan<Float>, keep: Float
) {
  let (outputs, inputs) = (dy.rowLength, x.rowLength)
  Kernels.multiply(
    dy.span, MatrixLayout(stride: outputs, .transposed), x.span, MatrixLayout(stride: inputs),
    into: &target, MatrixLayout(stride: inputs),
    size: ProductSize(rows: outputs, columns: inputs, inner: dy.rowCount), keep: keep)
}

/// Returns `dy · weight`: rows × inputs.
func inputGradient(_ dy: Tensor, _ weight: Tensor) -> Tensor {
  var gradient = Tensor(uninitialized: [dy.rowCount, weight.rowLength])
  var target = gradient.mutableSpan
  addInputGradient(dy, weight, into: &target, keep: 0)
  return gradient
}

/// Returns `dyᵀ · x`: outputs × inputs.
func weightGradient(_ dy: Tensor, _ x: Tensor, shape: [Int]) -> Tensor {
  var gradient = Tensor(uninitialized: shape)
  var target = gradient.mutableSpan
  addWeightGradient(dy, x, into: &target, keep: 0)
  return gradient
}

/// Returns the sum of every column.
func columnSums(_ dy: Tensor, shape: [Int]) -> Tensor {
  var gradient = Tensor(zeros: shape)
  var target = gradient.mutableSpan
  accumulateColumnSums(dy.span, into: &target)
  return gradient
}
