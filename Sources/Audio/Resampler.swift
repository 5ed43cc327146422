internal import CSoxr

/// libsoxr's resampler of one configuration, for one stretch of sound.
@safe
struct Resampler: ~Copyable {
  private let handle: soxr_t
  private let channelCount: Int
  private let rate: Int
  private let newRate: Int
  private let ratio: Double

  private static let blockLength = 1 << 14

  /// Prepares to resample; with a `speed`, the sound is played so many times as fast besides.
  init(
    from rate: Int, to newRate: Int, speed: Double = 1, channelCount: Int
  ) throws(AudioError) {
    var quality = unsafe soxr_quality_spec(UInt(SOXR_HQ), 0)
    var types = unsafe soxr_io_spec(SOXR_FLOAT32_I, SOXR_FLOAT32_I)
    var threads = unsafe soxr_runtime_spec(1)
    var problem: soxr_error_t?
    let created = unsafe soxr_create(
      Double(rate) * speed, Double(newRate), UInt32(channelCount), &problem, &types, &quality,
      &threads)
    guard let handle = unsafe created, unsafe problem == nil else {
      let reason = unsafe problem.map { unsafe String(cString: $0) } ?? "no memory"
      throw .cannotResample(rate: rate, newRate: newRate, reason: reason)
    }
    unsafe self.handle = handle
    self.channelCount = channelCount
    (self.rate, self.newRate) = (rate, newRate)
    ratio = Double(newRate) / (Double(rate) * speed)
  }

  deinit { unsafe soxr_delete(handle) }

  /// Resamples all of `samples`, whose channels lie side by side.
  ///
  /// - Parameters:
  ///   - samples: The samples.
  ///   - isCancelled: Asked before each block.
  /// - Returns: The samples at the new rate.
  /// - Throws: ``AudioError/cannotResample(rate:newRate:reason:)`` or ``AudioError/cancelled``.
  consuming func resample(
    _ samples: [Float], isCancelled: () -> Bool = { false }
  ) throws(AudioError) -> [Float] {
    let frames = samples.count / channelCount
    let capacity = Int((Double(frames) * ratio).rounded(.up)) + 1
    var result = [Float](repeating: 0, count: capacity * channelCount)
    var (used, made, finished) = (0, 0, false)
    while !finished {
      guard !isCancelled() else { throw .cancelled }
      let offered = min(Self.blockLength, frames - used)
      var (taken, given) = (0, 0)
      let ended = used == frames
      let problem = unsafe samples.withUnsafeBufferPointer { source in
        unsafe result.withUnsafeMutableBufferPointer { target in
          let input =
            unsafe ended ? nil : source.baseAddress.map { unsafe $0 + used * channelCount }
          let output = unsafe target.baseAddress.map { unsafe $0 + made * channelCount }
          return unsafe soxr_process(
            handle, input, offered, &taken, output, capacity - made, &given)
        }
      }
      if let problem = unsafe problem {
        throw .cannotResample(
          rate: rate, newRate: newRate, reason: unsafe String(cString: problem))
      }
      used += taken
      made += given
      finished = ended && (given == 0 || made == capacity)
    }
    result.removeLast((capacity - made) * channelCount)
    return result
  }
}

/// The version of libsoxr.
public var resamplerVersion: String { unsafe String(cString: soxr_version()) }
