/// Returns the largest size of an element, 0 of none; what is not a number counts for nothing.
public func largestMagnitude(_ x: Span<Float>) -> Float {
  let x = Floats(x)
  var (first, second) = (Lanes(), Lanes())
  func larger(_ largest: Lanes, _ values: Lanes) -> Lanes {
    let sizes = values.replacing(with: -values, where: values .< Lanes.zero)
    return largest.replacing(with: sizes, where: sizes .> largest)
  }
  let whole = x.count & ~31
  for index in stride(from: 0, to: whole, by: 32) {
    first = larger(first, x[lanes: index])
    second = larger(second, x[lanes: index + 16])
  }
  for index in stride(from: whole, to: x.count, by: 16) { first = larger(first, x[part: index]) }
  return larger(first, second).largest
}
