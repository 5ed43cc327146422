internal import Kernels
internal import Tensors

/// Returns `x · weightᵀ + bias` for every row of `x`.
///
/// - Parameters:
///   - x: Rows × inputs.
///   - weight: Outputs × inputs, as PyTorch stores it.
///   - bias: One for each output, or `nil` for none.
/// - Returns: Rows × outputs.
public func linear(_ x: Variable, weight: Variable, bias: Variable? = nil) -> Variable {
  let (rows, inputs, outputs) = (x.value.rowCount, x.value.rowLength, weight.value.rowCount)
  precondition(
    weight.shape == [outputs, inputs], "A weight of \(weight.shape) does not fit \(x.shape).")
  var value = Tensor(uninitialized: [rows, outputs])
  var target = value.mutableSpan
  Kernels.multiply(
    x.value.span, MatrixLayout(stride: inputs), weight.value.span,
    MatrixLayout(stride: inputs, .transposed), into: &target, MatrixLayout(stride: outputs),
    size: ProductSize(rows: rows, columns: outputs, inner: inputs))
  if let bias { addBias(bias.value.span, toRowsOf: &target) }
  return Variable(value, from: [x, weight] + (bias.map { [$0] } ?? [])) { dy in
    [
      x.isTracked ? inputGradient(dy, weight.value) : nil,
      weight.isTracked ? weightGradient(dy, x.value, shape: weight.shape) : nil,
      bias.flatMap { $0.isTracked ? columnSums(dy, shape: $0.shape) : nil },
    ]
  }
}

/// Returns `dy · weight`: rows × inputs.
func inputGradient(_ dy: Tensor, _ weight: Tensor) -> Tensor {
  let (outputs, inputs) = (weight.rowCount, weight.rowLength)
  var gradient = Tensor(uninitialized: [dy.rowCount, inputs])
  var target = gradient.mutableSpan
  Kernels.multiply(
    dy.span, MatrixLayout(stride: outputs), weight.span, MatrixLayout(stride: inputs),
    into: &target, MatrixLayout(stride: inputs),
    size: ProductSize(rows: dy.rowCount, columns: inputs, inner: outputs))
  return gradient
}

/// Returns `dyᵀ · x`: outputs × inputs.
func weightGradient(_ dy: Tensor, _ x: Tensor, shape: [Int]) -> Tensor {
  let (outputs, inputs) = (dy.rowLength, x.rowLength)
  var gradient = Tensor(uninitialized: shape)
  var target = gradient.mutableSpan
  Kernels.multiply(
    dy.span, MatrixLayout(stride: outputs, .transposed), x.span, MatrixLayout(stride: inputs),
    into: &target, MatrixLayout(stride: inputs),
    size: ProductSize(rows: outputs, columns: inputs, inner: dy.rowCount))
  return gradient
}

/// Returns the sum of every column.
func columnSums(_ dy: Tensor, shape: [Int]) -> Tensor {
  var gradient = Tensor(zeros: shape)
  var target = gradient.mutableSpan
  accumulateColumnSums(dy.span, into: &target)
  return gradient
}
