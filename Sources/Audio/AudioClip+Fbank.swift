internal import Kernels
public import Tensors

extension AudioClip {
  /// Kaldi's filter-bank features, without dither: `[frames, melCount]`, natural logarithms.
  ///
  /// Frames of 25 ms lie every 10 ms within the clip (*snip edges*). Of each, the mean is removed,
  /// 0.97 of the sample before is subtracted from every sample, Povey's window is applied, zeros
  /// are added up to a power of 2, and the power is summed by filters from 20 Hz to half the
  /// sampling rate whose sides are straight in mels; the floor is the float's epsilon. Samples are
  /// multiplied by 32,768 first, as Kaldi reads 16-bit files without scaling them.
  ///
  /// - Parameter melCount: The number of bands, at least 4.
  /// - Returns: A row for every frame; frame t begins at 10·t ms.
  /// - Throws: ``AudioError`` if the clip has several channels or is shorter than a frame, or if
  ///   there are too few or too many bands.
  public func fbank(melCount: Int = 80) throws(AudioError) -> Tensor {
    guard channelCount == 1 else { throw .severalChannels(count: channelCount) }
    let (window, hop) = (samplingRate * 25 / 1_000, samplingRate * 10 / 1_000)
    var length = 1
    while length < window { length *= 2 }
    guard (4...(length / 2)).contains(melCount) else {
      throw .invalidSetting(
        name: "n_mels", value: "\(melCount)", requirement: "from 4 to \(length / 2)")
    }
    guard frameCount >= window else {
      throw .tooShort(frameCount: frameCount, needed: window, purpose: "a frame of 25 ms")
    }
    let filters = MelFilters(
      count: melCount, scale: .htk, lowest: 20, highest: Double(samplingRate) / 2,
      hasEqualAreas: false, isStraightInMels: true)
    let reading = SpectralReading(
      isPower: true,
      bands: SpectralPlans.bands(filters, length: length, samplingRate: samplingRate),
      floor: .ulpOfOne)
    let framing = Framing(
      origin: 0, hop: hop, count: 1 + (frameCount - window) / hop, border: .zeros)
    let key = SpectralPlans.TransformKey(
      length: length, window: .povey, windowLength: window, isKaldi: true)
    return try features(SpectralPlans.transform(key), framing, reading)
  }
}
