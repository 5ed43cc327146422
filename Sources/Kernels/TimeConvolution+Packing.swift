extension TimeConvolution {
  /// Puts a weight of outputs × inputs × taps in the order of the products: taps × inputs × outputs.
  func pack(_ weight: Floats, into packed: Floats) {
    let columns = inputs * kernel
    parallel(count: (outputs + 15) / 16, grain: 1) { range in
      for first in range.lowerBound * 16..<min(range.upperBound * 16, outputs)
      where first.isMultiple(of: 16) {
        let wholeRows = first + 16 <= outputs
        for column in Swift.stride(from: 0, to: columns, by: 16) {
          guard wholeRows, column + 16 <= columns else {
            for output in first..<min(first + 16, outputs) {
              for column in column..<min(column + 16, columns) {
                packed[packedRow(column) * outputs + output] = weight[output * columns + column]
              }
            }
            continue
          }
          var block = LaneBlock(repeating: Lanes())
          for row in 0..<16 { block[row] = weight[lanes: (first + row) * columns + column] }
          block = transposed(block)
          for row in 0..<16 {
            packed[lanes: packedRow(column + row) * outputs + first] = block[row]
          }
        }
      }
    }
  }

  /// Adds a gradient in the order of the products to one of outputs × inputs × taps.
  func unpack(_ packed: Floats, addingTo weight: Floats) {
    let columns = inputs * kernel
    parallel(count: outputs, grain: 16) { range in
      for column in 0..<columns {
        let row = packedRow(column) * outputs
        for output in range { weight[output * columns + column] += packed[row + output] }
      }
    }
  }

  /// The row of the packed weight that holds column input·taps + tap of the weight.
  @inline(__always)
  private func packedRow(_ column: Int) -> Int {
    let (input, tap) = column.quotientAndRemainder(dividingBy: kernel)
    return tap * inputs + input
  }
}
