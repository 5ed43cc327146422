internal import Glibc
internal import Tensors

extension AudioClip {
  /// The clip played so many times as fast, as a tape is: it is shorter, and higher in pitch.
  ///
  /// The sound is resampled by libsoxr's high-quality recipe. Frequencies that would lie above half
  /// the sampling rate are gone.
  ///
  /// - Parameter factor: From 0.25 to 4; 2 is an octave higher in half the time.
  /// - Returns: A clip with the number of frames divided by `factor`, rounded, at the same rate.
  /// - Throws: ``AudioError/invalidSetting(name:value:requirement:)``.
  public func speed(_ factor: Double) throws(AudioError) -> AudioClip {
    try Self.check(factor)
    return try played(factor)
  }

  /// The clip with another pitch, as long as before.
  ///
  /// It is stretched in time, see ``tempo(_:)``, and played as much faster or slower. Formants move
  /// with the pitch.
  ///
  /// - Parameter semitones: From -24 to 24; 12 is an octave higher.
  /// - Returns: A clip with as many frames.
  /// - Throws: ``AudioError/invalidSetting(name:value:requirement:)``.
  public func pitch(_ semitones: Double) throws(AudioError) -> AudioClip {
    guard semitones.isFinite, abs(semitones) <= 24 else {
      throw .invalidSetting(
        name: "semitones", value: "\(semitones)", requirement: "a number from -24 to 24")
    }
    guard semitones != 0, frameCount > 0 else { return self }
    let ratio = pow(2, semitones / 12)
    return try stretched(by: 1 / ratio).played(ratio).fitted(to: frameCount)
  }

  /// Refuses a factor of speed that is not sensible.
  static func check(_ factor: Double) throws(AudioError) {
    guard (0.25...4).contains(factor) else {
      throw .invalidSetting(
        name: "factor", value: "\(factor)", requirement: "a number from 0.25 to 4")
    }
  }

  /// The number of frames of a clip that is so many times as fast.
  static func frames(_ count: Int, faster factor: Double) -> Int {
    count == 0 ? 0 : max(1, Int((Double(count) / factor).rounded()))
  }

  private func played(_ factor: Double) throws(AudioError) -> AudioClip {
    guard factor != 1, frameCount > 0 else { return self }
    let resampler = try Resampler(
      from: samplingRate, to: samplingRate, speed: factor, channelCount: channelCount)
    return AudioClip(
      samples: try resampler.resample(samples.span), samplingRate: samplingRate
    )
    .fitted(to: Self.frames(frameCount, faster: factor))
  }
}
