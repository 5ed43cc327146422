internal import Kernels
internal import Tensors

/// What batch normalisations measured since the last step of the optimizer, and do not yet use.
///
/// A step that is left out for numbers that are not finite, or broken off, must leave the running
/// statistics as it leaves the weights; so they move when the optimizer steps, not when a batch passes.
/// What is learned from one after the other between two steps is counted as one batch of all its rows.
public final class BatchStatistics {
  /// The mean and the variance of each channel over some rows.
  private struct Moments {
    var rows: Int
    var means: [Double]
    /// The sums of squared distances from the mean.
    var squares: [Double]

    /// Takes in other rows.
    ///
    /// T. Chan, G. Golub and R. LeVeque, "Updating Formulae and a Pairwise Algorithm
    /// for Computing Sample Variances", 1979.
    mutating func add(_ other: Moments) {
      let (before, total) = (Double(rows), Double(rows + other.rows))
      let share = Double(other.rows) / total
      for channel in means.indices {
        let distance = other.means[channel] - means[channel]
        means[channel] += distance * share
        squares[channel] += other.squares[channel] + distance * distance * before * share
      }
      rows += other.rows
    }
  }

  private struct Entry {
    let statistics: RunningStatistics
    let momentum: Float
    var moments: Moments
  }

  /// In the order in which the norms came.
  private var entries: [Entry] = []

  /// Starts without any.
  public init() {}

  /// Takes in what a batch normalisation measured over `rows` rows.
  func collect(
    _ batch: ChannelStatistics, rows: Int, for statistics: RunningStatistics, momentum: Float
  ) {
    func doubles(_ storage: Storage) -> [Double] {
      elements(storage.span(0..<storage.count)).map(Double.init)
    }
    let moments = Moments(
      rows: rows, means: doubles(batch.means),
      squares: doubles(batch.variances).map { $0 * Double(rows) })
    add(Entry(statistics: statistics, momentum: momentum, moments: moments))
  }

  /// Takes in what another one collected.
  public func add(_ other: BatchStatistics) {
    for entry in other.entries { add(entry) }
  }

  private func add(_ entry: Entry) {
    if let index = entries.firstIndex(where: { $0.statistics.mean === entry.statistics.mean }) {
      entries[index].moments.add(entry.moments)
    } else {
      entries.append(entry)
    }
  }

  /// Moves the running statistics towards what was collected, and forgets it.
  ///
  /// The variance becomes the unbiased one; a single row has none and moves nothing.
  public func commit() {
    for entry in entries where entry.moments.rows > 1 {
      let rows = Double(entry.moments.rows)
      let (mean, variance) = (entry.statistics.mean, entry.statistics.variance)
      mean.value = moved(mean.value, towards: entry.moments.means, by: entry.momentum)
      variance.value = moved(
        variance.value, towards: entry.moments.squares.map { $0 / (rows - 1) }, by: entry.momentum)
    }
    entries = []
  }

  /// Forgets what was collected.
  public func discard() { entries = [] }

  private func moved(_ old: Tensor, towards new: [Double], by momentum: Float) -> Tensor {
    Tensor(
      zip(old.elements, new).map { (1 - momentum) * $0 + momentum * Float($1) }, shape: old.shape)
  }
}
