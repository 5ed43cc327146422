/// Which rows of an evaluation are shown in the table of a training: others at every evaluation, spread over
/// all of them by a fixed rule, so that two runs show the same.
///
/// The k-th evaluation begins at the fraction k·φ of the rows, φ being the golden ratio, whose multiples
/// leave no part of the rows out for long; the rows that are shown lie equally far from one another.
struct SampledRows {
  /// How many rows are shown.
  let count: Int
  /// How many evaluations there were.
  private var evaluations = 0

  init(_ count: Int) { self.count = count }

  /// The places of the rows of the next evaluation, in order.
  ///
  /// - Parameter rows: How many rows there are.
  /// - Returns: As many places as are shown, all different; all places if there are no more.
  mutating func next(of rows: Int) -> [Int] {
    guard rows > count else { return Array(0..<rows) }
    let turns = Double(evaluations) * 0.618_033_988_749_894_9
    evaluations += 1
    let first = Int((turns - turns.rounded(.down)) * Double(rows))
    return (0..<count).map { (first + $0 * rows / count) % rows }.sorted()
  }
}
