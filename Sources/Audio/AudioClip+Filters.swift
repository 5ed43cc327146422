internal import Kernels
internal import Tensors

/// Which frequencies of a sound are kept.
public enum FrequencyBand: Sendable, Equatable {
  /// Those below a frequency in hertz.
  case below(Double)
  /// Those above a frequency in hertz.
  case above(Double)
  /// Those between two frequencies in hertz.
  case between(Double, Double)

  /// What telephone lines let through: 300 to 3,400 Hz (ITU-T G.712).
  public static let telephone = FrequencyBand.between(300, 3_400)
}

extension AudioClip {
  /// The clip with the frequencies of a band alone, by Butterworth filters.
  ///
  /// At every edge the level is 3 dB lower, and falls by 6 dB an octave for each order from there on,
  /// so that a band has twice as many poles as its order. The filters start from silence and delay
  /// low frequencies a little, as analogue ones do; the result is that of SciPy's `butter` and
  /// `sosfilt`.
  ///
  /// - Parameters:
  ///   - band: What is kept; frequencies lie above 0 and below half the sampling rate.
  ///   - order: From 1 to 8.
  /// - Returns: A clip with as many frames.
  /// - Throws: ``AudioError/invalidSetting(name:value:requirement:)``.
  public func filtered(_ band: FrequencyBand, order: Int = 4) throws(AudioError) -> AudioClip {
    guard (1...8).contains(order) else {
      throw .invalidSetting(name: "order", value: "\(order)", requirement: "from 1 to 8")
    }
    let sections = butterworth(order, try shares(band))
    var result = samples
    var target = result.mutableSpan
    filter(&target, channels: channelCount, by: sections)
    return AudioClip(samples: result, samplingRate: samplingRate)
  }

  /// A band with its edges as shares of the sampling rate.
  private func shares(_ band: FrequencyBand) throws(AudioError) -> FrequencyBand {
    switch band {
    case .below(let frequency): return .below(try share("frequency", frequency))
    case .above(let frequency): return .above(try share("frequency", frequency))
    case .between(let low, let high):
      let edges = FrequencyBand.between(try share("low", low), try share("high", high))
      guard low < high else {
        throw .invalidSetting(name: "low", value: "\(low)", requirement: "below high (\(high))")
      }
      return edges
    }
  }

  /// A frequency as a share of the sampling rate.
  private func share(_ name: String, _ frequency: Double) throws(AudioError) -> Double {
    let highest = Double(samplingRate) / 2
    guard frequency > 0, frequency < highest else {
      throw .invalidSetting(
        name: name, value: "\(frequency)",
        requirement: "above 0 and below \(highest) Hz, half the sampling rate")
    }
    return frequency / Double(samplingRate)
  }
}
