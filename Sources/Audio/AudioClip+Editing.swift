internal import Tensors

extension AudioClip {
  /// The mean of all channels, as a clip of one.
  ///
  /// A channel that is silent counts like any other; use ``channel(_:)`` to take one alone.
  public func mono() -> AudioClip {
    guard channelCount > 1 else { return self }
    let (source, count) = (samples.span, channelCount)
    var mean = Tensor(uninitialized: [frameCount])
    var target = mean.mutableSpan
    for frame in 0..<frameCount {
      var sum: Float = 0
      for channel in 0..<count { sum += source[frame * count + channel] }
      target[frame] = sum / Float(count)
    }
    return AudioClip(samples: mean, samplingRate: samplingRate)
  }

  /// One channel, counted from 0, as a clip of its own.
  ///
  /// - Throws: ``AudioError/noSuchChannel(channel:count:)``.
  public func channel(_ channel: Int) throws(AudioError) -> AudioClip {
    guard (0..<channelCount).contains(channel) else {
      throw .noSuchChannel(channel: channel, count: channelCount)
    }
    guard channelCount > 1 else { return self }
    let (source, count) = (samples.span, channelCount)
    var one = Tensor(uninitialized: [frameCount])
    var target = one.mutableSpan
    for frame in 0..<frameCount { target[frame] = source[frame * count + channel] }
    return AudioClip(samples: one, samplingRate: samplingRate)
  }

  /// The frames of `range`, which must lie in the clip; their memory is shared.
  public subscript(range: Range<Int>) -> AudioClip {
    AudioClip(samples: samples.rows(range), samplingRate: samplingRate)
  }

  /// The largest sample that a change may make: sums of squares of such are finite.
  static let highestPeak = 1e15

  /// The clip made louder by `decibels`, or softer by negative ones: 6 dB about double the samples.
  ///
  /// Samples may come to lie beyond ±1: nothing is cut off before the clip is saved, which refuses it.
  ///
  /// - Throws: ``AudioError/invalidSetting(name:value:requirement:)`` beyond ±200 dB, or if samples
  ///   would be beyond sense.
  public func gain(_ decibels: Double) throws(AudioError) -> AudioClip {
    guard decibels.isFinite, abs(decibels) <= 200 else {
      throw .invalidSetting(
        name: "db", value: "\(decibels)", requirement: "a number from -200 to 200")
    }
    let factor = amplitude(of: decibels)
    guard Double(peak) * factor <= Self.highestPeak else {
      throw .invalidSetting(
        name: "db", value: "\(decibels)",
        requirement: "smaller, for samples would be beyond \(Self.highestPeak)")
    }
    return scaled(by: factor)
  }
}
