/// A figure of many elements.
public enum Reduction: String, Sendable, CaseIterable {
  /// The sum; 0 of no elements.
  case sum
  /// The sum divided by the number of elements.
  case mean
  /// The least element, or NaN if an element is NaN.
  case least = "min"
  /// The greatest element, or NaN if an element is NaN.
  case greatest = "max"
}

extension Tensor {
  /// Returns the tensor with `axis` replaced by a figure of the elements along it.
  ///
  /// Sums are taken in double precision.
  ///
  /// - Parameters:
  ///   - reduction: The figure.
  ///   - axis: Which axis; `nil` for all elements together.
  ///   - keepsAxis: Whether the axis stays with a length of 1.
  /// - Returns: A tensor without the axis; without any dimension if all elements were reduced.
  /// - Throws: ``TensorError/noSuchAxis(axis:shape:)``, or
  ///   ``TensorError/nothingToReduce(reduction:shape:)`` for all but a sum.
  public func reduced(
    _ reduction: Reduction, axis: Int?, keepsAxis: Bool = false
  ) throws(TensorError) -> Tensor {
    let lines = try AxisLines(self, axis, keepsAxis: keepsAxis)
    guard lines.length > 0 || reduction == .sum else {
      throw .nothingToReduce(reduction: reduction.rawValue, shape: shape)
    }
    switch reduction {
    case .sum: return lines.folded(0, +)
    case .mean: return lines.folded(0, +, { $0 / Double(lines.length) })
    case .least: return lines.folded(.infinity) { $0.isNaN || $0 <= $1 ? $0 : $1 }
    case .greatest: return lines.folded(-.infinity) { $0.isNaN || $0 >= $1 ? $0 : $1 }
    }
  }

  /// Returns the tensor with `axis` replaced by the standard deviation of the elements along it.
  ///
  /// - Parameters:
  ///   - axis: Which axis; `nil` for all elements together.
  ///   - freedom: What is taken from the number of elements that the squares are divided by: 0 for
  ///     the elements' own deviation, 1 to estimate that of what they are a sample of.
  ///   - keepsAxis: Whether the axis stays with a length of 1.
  /// - Returns: A tensor without the axis; without any dimension if all elements were reduced.
  /// - Throws: ``TensorError/noSuchAxis(axis:shape:)`` or, if there are not more elements than
  ///   `freedom`, ``TensorError/nothingToReduce(reduction:shape:)``.
  public func deviation(
    axis: Int?, freedom: Int = 0, keepsAxis: Bool = false
  ) throws(TensorError) -> Tensor {
    let lines = try AxisLines(self, axis, keepsAxis: keepsAxis)
    guard lines.length > max(0, freedom) else {
      throw .nothingToReduce(reduction: "standard deviation", shape: shape)
    }
    let mean = lines.folded(0, +) { $0 / Double(lines.length) }
    return lines.folded(around: mean) { ($0 / Double(lines.length - freedom)).squareRoot() }
  }
}

/// A tensor as `outer` × `length` × `inner` elements, of which the middle ones are reduced.
private struct AxisLines {
  let tensor: Tensor
  let outer: Int
  let length: Int
  let inner: Int
  let shape: [Int]

  init(_ tensor: Tensor, _ axis: Int?, keepsAxis: Bool) throws(TensorError) {
    self.tensor = tensor
    guard let axis else {
      (outer, length, inner) = (1, tensor.count, 1)
      shape = keepsAxis ? tensor.shape.map { _ in 1 } : []
      return
    }
    let place = try tensor.place(ofAxis: axis)
    outer = tensor.shape[..<place].reduce(1, *)
    length = tensor.shape[place]
    inner = tensor.shape[(place + 1)...].reduce(1, *)
    shape = tensor.shape[..<place] + (keepsAxis ? [1] : []) + tensor.shape[(place + 1)...]
  }

  /// One number a line: `body` of what it was so far, at first `start`, and every element.
  func folded(
    _ start: Double, _ body: (Double, Double) -> Double, _ finish: (Double) -> Double = { $0 }
  ) -> Tensor {
    filled { source, first, sums in
      for index in sums.indices { sums[index] = start }
      for step in 0..<length {
        let row = first + step * inner
        for index in 0..<inner { sums[index] = body(sums[index], Double(source[row + index])) }
      }
      for index in sums.indices { sums[index] = finish(sums[index]) }
    }
  }

  /// The squares of each line's distances from its `mean` added up, brought to its end by `finish`.
  func folded(around mean: Tensor, _ finish: (Double) -> Double) -> Tensor {
    let means = mean.elements
    return filled { source, first, sums in
      let line = inner == 0 ? 0 : first / max(1, length)
      for index in sums.indices {
        var sum = 0.0
        for step in 0..<length {
          let distance = Double(source[first + step * inner + index]) - Double(means[line + index])
          sum += distance * distance
        }
        sums[index] = finish(sum)
      }
    }
  }

  /// A tensor whose numbers `body` makes, given the elements and where those of `inner` lines begin.
  private func filled(_ body: (Span<Float>, Int, inout [Double]) -> Void) -> Tensor {
    var result = Tensor(uninitialized: shape)
    var target = result.mutableSpan
    var sums = [Double](repeating: 0, count: inner)
    for index in 0..<outer {
      body(tensor.span, index * length * inner, &sums)
      for place in 0..<inner { target[index * inner + place] = Float(sums[place]) }
    }
    return result
  }
}
