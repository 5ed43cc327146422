internal import Kernels
public import Tensors

extension AudioClip {
  /// The spectrum of every frame: `[frames, n_fft / 2 + 1]`, from 0 Hz to half the sampling rate.
  ///
  /// The numbers are those of `torch.stft` and `torchaudio.transforms.Spectrogram`, frames first.
  ///
  /// - Parameter settings: How frames are cut, weighted and transformed.
  /// - Returns: Powers or magnitudes.
  /// - Throws: ``AudioError`` if the clip has several channels or is too short to be framed so, or
  ///   if a setting has a value it cannot have.
  public func spectrogram(
    _ settings: SpectrogramSettings = SpectrogramSettings()
  ) throws(AudioError) -> Tensor {
    try features(
      settings, SpectralReading(isPower: settings.power == 2, bands: nil, floor: nil))
  }

  /// What `reading` tells of every frame, without the last `dropped` frames.
  func features(
    _ settings: SpectrogramSettings, _ reading: SpectralReading, dropped: Int = 0
  ) throws(AudioError) -> Tensor {
    try settings.validate()
    let framing = try framing(settings, dropped: dropped)
    let key = SpectralPlans.TransformKey(
      length: settings.fftLength, window: settings.window, windowLength: settings.windowLength)
    return try features(SpectralPlans.transform(key), framing, reading)
  }

  /// What `reading` tells of every frame of `framing`.
  func features(
    _ frames: SpectralFrames, _ framing: Framing, _ reading: SpectralReading
  ) throws(AudioError) -> Tensor {
    let columns = reading.bands?.count ?? frames.binCount
    guard framing.count <= Self.mostFeatures / columns else {
      throw .invalidSetting(
        name: "hop_length", value: "\(framing.hop)",
        requirement: "larger, for \(framing.count) frames of \(columns) numbers are too many")
    }
    var result = Tensor(uninitialized: [framing.count, columns])
    var target = result.mutableSpan
    frames.compute(samples.span, framing, reading, into: &target)
    return result
  }

  /// The most numbers that features may have: 2 GiB of them.
  static let mostFeatures = 1 << 29

  /// Where the frames of `settings` lie in this clip.
  private func framing(
    _ settings: SpectrogramSettings, dropped: Int
  ) throws(AudioError) -> Framing {
    guard channelCount == 1 else { throw .severalChannels(count: channelCount) }
    let length = settings.fftLength
    let isInside = settings.alignment == .inside
    let isMirrored = settings.alignment == .centredMirrored
    // Half of a frame is mirrored, and the first sample stands for itself.
    let needed = isInside ? length : isMirrored ? length / 2 + 1 : 1
    let padding = isInside ? 0 : length / 2
    let count = 1 + (frameCount + 2 * padding - length) / settings.hopLength - dropped
    guard frameCount >= needed, count >= 1 else {
      throw .tooShort(
        frameCount: frameCount, needed: max(needed, dropped * settings.hopLength),
        purpose: "a spectrum of \(length)")
    }
    // A shift does not change powers, so a short window needs no zeros before it.
    let shift = (length - settings.windowLength) / 2
    return Framing(
      origin: shift - padding, hop: settings.hopLength, count: count,
      border: isMirrored ? .reflection : .zeros)
  }
}
