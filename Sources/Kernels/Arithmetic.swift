/// Computes `z = x + y`.
public func add(_ x: Span<Float>, _ y: Span<Float>, into z: inout MutableSpan<Float>) {
  map(Floats(x), Floats(y), into: Floats(&z)) { $0 + $1 }
}

/// Computes `z = x - y`.
public func subtract(_ x: Span<Float>, _ y: Span<Float>, into z: inout MutableSpan<Float>) {
  map(Floats(x), Floats(y), into: Floats(&z)) { $0 - $1 }
}

/// Computes `z = x · y`, element by element.
public func multiply(_ x: Span<Float>, _ y: Span<Float>, into z: inout MutableSpan<Float>) {
  map(Floats(x), Floats(y), into: Floats(&z)) { $0 * $1 }
}

/// Computes `z = x / y`, element by element.
public func divide(_ x: Span<Float>, _ y: Span<Float>, into z: inout MutableSpan<Float>) {
  map(Floats(x), Floats(y), into: Floats(&z)) { $0 / $1 }
}

/// Computes `y = scale·x + shift`.
public func affine(
  _ x: Span<Float>, scale: Float, shift: Float = 0, into y: inout MutableSpan<Float>
) {
  map(Floats(x), into: Floats(&y)) { $0 * scale + shift }
}

/// Computes `y += scale·x`.
public func accumulate(_ x: Span<Float>, scale: Float = 1, into y: inout MutableSpan<Float>) {
  let y = Floats(&y)
  map(Floats(x), y, into: y) { $0 * scale + $1 }
}

/// Multiplies every element by `scale`, in place.
public func scale(_ x: inout MutableSpan<Float>, by scale: Float) {
  let x = Floats(&x)
  map(x, into: x) { $0 * scale }
}

/// Multiplies the elements of `range` by `factor`, or sets them to 0 if there is none.
public func scale(_ x: inout MutableSpan<Float>, _ range: Range<Int>, by factor: Float?) {
  let part = Floats(&x)[range]
  if let factor {
    map(part, into: part) { $0 * factor }
  } else {
    part.fill(0)
  }
}

/// Computes `y = e^x`.
public func exponential(_ x: Span<Float>, into y: inout MutableSpan<Float>) {
  map(Floats(x), into: Floats(&y)) { exponential($0) }
}

/// Computes `y = ln x`.
public func logarithm(_ x: Span<Float>, into y: inout MutableSpan<Float>) {
  map(Floats(x), into: Floats(&y)) { logarithm($0) }
}

/// Computes `y = √x`, rounded correctly: NaN of negative numbers.
public func squareRoot(_ x: Span<Float>, into y: inout MutableSpan<Float>) {
  map(Floats(x), into: Floats(&y)) { squareRoot($0) }
}

/// Adds `bias` to every row of `x`, in place; a row is as long as the bias.
public func addBias(_ bias: Span<Float>, toRowsOf x: inout MutableSpan<Float>) {
  let (bias, x) = (Floats(bias), Floats(&x))
  guard bias.count > 0 else { return }
  precondition(x.count.isMultiple(of: bias.count), "Rows must be as long as the bias.")
  let rows = x.count / bias.count
  parallel(count: rows, grain: max(1, elementGrain / bias.count)) { range in
    for row in range {
      let values = x[row * bias.count..<(row + 1) * bias.count]
      let whole = values.count & ~15
      for index in stride(from: 0, to: whole, by: 16) {
        values[lanes: index] += bias[lanes: index]
      }
      for index in whole..<values.count { values[index] += bias[index] }
    }
  }
}
