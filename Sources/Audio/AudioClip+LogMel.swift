internal import Kernels
public import Tensors

/// Whose log-mel spectrogram is computed.
public enum LogMelStyle: String, Sendable, CaseIterable {
  /// Whisper's, of 16 kHz audio: Slaney's filters up to 8 kHz, the decimal logarithm of at least
  /// 1e-10, raised to at least the clip's highest less 8, plus 4, divided by 4.
  ///
  /// Only the clip itself is seen: Whisper's extractor pads it with silence to 30 seconds first,
  /// whose frames then count for the highest. As there, the clip is mirrored at its ends and the
  /// last frame is dropped.
  case whisper
  /// That of `torchaudio.transforms.MelSpectrogram` with its defaults: HTK's filters with a peak
  /// of 1, then the natural logarithm of at least 1e-10.
  case htk
  /// That of `librosa.feature.melspectrogram` with its defaults: Slaney's filters with equal areas,
  /// zeros around the clip, then the natural logarithm of at least 1e-10.
  case slaney
}

extension AudioClip {
  /// The logarithms of the power in bands that are equally wide in mels: `[frames, melCount]`.
  ///
  /// - Parameters:
  ///   - melCount: The number of bands (`n_mels`).
  ///   - fftLength: The number of samples of a frame (`n_fft`).
  ///   - hopLength: The distance between two frames in samples (`hop_length`).
  ///   - style: Whose filters, borders and logarithm are used.
  /// - Returns: A row for every frame; frame t is centred at sample t·`hopLength`.
  /// - Throws: ``AudioError`` if the clip has several channels, is too short to be mirrored at its
  ///   ends or has a rate that the style does not know, or if a setting is out of bounds.
  public func logMel(
    melCount: Int = 80, fftLength: Int = 400, hopLength: Int = 160,
    style: LogMelStyle = .whisper
  ) throws(AudioError) -> Tensor {
    try logMel(
      melCount: melCount, fftLength: fftLength, hopLength: hopLength, style: style,
      logarithmScale: style == .whisper ? 0.434294482 : 1)
  }

  /// The same with another factor of the natural logarithm.
  func logMel(
    melCount: Int, fftLength: Int, hopLength: Int, style: LogMelStyle, logarithmScale: Float
  ) throws(AudioError) -> Tensor {
    guard style != .whisper || samplingRate == 16_000 else {
      throw .rateForFeatures(
        rate: samplingRate, needed: 16_000, features: "Whisper's log-mel spectrogram")
    }
    var settings = SpectrogramSettings(fftLength: fftLength, hopLength: hopLength)
    settings.alignment = style == .slaney ? .centredZeros : .centredMirrored
    try settings.validate()
    guard (1...(fftLength / 2 + 1)).contains(melCount) else {
      throw .invalidSetting(
        name: "n_mels", value: "\(melCount)",
        requirement: "from 1 to n_fft / 2 + 1 (\(fftLength / 2 + 1))")
    }
    let filters = MelFilters(
      count: melCount, scale: style == .htk ? .htk : .slaney, lowest: 0,
      highest: style == .whisper ? 8_000 : Double(samplingRate) / 2,
      hasEqualAreas: style != .htk, isStraightInMels: false)
    let reading = SpectralReading(
      isPower: true,
      bands: SpectralPlans.bands(filters, length: fftLength, samplingRate: samplingRate),
      floor: 1e-10, logarithmScale: logarithmScale)
    var result = try features(settings, reading, dropped: style == .whisper ? 1 : 0)
    if style == .whisper {
      var target = result.mutableSpan
      compressRange(&target, depth: 8, offset: 4, scale: 0.25)
    }
    return result
  }
}
