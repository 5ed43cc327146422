internal import Kernels
public import Tensors

extension AudioClip {
  /// The clip with noise that is made, at a ratio of their levels.
  ///
  /// - Parameters:
  ///   - kind: What noise; babble is made of `speech`.
  ///   - snr: The level of this clip above the noise's, in decibels: see ``addingNoise(_:snr:)``.
  ///   - speech: The recordings that babble is made of; this clip itself if there are none.
  ///   - stream: Where the noise is drawn from.
  /// - Returns: The sum, as long as this clip.
  /// - Throws: ``AudioError`` if the clip is silent, if recordings for babble are silent or have
  ///   another sampling rate, or if `snr` is beyond ±200 dB.
  public func addingNoise(
    _ kind: NoiseKind, snr: Double, speech: [AudioClip] = [], stream: RandomStream
  ) throws(AudioError) -> AudioClip {
    try check(snr)
    for voice in speech { try requireRate(voice, "The recording that babble is made of") }
    guard power > 0 else { throw .silent(sound: "The audio that noise is added to") }
    let noise =
      kind == .babble
      ? try babble(of: speech.isEmpty ? [self] : speech, frames: frameCount, stream: stream)
      : coloredNoise(kind, frames: frameCount, stream: stream)
    return try addingNoise(AudioClip(samples: noise, samplingRate: samplingRate), snr: snr)
  }

  /// The clip with a recording of noise, at a ratio of their levels.
  ///
  /// The level of either is the mean square of all samples that are added: pauses in speech count
  /// (the definition of torchaudio's `add_noise`). The sum may lie beyond ±1; nothing is cut off.
  ///
  /// - Parameters:
  ///   - noise: At least as long as this clip; of several channels, the mean is added to every
  ///     channel.
  ///   - snr: The level of this clip above the noise's, in decibels.
  /// - Returns: The sum, as long as this clip.
  /// - Throws: ``AudioError`` if either is silent, if the rates differ, if the noise is too short, or
  ///   if `snr` is beyond ±200 dB.
  public func addingNoise(_ noise: AudioClip, snr: Double) throws(AudioError) -> AudioClip {
    try check(snr)
    try requireRate(noise, "The noise")
    guard noise.frameCount >= frameCount else {
      throw .tooShort(
        frameCount: noise.frameCount, needed: frameCount, purpose: "noise under this audio")
    }
    guard power > 0 else { throw .silent(sound: "The audio that noise is added to") }
    let part = noise[0..<frameCount].mono()
    let noisePower = part.power
    guard noisePower > 0 else { throw .silent(sound: "The noise") }
    let ratio = (power / noisePower).squareRoot() / amplitude(of: snr)
    guard Double(part.peak) * ratio <= Self.highestPeak else {
      throw .invalidSetting(
        name: "snr", value: "\(snr)",
        requirement: "larger, for samples would be beyond \(Self.highestPeak)")
    }
    let factor = Float(ratio)
    return try mapChannels { channel in
      var sum = channel
      var target = sum.mutableSpan
      accumulate(part.samples.span, scale: factor, into: &target)
      return sum
    }
  }

  private func check(_ snr: Double) throws(AudioError) {
    guard snr.isFinite, abs(snr) <= 200 else {
      throw .invalidSetting(name: "snr", value: "\(snr)", requirement: "a number from -200 to 200")
    }
  }

  /// Refuses a sound that has another sampling rate than this clip.
  func requireRate(_ other: AudioClip, _ sound: String) throws(AudioError) {
    guard other.samplingRate == samplingRate else {
      throw .differentRates(rate: samplingRate, sound: sound, soundRate: other.samplingRate)
    }
  }
}
