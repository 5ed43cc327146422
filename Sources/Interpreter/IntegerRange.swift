/// Whole numbers evenly apart: what `range(2, 10)` gives.
public final class IntegerRange: Sendable {
  /// The first number.
  public let start: Int
  /// The distance from one number to the next; never 0.
  public let step: Int
  /// How many numbers there are.
  public let count: Int

  /// Makes the range from `start` up to but without `stop`, or `nil` if `step` is 0 or the numbers
  /// are too many to count.
  public init?(_ start: Int, _ stop: Int, step: Int = 1) {
    guard step != 0, step != .min else { return nil }
    let (distance, overflow) = stop.subtractingReportingOverflow(start)
    guard !overflow, distance != .min else { return nil }
    self.start = start
    self.step = step
    let towards = (distance > 0) == (step > 0) && distance != 0
    count = towards ? (abs(distance) - 1) / abs(step) + 1 : 0
  }

  /// Makes the range of the numbers of `range` at `places`.
  init(_ range: IntegerRange, _ places: Range<Int>) {
    start = places.isEmpty ? range.start : range[places.lowerBound]
    step = range.step
    count = places.count
  }

  /// The number at `index`, which must be at least 0 and less than ``count``.
  public subscript(index: Int) -> Int { start + index * step }
}
