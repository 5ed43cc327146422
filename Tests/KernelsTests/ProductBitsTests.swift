import TestSupport
import Tensors
import Testing

@testable import Kernels

/// Products whose bits are compared: columns, inner length, how the right operand is stored.
struct BitsCase: Sendable, CustomTestStringConvertible {
  var columns: Int
  var inner: Int
  var right: Orientation

  var testDescription: String { "\(columns) columns, \(inner) inner, \(right)" }

  /// Sizes at which libraries take other kernels for small products, and some beyond a block.
  static let all = [
    (32, 768), (29, 64), (64, 500), (500, 64), (96, 96), (5, 7), (400, 385), (1, 1),
  ]
  .flatMap { size in
    [Orientation.plain, .transposed].map {
      BitsCase(columns: size.0, inner: size.1, right: $0)
    }
  }
}

/// Multiplies some rows of `a` with `b` by a set of kernels.
private func product(
  _ a: Tensor, _ b: Tensor, _ item: BitsCase, rows: Range<Int>, by kernels: MatrixKernels
) -> [Float] {
  var c = [Float](repeating: 0, count: rows.count * item.columns)
  var span = c.mutableSpan
  let product = Product(
    a: Floats(a.span),
    aLayout: MatrixLayout(offset: rows.lowerBound * item.inner, stride: item.inner),
    b: Floats(b.span),
    bLayout: MatrixLayout(
      stride: item.right == .plain ? item.columns : item.inner, item.right),
    c: Floats(&span), cLayout: MatrixLayout(stride: item.columns),
    size: ProductSize(rows: rows.count, columns: item.columns, inner: item.inner))
  product.compute(rows: 0..<rows.count, columns: 0..<item.columns, by: kernels)
  return c
}

@Test(arguments: BitsCase.all)
func `a row has the same bits alone and among any others`(item: BitsCase) {
  let rows = 70
  let a = randomTensor([rows, item.inner], salt: 1)
  let b = randomTensor([item.inner, item.columns], salt: 2)
  for kernels in MatrixKernels.ofThisProcessor {
    let whole = product(a, b, item, rows: 0..<rows, by: kernels)
    for height in 1...rows {
      for start in [0, rows - height] {
        let part = product(a, b, item, rows: start..<start + height, by: kernels)
        let expected = whole[start * item.columns..<(start + height) * item.columns]
        #expect(part.elementsEqual(expected), "\(kernels), \(height) rows from \(start)")
      }
    }
  }
}

@Test(arguments: BitsCase.all)
func `kernels with fused multiply-adds agree to the last bit`(item: BitsCase) {
  let sets = MatrixKernels.ofThisProcessor.filter { $0 != .baseline }
  let a = randomTensor([37, item.inner], salt: 3)
  let b = randomTensor([item.inner, item.columns], salt: 4)
  let results = sets.map { product(a, b, item, rows: 0..<37, by: $0) }
  #expect(results.allSatisfy { $0 == results.first })
}

@Test(arguments: [(1, 1), (499, 768), (499, 32), (1500, 29), (3, 3000), (96, 65)], [1, 2, 3, 16])
func `parts of a product cover it once`(size: (rows: Int, columns: Int), threads: Int) {
  let parts = ProductParts(
    ProductSize(rows: size.rows, columns: size.columns, inner: 768), threads: threads)
  var covered = [Int](repeating: 0, count: size.rows * size.columns)
  for index in 0..<parts.count {
    let (rows, columns) = parts[index]
    for row in rows { for column in columns { covered[row * size.columns + column] += 1 } }
  }
  #expect(covered.allSatisfy { $0 == 1 })
}

@Test func `a packed operand gives the bits of a stored one`() {
  for right in [Orientation.plain, .transposed] {
    let a = randomTensor([21, 400], salt: 5)
    let b = randomTensor([400, 77], salt: 6)
    let size = ProductSize(rows: 21, columns: 77, inner: 400)
    var results = [[Float](repeating: 0, count: 21 * 77), [Float](repeating: 0, count: 21 * 77)]
    for index in results.indices {
      var span = results[index].mutableSpan
      let product = Product(
        a: Floats(a.span), aLayout: MatrixLayout(stride: 400), b: Floats(b.span),
        bLayout: MatrixLayout(stride: right == .plain ? 77 : 400, right), c: Floats(&span),
        cLayout: MatrixLayout(stride: 77), size: size)
      guard index == 1 else {
        product.compute(rows: 0..<21)
        continue
      }
      withScratch(count: size.packedCount) { packed in
        product.rightOperand.pack(into: packed)
        product.compute(rows: 0..<21, packed: packed)
      }
    }
    #expect(results[0] == results[1])
  }
}
