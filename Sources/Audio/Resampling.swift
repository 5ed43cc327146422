internal import Tensors

extension AudioClip {
  /// The same sound at another rate, by libsoxr's high-quality recipe.
  ///
  /// The passband ends at 91 % of the lower Nyquist frequency and what lies above the latter is
  /// removed; the filter has linear phase, so that nothing moves in time. A clip that has the rate
  /// already is returned as it is.
  ///
  /// - Parameter rate: The new rate in hertz, one of ``samplingRates``.
  /// - Returns: A clip of as long a time, within a frame.
  /// - Throws: ``AudioError/samplingRate(path:rate:)`` if the rate is out of bounds.
  public func resampled(to rate: Int) throws(AudioError) -> AudioClip {
    try resampled(to: rate, isCancelled: { false })
  }

  /// The same sound at another rate, unless `isCancelled`, which is asked often, says to stop.
  package func resampled(
    to rate: Int, isCancelled: () -> Bool
  ) throws(AudioError) -> AudioClip {
    guard Self.samplingRates.contains(rate) else { throw .samplingRate(path: nil, rate: rate) }
    guard rate != samplingRate, frameCount > 0 else {
      return AudioClip(samples: samples, samplingRate: rate)
    }
    let resampler = try Resampler(from: samplingRate, to: rate, channelCount: channelCount)
    return AudioClip(
      samples: try resampler.resample(samples.span, isCancelled: isCancelled), samplingRate: rate)
  }
}
