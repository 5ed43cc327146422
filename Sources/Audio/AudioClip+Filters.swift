internal import Glibc
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
  /// At the ends of the band the level is 3 dB lower, and falls by 6 dB an octave for each order. The
  /// filters start from silence and delay low frequencies a little, as analogue ones do; the
  /// coefficients and the result are those of SciPy's `butter` and `sosfilt`, a high pass before a
  /// low pass.
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
    var sections: [Biquad]
    switch band {
    case .below(let frequency):
      sections = butterworth(order, try share("frequency", frequency), isHighPass: false)
    case .above(let frequency):
      sections = butterworth(order, try share("frequency", frequency), isHighPass: true)
    case .between(let low, let high):
      sections = butterworth(order, try share("low", low), isHighPass: true)
      sections += butterworth(order, try share("high", high), isHighPass: false)
      guard low < high else {
        throw .invalidSetting(name: "low", value: "\(low)", requirement: "below high (\(high))")
      }
    }
    var result = samples
    var target = result.mutableSpan
    filter(&target, channels: channelCount, by: sections)
    return AudioClip(samples: result, samplingRate: samplingRate)
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

/// The sections of a Butterworth filter.
///
/// The analogue filter of order n has its poles on a half circle: pairs of them are the roots of
/// s² + 2·sin(π(2i + 1) / 2n)·s + 1, an odd one lies on the axis. The bilinear transform with the edge at
/// its own frequency, K = tan(πf), makes them digital (A. V. Oppenheim and R. W. Schafer,
/// "Discrete-Time Signal Processing", section 7.1).
private func butterworth(_ order: Int, _ share: Double, isHighPass: Bool) -> [Biquad] {
  let k = tan(Double.pi * share)
  var sections: [Biquad] = []
  for pair in 0..<order / 2 {
    let angle = Double.pi * Double(2 * pair + 1) / Double(2 * order)
    let damping = 2 * k * sin(angle)
    let scale = 1 / (1 + damping + k * k)
    let gain = isHighPass ? scale : k * k * scale
    sections.append(
      Biquad(
        b0: gain, b1: isHighPass ? -2 * gain : 2 * gain, b2: gain,
        a1: 2 * (k * k - 1) * scale, a2: (1 - damping + k * k) * scale))
  }
  if !order.isMultiple(of: 2) {
    let gain = isHighPass ? 1 / (1 + k) : k / (1 + k)
    sections.append(
      Biquad(b0: gain, b1: isHighPass ? -gain : gain, b2: 0, a1: (k - 1) / (1 + k), a2: 0))
  }
  return sections
}
