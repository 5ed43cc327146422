/// Sums are taken sixteen running sums wide in a fixed order, in stretches of a fixed length whose
/// results are added in double precision: the bits depend on the data alone.
private func reduce(
  count: Int, _ body: @Sendable (Range<Int>) -> Float
) -> Double {
  let grain = elementGrain
  let stretches = (count + grain - 1) / grain
  guard stretches > 1 else { return count == 0 ? 0 : Double(body(0..<count)) }
  return withScratch(repeating: 0, count: stretches) { sums in
    withoutActuallyEscaping(body) { body in
      parallel(count: stretches, grain: 1) { range in
        for index in range { sums[index] = body(index * grain..<min((index + 1) * grain, count)) }
      }
    }
    return (0..<stretches).reduce(0.0) { $0 + Double(sums[$1]) }
  }
}

/// Returns the sum of all elements.
public func sum(_ x: Span<Float>) -> Double {
  let x = Floats(x)
  return reduce(count: x.count) { range in
    var total = Lanes.zero
    forLanes(range) {
      total += x[range][tail: $0]
    } whole: {
      total += x[lanes: $0]
    }
    return total.total
  }
}

/// Returns the sum of the products of elements at the same place.
public func dot(_ x: Span<Float>, _ y: Span<Float>) -> Double {
  let (x, y) = (Floats(x), Floats(y))
  precondition(x.count == y.count, "A dot product needs vectors of one length.")
  return reduce(count: x.count) { range in
    var total = Lanes.zero
    forLanes(range) {
      total += x[range][tail: $0] * y[range][tail: $0]
    } whole: {
      total += x[lanes: $0] * y[lanes: $0]
    }
    return total.total
  }
}

/// Calls `whole` with the first index of each full vector of `range`, then `tail` with the offset in
/// `range` of the rest, if there is one.
@inline(__always)
private func forLanes(_ range: Range<Int>, tail: (Int) -> Void, whole: (Int) -> Void) {
  let full = range.count & ~15
  for offset in stride(from: 0, to: full, by: 16) { whole(range.lowerBound + offset) }
  if full < range.count { tail(full) }
}

/// Adds the sum of every column of `x` to `sums`; a row is as long as `sums`.
public func accumulateColumnSums(_ x: Span<Float>, into sums: inout MutableSpan<Float>) {
  addColumns(of: Floats(x), to: Floats(&sums))
}

/// Adds the sum of every column of `x` to `sums`.
///
/// Every core takes columns, so that the order of additions is the same for any number of cores.
func addColumns(of x: Floats, to sums: Floats) {
  let columns = sums.count
  guard columns > 0 else { return }
  precondition(x.count.isMultiple(of: columns), "Rows must be as long as the sums.")
  let rows = x.count / columns
  parallel(count: columns, grain: max(16, (elementGrain / max(rows, 1) + 15) & ~15)) { range in
    let target = sums[range]
    let whole = target.count & ~15
    for row in 0..<rows {
      let values = x[row * columns + range.lowerBound..<row * columns + range.upperBound]
      for index in stride(from: 0, to: whole, by: 16) {
        target[lanes: index] += values[lanes: index]
      }
      for index in whole..<target.count { target[index] += values[index] }
    }
  }
}

/// Returns the index of the largest element of every row, the first of equals.
///
/// A NaN counts as larger than any number, so that it shows.
///
/// - Parameters:
///   - x: The rows, end to end.
///   - columns: The length of a row, at least 1.
/// - Returns: One index a row.
public func rowMaximumIndices(_ x: Span<Float>, columns: Int) -> [Int] {
  precondition(columns > 0 && x.count.isMultiple(of: columns), "Rows must be full.")
  let x = Floats(x)
  return (0..<x.count / columns).map { row in
    let values = x[row * columns..<(row + 1) * columns]
    var best = 0
    for index in 1..<max(columns, 1) where values[index] > values[best] || values[index].isNaN {
      if values[best].isNaN { break }
      best = index
    }
    return best
  }
}

/// Returns how many elements are neither infinite nor NaN.
public func finiteCount(_ x: Span<Float>) -> Int {
  x.count - nonFiniteCount(x)
}

/// Returns how many elements are infinite or NaN.
public func nonFiniteCount(_ x: Span<Float>) -> Int {
  let x = Floats(x)
  let count = reduce(count: x.count) { range in
    // What is subtracted from itself is 0, or NaN if it is not finite: NaN alone is not itself.
    var total = Lanes.zero
    func add(_ values: Lanes) {
      let difference = values - values
      total += Lanes.zero.replacing(with: Lanes(repeating: 1), where: difference .!= difference)
    }
    forLanes(range) {
      add(x[range][tail: $0])
    } whole: {
      add(x[lanes: $0])
    }
    return total.total
  }
  return Int(count)
}
