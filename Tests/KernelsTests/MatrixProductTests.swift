import Kernels
import Tensors
import TestSupport
import Testing

/// A product to try: sizes, how the operands are read, and the gaps between stored rows.
struct ProductCase: Sendable, CustomTestStringConvertible {
  var rows: Int
  var columns: Int
  var inner: Int
  var left: Orientation
  var right: Orientation
  var gap: Int

  var testDescription: String {
    "\(rows) × \(inner) × \(columns), \(left) × \(right), gap \(gap)"
  }

  static let all: [ProductCase] = {
    let sizes = [
      (1, 1, 1), (3, 5, 7), (17, 1, 33), (1, 19, 64), (31, 33, 2), (5, 4, 0), (0, 3, 4), (3, 0, 4),
      (301, 67, 45), (513, 31, 129),
    ]
    let ways: [(Orientation, Orientation)] = [
      (.plain, .plain), (.plain, .transposed), (.transposed, .plain), (.transposed, .transposed),
    ]
    return sizes.flatMap { size in
      ways.flatMap { way in
        [0, 3].map {
          ProductCase(
            rows: size.0, columns: size.1, inner: size.2, left: way.0, right: way.1, gap: $0)
        }
      }
    }
  }()
}

/// A stored matrix with room before it and between its rows, and how to read it.
private struct Operand {
  let tensor: Tensor
  let layout: MatrixLayout
  private let elements: [Float]

  init(_ rows: Int, _ columns: Int, _ orientation: Orientation, gap: Int, salt: UInt64) {
    let (stored, length) = orientation == .plain ? (rows, columns) : (columns, rows)
    let stride = max(1, length) + gap
    tensor = randomTensor([gap + stored * stride], salt: salt)
    elements = tensor.elements
    layout = MatrixLayout(offset: gap, stride: stride, orientation)
  }

  subscript(row: Int, column: Int) -> Double {
    let (line, place) = layout.orientation == .plain ? (row, column) : (column, row)
    return Double(elements[layout.offset + line * layout.stride + place])
  }
}

@Test(arguments: ProductCase.all)
func `a matrix product is the three nested loops`(item: ProductCase) {
  let a = Operand(item.rows, item.inner, item.left, gap: item.gap, salt: 1)
  let b = Operand(item.inner, item.columns, item.right, gap: 2 * item.gap, salt: 2)
  let c = Operand(item.rows, item.columns, .plain, gap: item.gap, salt: 3)
  for (scale, keep) in [(Float(1), Float(0)), (1, 1), (-0.5, 2)] {
    let result = c.tensor.mapped {
      copy($0, into: &$1)
      multiply(
        a.tensor.span, a.layout, b.tensor.span, b.layout, into: &$1, c.layout,
        size: ProductSize(rows: item.rows, columns: item.columns, inner: item.inner),
        scale: scale, keep: keep)
    }
    // What lies in the gaps stays as it was.
    var expected = c.tensor.elements.map { Double($0) }
    for row in 0..<item.rows {
      for column in 0..<item.columns {
        let product = (0..<item.inner).reduce(0.0) { $0 + a[row, $1] * b[$1, column] }
        expected[c.layout.offset + row * c.layout.stride + column] =
          Double(scale) * product + Double(keep) * c[row, column]
      }
    }
    #expect(differences(result.elements, expected, tolerance: 3e-5) == "", "\(scale), \(keep)")
  }
}

@Test func `a product that overwrites does not read what was there`() {
  let a = Tensor([1, 2, 3, 4], shape: [2, 2])
  let poisoned = Tensor(repeating: .nan, shape: [2, 2])
  let layout = MatrixLayout(stride: 2)
  let result = poisoned.mapped {
    copy($0, into: &$1)
    multiply(
      a.span, layout, a.span, layout, into: &$1, layout,
      size: ProductSize(rows: 2, columns: 2, inner: 2))
  }
  #expect(result.elements == [7, 10, 15, 22])
}
