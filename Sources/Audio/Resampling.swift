internal import Kernels
internal import Synchronization
internal import Tensors

extension AudioClip {
  /// The same sound at another rate, by libsoxr's high-quality recipe.
  ///
  /// The passband ends at 91 % of the lower Nyquist frequency and what lies above the latter is
  /// removed; the filter has linear phase, so that nothing moves in time. A clip that has the rate
  /// already is returned as it is. The parts of a long clip are resampled on all cores.
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
    if let divided = ResamplingParts(frames: frameCount, from: samplingRate, to: rate) {
      return try resampled(to: rate, divided.parts, isCancelled: isCancelled)
    }
    let resampler = try Resampler(from: samplingRate, to: rate, channelCount: channelCount)
    return AudioClip(
      samples: try resampler.resample(samples.span, isCancelled: isCancelled), samplingRate: rate)
  }

  /// Parts that are resampled before it is asked again whether to stop.
  private static let partsAtOnce = 32

  /// The same sound at another rate, its parts resampled side by side.
  private func resampled(
    to rate: Int, _ parts: [ResamplingParts.Part], isCancelled: () -> Bool
  ) throws(AudioError) -> AudioClip {
    var done: [Tensor] = []
    for first in stride(from: 0, to: parts.count, by: Self.partsAtOnce) {
      guard !isCancelled() else { throw .cancelled }
      let some = parts[first..<min(first + Self.partsAtOnce, parts.count)]
      let results = Mutex([Result<Tensor, AudioError>?](repeating: nil, count: some.count))
      parallel(count: some.count, grain: 1) { range in
        for index in range {
          let part = some[some.startIndex + index]
          let result = Result { () throws(AudioError) in try resampled(part, to: rate) }
          results.withLock { $0[index] = result }
        }
      }
      for case let result? in results.withLock({ $0 }) { done.append(try result.get()) }
    }
    let frames = done.reduce(0) { $0 + $1.rowCount }
    var samples = Tensor(uninitialized: channelCount == 1 ? [frames] : [frames, channelCount])
    var target = samples.mutableSpan
    var place = 0
    for part in done {
      copy(part.span, into: &target, at: place)
      place += part.count
    }
    return AudioClip(samples: samples, samplingRate: rate)
  }

  private func resampled(
    _ part: ResamplingParts.Part, to rate: Int
  ) throws(AudioError) -> Tensor {
    let resampler = try Resampler(from: samplingRate, to: rate, channelCount: channelCount)
    let frames = try resampler.resample(samples.rows(part.input).span)
    let end = part.count.map { part.skipped + $0 } ?? frames.rowCount
    return frames.rows(min(part.skipped, end)..<min(end, frames.rowCount))
  }
}
