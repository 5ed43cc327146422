/// The mean and the variance of every channel over the frames of every recording.
public struct ChannelStatistics: Sendable {
  /// Recordings × channels.
  public let means: Storage
  /// Recordings × channels: what the rounded means lack, which counts where a channel is far from 0.
  let meanRests: Storage
  /// Recordings × channels: the population variances.
  public let variances: Storage
  /// Recordings × channels: one over the root of the variance plus epsilon.
  public let inverseDeviations: Storage
  /// The number of channels.
  public let channels: Int

  /// Makes statistics that are to be filled.
  init(recordings: Int, channels: Int) {
    precondition(channels > 0, "Statistics are over at least one channel.")
    means = Storage(count: recordings * channels)
    meanRests = Storage(repeating: 0, count: recordings * channels)
    variances = Storage(count: recordings * channels)
    inverseDeviations = Storage(count: recordings * channels)
    self.channels = channels
  }

  /// Makes the statistics of one recording from numbers that are known.
  public init(means: Span<Float>, variances: Span<Float>, epsilon: Float) {
    precondition(means.count == variances.count, "Means and variances belong together.")
    self.init(recordings: 1, channels: means.count)
    let views = views
    views.means.copy(from: Floats(means))
    views.variances.copy(from: Floats(variances))
    setInverseDeviations(epsilon: epsilon)
  }

  /// Measures the channels of recordings that lie end to end.
  ///
  /// A tile is measured in two passes while it is in the cache, and the tiles' results are put
  /// together in double precision (T. F. Chan et al., "Updating Formulae and a Pairwise Algorithm
  /// for Computing Sample Variances", 1979), so that a loud constant costs no digits.
  ///
  /// - Parameters:
  ///   - x: Frames × channels.
  ///   - lengths: The number of frames of each recording.
  ///   - channels: The number of channels.
  ///   - epsilon: What keeps the root from zero.
  public init(measuring x: Span<Float>, lengths: [Int], channels: Int, epsilon: Float) {
    self.init(recordings: lengths.count, channels: channels)
    let tiles = rowTiles(lengths)
    let x = Floats(x)
    precondition(x.count == lengths.reduce(0, +) * channels, "The lengths add up to the frames.")
    withScratch(count: 3 * tiles.count * channels) { partial in
      parallel(count: tiles.count, grain: 1) { range in
        for index in range {
          let rows = tiles[index].rows
          let place = 3 * index * channels
          measure(
            x[rows.lowerBound * channels..<rows.upperBound * channels],
            means: partial[place..<place + channels],
            sums: partial[place + channels..<place + 2 * channels],
            squares: partial[place + 2 * channels..<place + 3 * channels])
        }
      }
      for recording in lengths.indices {
        combine(
          tiles.indices.filter { tiles[$0].recording == recording }, tiles, partial, recording)
      }
    }
    setInverseDeviations(epsilon: epsilon)
  }

  /// Views of the numbers, for as long as the statistics are held.
  var views: (means: Floats, rests: Floats, variances: Floats, inverses: Floats) {
    var first = means.mutableSpan(0..<means.count)
    var second = variances.mutableSpan(0..<variances.count)
    var third = inverseDeviations.mutableSpan(0..<inverseDeviations.count)
    var fourth = meanRests.mutableSpan(0..<meanRests.count)
    return (Floats(&first), Floats(&fourth), Floats(&second), Floats(&third))
  }

  /// Sets the mean and the variance of a channel of a recording.
  func set(_ recording: Int, _ channel: Int, mean: Double, variance: Double) {
    let (means, rests, variances, _) = views
    let place = recording * channels + channel
    means[place] = Float(mean)
    rests[place] = Float(mean - Double(means[place]))
    variances[place] = Float(variance)
  }

  /// Sets what follows from the variances.
  func setInverseDeviations(epsilon: Float) {
    let views = views
    for index in 0..<means.count {
      views.inverses[index] = 1 / (views.variances[index] + epsilon).squareRoot()
    }
  }

  /// Puts the tiles of a recording together.
  private func combine(
    _ indices: [Int], _ tiles: [RowTile], _ partial: Floats, _ recording: Int
  ) {
    let count = Double(indices.reduce(0) { $0 + tiles[$1].rows.count })
    for channel in 0..<channels {
      let parts = indices.map { index in
        TileMoments(
          partial, at: 3 * index * channels + channel, stride: channels,
          count: Double(tiles[index].rows.count))
      }
      let mean = count == 0 ? 0 : parts.reduce(0.0) { $0 + $1.count * $1.mean } / count
      let squares = parts.reduce(0.0) {
        $0 + $1.squares + $1.count * ($1.mean - mean) * ($1.mean - mean)
      }
      set(recording, channel, mean: mean, variance: count == 0 ? 0 : squares / count)
    }
  }
}

/// The mean of a channel over a tile, and the sum of its squares about the mean.
private struct TileMoments {
  let count: Double
  let mean: Double
  let squares: Double

  /// Corrects a rounded mean by the sum of what is left when it is subtracted.
  init(_ partial: Floats, at place: Int, stride: Int, count: Double) {
    let sum = Double(partial[place + stride])
    self.count = count
    mean = Double(partial[place]) + sum / count
    squares = Double(partial[place + 2 * stride]) - sum * sum / count
  }
}

/// A part of a recording that a core works on at a time.
struct RowTile: Sendable {
  /// Which recording.
  let recording: Int
  /// Its rows in the batch.
  let rows: Range<Int>
}

/// Cuts recordings into tiles of at most 256 rows, which begin anew with every recording.
func rowTiles(_ lengths: [Int]) -> [RowTile] {
  var first = 0
  var tiles: [RowTile] = []
  for (recording, length) in lengths.enumerated() {
    for start in stride(from: 0, to: length, by: 256) {
      tiles.append(
        RowTile(recording: recording, rows: first + start..<first + min(start + 256, length)))
    }
    first += length
  }
  return tiles
}

/// Finds the rounded mean of every column of `x`, the sum of what is left when it is subtracted, and
/// the sum of the squares of that.
private func measure(_ x: Floats, means: Floats, sums: Floats, squares: Floats) {
  let channels = means.count
  let rows = x.count / channels
  for target in [means, sums, squares] { target.fill(0) }
  for row in 0..<rows {
    mapRow(x[row * channels..<(row + 1) * channels], means, into: means) { $0 + $1 }
  }
  mapRow(means, into: means) { $0 * Lanes(repeating: 1 / Float(rows)) }
  let whole = channels & ~15
  for row in 0..<rows {
    let x = x[row * channels..<(row + 1) * channels]
    for index in stride(from: 0, to: whole, by: 16) {
      let apart = x[lanes: index] - means[lanes: index]
      sums[lanes: index] += apart
      squares[lanes: index] = apart.fused(apart, squares[lanes: index])
    }
    for index in whole..<channels {
      let apart = x[index] - means[index]
      sums[index] += apart
      squares[index] += apart * apart
    }
  }
}
