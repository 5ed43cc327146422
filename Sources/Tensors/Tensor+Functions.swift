internal import Kernels

/// A function of every element.
public enum ElementFunction: String, Sendable, CaseIterable {
  /// e to the power of the element.
  case exponential = "exp"
  /// The natural logarithm: minus infinity of 0, NaN of a negative number.
  case logarithm = "log"
  /// The square root: NaN of a negative number.
  case squareRoot = "sqrt"
  /// The size without the sign.
  case magnitude = "abs"
}

extension Tensor {
  /// Returns `function` of every element.
  public func applying(_ function: ElementFunction) -> Tensor {
    mapped { x, y in
      switch function {
      case .exponential: Kernels.exponential(x, into: &y)
      case .logarithm: Kernels.logarithm(x, into: &y)
      case .squareRoot: Kernels.squareRoot(x, into: &y)
      case .magnitude: for index in 0..<y.count { y[index] = x[index].magnitude }
      }
    }
  }

  /// Returns the elements with the other sign.
  public var negative: Tensor {
    mapped { x, y in affine(x, scale: -1, into: &y) }
  }

  /// Returns the softmax along `axis`, or its natural logarithm.
  ///
  /// - Throws: ``TensorError/noSuchAxis(axis:shape:)``.
  public func softmax(axis: Int = -1, isLogarithmic: Bool = false) throws(TensorError) -> Tensor {
    let place = try place(ofAxis: axis)
    guard count > 0 else { return self }
    guard place < shape.count - 1 else { return rowSoftmax(isLogarithmic) }
    var order = Array(shape.indices)
    order.swapAt(place, shape.count - 1)
    return try transposed(order).rowSoftmax(isLogarithmic).transposed(order)
  }

  private func rowSoftmax(_ isLogarithmic: Bool) -> Tensor {
    let columns = shape.last ?? 1
    return mapped { x, y in
      if isLogarithmic {
        Kernels.logSoftmax(x, columns: columns, into: &y)
      } else {
        Kernels.softmax(x, columns: columns, into: &y)
      }
    }
  }
}
