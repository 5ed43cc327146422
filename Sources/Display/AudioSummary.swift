internal import Foundation
public import Tensors

/// What a stretch of audio is, in figures and in one line of blocks.
///
///     audio 3.2 s, 16,000 Hz, mono, peak -3.1 dB, level -21.4 dB
///     ▁▁▂▃▅▇█▆▃▂▁▁▂▄▆▇▅▃▁▁
public struct AudioSummary: Sendable, Equatable {
  /// The number of frames in a second.
  public let samplingRate: Int

  /// The number of frames.
  public let frameCount: Int

  /// The number of channels.
  public let channelCount: Int

  /// The largest magnitude of a sample in decibels of full scale, which is 1; `nil` of silence.
  public let peak: Double?

  /// The root mean square in decibels of full scale; `nil` of silence.
  public let level: Double?

  /// The number of samples that are not finite; they have no part in peak and level.
  public let nonFiniteCount: Int

  /// The peak of each of at most 400 equal stretches, for drawing.
  private let peaks: [Float]

  /// Looks at every sample once.
  ///
  /// - Parameters:
  ///   - samples: The samples, of shape `[frames]` or `[frames, channels]`, 1 being full scale.
  ///   - samplingRate: The number of frames in a second.
  public init(_ samples: Tensor, samplingRate: Int) {
    let values = samples.span
    var (largest, squares, bad) = (0.0, 0.0, 0)
    for index in values.indices {
      let value = Double(values[index])
      guard value.isFinite else {
        bad += 1
        continue
      }
      largest = max(largest, abs(value))
      squares += value * value
    }
    self.samplingRate = samplingRate
    frameCount = samples.rowCount
    channelCount = samples.rowLength
    nonFiniteCount = bad
    let finite = values.count - bad
    peak = largest > 0 ? 20 * log10(largest) : nil
    level = squares > 0 ? 10 * log10(squares / Double(finite)) : nil
    // The channels of a frame lie side by side, so a stretch of frames is a stretch of samples.
    peaks = peakLevels(values, count: min(frameCount, 400))
  }

  /// The length in seconds.
  public var duration: Double {
    samplingRate > 0 ? Double(frameCount) / Double(samplingRate) : .nan
  }

  /// The figures in a line: `audio 3.2 s, 16,000 Hz, mono, peak -3.1 dB, level -21.4 dB`.
  public var figures: String {
    let channels =
      switch channelCount {
      case 1: "mono"
      case 2: "stereo"
      default: formatCount(channelCount, of: "channel")
      }
    var parts = ["audio \(formatDuration(duration))", "\(formatCount(samplingRate)) Hz", channels]
    if let peak, let level {
      parts.append("peak \(formatFixed(peak, decimals: 1)) dB")
      parts.append("level \(formatFixed(level, decimals: 1)) dB")
    } else if frameCount > 0 {
      parts.append("silence")
    }
    if nonFiniteCount > 0 { parts.append("\(formatCount(nonFiniteCount)) not finite") }
    return parts.joined(separator: ", ")
  }

  /// The figures in a line, and the waveform, at most 80 columns wide, in a second.
  public func rendered(for terminal: Terminal) -> String {
    guard !peaks.isEmpty else { return figures }
    var narrow = terminal
    narrow.width = min(terminal.width, 80)
    return figures + "\n" + waveformLine(peaks, for: narrow)
  }
}
