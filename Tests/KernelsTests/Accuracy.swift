/// How far `actual` is from `expected`, in units of the last place of a float of that size.
func ulps(_ actual: Float, _ expected: Double) -> Double {
  let nearest = Float(expected)
  if nearest.isInfinite || nearest.isNaN {
    return actual == nearest || (actual.isNaN && nearest.isNaN) ? 0 : .infinity
  }
  return abs(Double(actual) - expected) / Double(nearest.ulp)
}

/// The largest of `errors` with the number that it belongs to; NaN counts as larger than any.
func worst(_ inputs: [Float], _ errors: (Int) -> Double) -> (error: Double, input: Float) {
  var found = (error: 0.0, input: Float.nan)
  for index in inputs.indices {
    let error = errors(index)
    if !(error <= found.error) { found = (error.isNaN ? .infinity : error, inputs[index]) }
  }
  return found
}

/// `count` numbers spread evenly over a range.
func evenly(_ range: ClosedRange<Float>, _ count: Int) -> [Float] {
  let step = (Double(range.upperBound) - Double(range.lowerBound)) / Double(count - 1)
  return (0..<count).map { Float(Double(range.lowerBound) + Double($0) * step) }
}
