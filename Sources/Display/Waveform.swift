public import Tensors

/// Sound to be drawn over time: what a second of a minute can show is the lowest and the highest
/// sample of each stretch.
public struct Waveform: Sendable {
  /// The samples, of shape `[frames]` or `[frames, channels]`, 1 being full scale.
  public var samples: Tensor

  /// The number of frames in a second.
  public var samplingRate: Int

  /// What stands above the plot; empty for nothing.
  public var title: String

  /// Makes a plot of samples, of shape `[frames]` or `[frames, channels]`.
  public init(_ samples: Tensor, samplingRate: Int, title: String = "") {
    precondition((1...2).contains(samples.shape.count), "Sound has frames and channels.")
    self.samples = samples
    self.samplingRate = samplingRate
    self.title = title
  }

  /// The length in seconds.
  public var duration: Double {
    samplingRate > 0 ? Double(samples.rowCount) / Double(samplingRate) : 0
  }

  /// The number of channels.
  package var channelCount: Int { samples.shape.count == 2 ? samples.shape[1] : 1 }

  /// The largest magnitude of a finite sample.
  package var peak: Double {
    let values = samples.span
    var peak: Float = 0
    for index in values.indices where values[index].isFinite {
      peak = max(peak, abs(values[index]))
    }
    return Double(peak)
  }

  /// The number of samples that are NaN or infinite.
  package var nonFiniteCount: Int { samples.span.nonFiniteCount }

  /// The lowest and the highest sample of each of some stretches of equal length.
  ///
  /// - Parameters:
  ///   - count: The number of stretches; fewer are made where there are fewer frames.
  ///   - channel: The channel, from 0; all of them together if `nil`.
  /// - Returns: The range of every stretch; `nil` where a sample is not finite.
  package func envelope(_ count: Int, channel: Int? = nil) -> [ClosedRange<Float>?] {
    let values = samples.span
    let (frames, channels) = (samples.rowCount, channelCount)
    let stretches = channels > 0 ? max(0, min(count, frames)) : 0
    return (0..<stretches).map { stretch in
      let start = bucketStart(stretch, of: stretches, over: frames) * channels
      let end = bucketStart(stretch + 1, of: stretches, over: frames) * channels
      var (lowest, highest) = (Float.infinity, -Float.infinity)
      for index in stride(from: start + (channel ?? 0), to: end, by: channel == nil ? 1 : channels)
      {
        let value = values[index]
        guard value.isFinite else { return nil }
        lowest = min(lowest, value)
        highest = max(highest, value)
      }
      return lowest...highest
    }
  }

  /// The waveform as lines of text, at most as wide as the terminal; channels lie over each other.
  ///
  /// - Parameter terminal: What the text is for.
  /// - Returns: The lines, joined by newlines; the bottom counts seconds.
  public func rendered(for terminal: Terminal) -> String {
    // Two points for every dot: the lowest and the highest sample under it.
    let ranges = envelope(2 * min(100, terminal.width))
    let times = ranges.indices.map { duration * Double($0) / Double(max(1, ranges.count - 1)) }
    let series = LinePlot.Series(
      "", x: times.flatMap { [$0, $0] },
      y: ranges.flatMap { range in
        range.map { [Double($0.lowerBound), Double($0.upperBound)] } ?? [.nan, .nan]
      })
    return LinePlot([series], x: Axis("seconds")).rendered(for: terminal)
  }
}
