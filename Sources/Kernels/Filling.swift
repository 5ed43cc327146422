/// Fills `target` on all cores with numbers that follow one another.
///
/// - Parameters:
///   - target: What is filled.
///   - source: Gives, for the place at which a stretch begins, a function that gives the numbers from
///     there on.
public func fill(
  _ target: inout MutableSpan<Float>, from source: @Sendable (_ start: Int) -> () -> Float
) {
  let values = Floats(&target)
  parallel(count: values.count, grain: 1 << 15) { stretch in
    let next = source(stretch.lowerBound)
    for index in stretch { values[index] = next() }
  }
}
