/// Computes `y = activation(x · weightᵀ + bias)` for every row of `x`.
///
/// Each core multiplies a part and goes on with it at once: the bias and the activation cost no passes
/// over memory of their own.
///
/// - Parameters:
///   - x: Rows × inputs.
///   - weight: Outputs × inputs.
///   - bias: One for each output, or `nil` for none.
///   - activation: What is done to every element at the end, or `nil` for nothing.
///   - size: Rows, outputs and inputs.
///   - y: The result, rows × outputs.
public func linear(
  _ x: Span<Float>, weight: Span<Float>, bias: Span<Float>?, activation: Activation?,
  size: ProductSize, into y: inout MutableSpan<Float>
) {
  let y = Floats(&y)
  LinearProduct(
    product: Product(x, weight, size, into: y), bias: Floats(optional: bias),
    activation: activation, result: y
  ).compute()
}

/// Computes `z = x · weightᵀ + bias` and `y = activation(z)`, for training, which needs both.
///
/// - Parameters:
///   - x: Rows × inputs.
///   - weight: Outputs × inputs.
///   - bias: One for each output, or `nil` for none.
///   - activation: What makes `y` of `z`.
///   - size: Rows, outputs and inputs.
///   - z: What goes into the activation, rows × outputs.
///   - y: What comes out of it.
public func linear(
  _ x: Span<Float>, weight: Span<Float>, bias: Span<Float>?, activation: Activation,
  size: ProductSize, keeping z: inout MutableSpan<Float>, into y: inout MutableSpan<Float>
) {
  LinearProduct(
    product: Product(x, weight, size, into: Floats(&z)), bias: Floats(optional: bias),
    activation: activation, result: Floats(&y)
  ).compute()
}

/// A matrix product with what follows it row by row.
private struct LinearProduct: Sendable {
  let product: Product
  let bias: Floats?
  let activation: Activation?
  /// Where the activation's results go; the product itself if they replace it.
  let result: Floats

  func compute() {
    let columns = product.size.columns
    precondition(bias?.count ?? columns == columns, "A bias is as long as a row.")
    product.compute { rows, part in
      for row in rows {
        let place = row * columns + part.lowerBound..<row * columns + part.upperBound
        let (z, y) = (product.c[place], result[place])
        if let bias { mapRow(z, bias[part], into: z) { $0 + $1 } }
        activation?.withFunction { function in mapRow(z, into: y) { function($0) } }
      }
    }
  }
}

extension Product {
  /// Names the product of a layer: `x · weightᵀ`.
  fileprivate init(_ x: Span<Float>, _ weight: Span<Float>, _ size: ProductSize, into y: Floats) {
    self.init(
      a: Floats(x), aLayout: MatrixLayout(stride: size.inner), b: Floats(weight),
      bLayout: MatrixLayout(stride: size.inner, .transposed), c: y,
      cLayout: MatrixLayout(stride: size.columns), size: size)
    precondition(
      a.count == size.rows * size.inner && b.count == size.columns * size.inner
        && c.count == size.rows * size.columns, "Operands are as large as the product's sizes say.")
  }
}
