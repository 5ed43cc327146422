internal import Glibc
internal import Kernels
internal import Tensors

extension AudioClip {
  /// The largest size of a sample; 0 of no samples.
  public var peak: Float { largestMagnitude(samples.span) }

  /// The root of the samples' mean square, in decibels of full scale: 0 of a square wave at ±1.
  ///
  /// Silence, and a clip of no samples, has minus infinity.
  public var level: Double {
    guard samples.count > 0 else { return -.infinity }
    return 10 * log10(dot(samples.span, samples.span) / Double(samples.count))
  }

  /// The lowest and the highest sample of each of `count` stretches of equal length, to draw.
  ///
  /// All channels count. A clip of fewer frames has as many stretches as frames.
  public func waveform(_ count: Int) -> [ClosedRange<Float>] {
    let (source, channels) = (samples.span, channelCount)
    let stretches = max(0, min(count, frameCount))
    return (0..<stretches).map { stretch in
      let first = stretch * frameCount / stretches * channels
      let end = (stretch + 1) * frameCount / stretches * channels
      var (lowest, highest) = (source[first], source[first])
      for index in first..<end {
        lowest = min(lowest, source[index])
        highest = max(highest, source[index])
      }
      return lowest...max(lowest, highest)
    }
  }
}

/// The factor of amplitudes that `decibels` stand for.
func amplitude(of decibels: Double) -> Double { pow(10, decibels / 20) }
