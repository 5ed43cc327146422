/// A rehearsal of a recipe: long work is done in part, and what the whole would take is estimated.
///
/// Built-ins that may take long ask how much of it to do, and tell how long that took.
public final class Rehearsal {
  /// Work that was done in part.
  public struct Part: Sendable, Equatable {
    /// The built-in.
    public let name: String
    /// How many pieces were done, and of how many.
    public let done: Double
    /// How many pieces the whole has.
    public let total: Double
    /// What is counted: `rows`, `steps`, `s of audio`.
    public let unit: String
    /// How long the part took.
    public let seconds: Double

    /// How much longer the whole would take, pieces being alike.
    public var missingSeconds: Double { done > 0 ? seconds * (total / done - 1) : 0 }
  }

  /// How many rows of a dataset are scored, made or written.
  public let rows: Int
  /// How many updates training makes.
  public let steps: Int
  /// How long a function of the recipe may work through a dataset.
  public let patience: Duration
  /// The work that was done in part so far.
  public private(set) var parts: [Part] = []
  /// What was left out altogether, in sentences.
  public private(set) var leftOut: [String] = []

  /// Plans a rehearsal.
  public init(rows: Int = 16, steps: Int = 2, patience: Duration = .seconds(3)) {
    (self.rows, self.steps, self.patience) = (rows, steps, patience)
  }

  /// How many rows of the whole one row of a dataset stands for, at the most: later work on the
  /// datasets of a rehearsal is that much longer in the whole run.
  public private(set) var shrinkage = 1.0

  /// Takes note of work that was done in part.
  ///
  /// - Parameters:
  ///   - name: The built-in.
  ///   - done: How many pieces were done.
  ///   - total: How many the whole has.
  ///   - unit: What is counted.
  ///   - seconds: How long the part took.
  ///   - isData: Whether what is left out is missing from the datasets of later steps.
  public func note(
    _ name: String, done: Double, of total: Double, unit: String, seconds: Double,
    isData: Bool = false
  ) {
    let whole = isData ? total : total * shrinkage
    if isData, done > 0 { shrinkage = max(shrinkage, total / done) }
    guard done < whole else { return }
    parts.append(Part(name: name, done: done, total: whole, unit: unit, seconds: seconds))
  }

  /// Takes note of work that was left out.
  public func leave(_ sentence: String) { leftOut.append(sentence) }

  /// The places of at most ``rows`` out of `count` rows, spread over all of them.
  public func sample(of count: Int) -> [Int] {
    guard count > rows, rows > 0 else { return Array(0..<count) }
    return (0..<rows).map { $0 * count / rows }
  }
}
