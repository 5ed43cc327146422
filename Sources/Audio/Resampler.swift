internal import CSoxr
internal import Tensors

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
  /// - Returns: The samples at the new rate: `[frames]` of one channel, else `[frames, channels]`.
  /// - Throws: ``AudioError/cannotResample(rate:newRate:reason:)`` or ``AudioError/cancelled``.
  consuming func resample(
    _ samples: Span<Float>, isCancelled: () -> Bool = { false }
  ) throws(AudioError) -> Tensor {
    let frames = samples.count / channelCount
    let capacity = Int((Double(frames) * ratio).rounded(.up)) + 1
    var result = Tensor(
      uninitialized: channelCount == 1 ? [capacity] : [capacity, channelCount])
    var target = result.mutableSpan
    var (used, made, finished) = (0, 0, false)
    while !finished {
      guard !isCancelled() else { throw .cancelled }
      let offered = min(Self.blockLength, frames - used)
      var (taken, given) = (0, 0)
      let ended = used == frames
      let source = samples.extracting((used * channelCount)..<((used + offered) * channelCount))
      var room = target._mutatingExtracting((made * channelCount)..<(capacity * channelCount))
      try process(source, isEnd: ended, &taken, into: &room, &given)
      used += taken
      made += given
      finished = ended && (given == 0 || made == capacity)
    }
    return result.rows(0..<made)
  }

  /// Resamples the next samples of a sound that is given part by part.
  ///
  /// - Parameters:
  ///   - samples: The samples behind those that were given before; at the end, none.
  ///   - isEnd: Whether the sound has ended.
  /// - Returns: The samples at the new rate that are known so far and were not returned before.
  /// - Throws: ``AudioError/cannotResample(rate:newRate:reason:)``.
  mutating func continued(
    _ samples: Span<Float>, isEnd: Bool
  ) throws(AudioError) -> Tensor {
    let frames = samples.count / channelCount
    var parts: [Tensor] = []
    // No samples would mean the end.
    var (used, finished) = (0, frames == 0 && !isEnd)
    while !finished {
      let offered = min(Self.blockLength, frames - used)
      // What the filter still holds comes at the end.
      let capacity = Int((Double(offered) * ratio).rounded(.up)) + Self.blockLength
      var part = Tensor(
        uninitialized: channelCount == 1 ? [capacity] : [capacity, channelCount])
      var room = part.mutableSpan
      let source = samples.extracting((used * channelCount)..<((used + offered) * channelCount))
      var (taken, given) = (0, 0)
      let ended = isEnd && used == frames
      try process(source, isEnd: ended, &taken, into: &room, &given)
      used += taken
      if given > 0 { parts.append(part.rows(0..<given)) }
      finished = used == frames && (ended ? given == 0 : !isEnd)
    }
    let made = parts.reduce(0) { $0 + $1.rowCount }
    return Tensor(joining: parts, shape: channelCount == 1 ? [made] : [made, channelCount])
  }

  /// Gives the filter some frames, and takes what it has made.
  private func process(
    _ source: Span<Float>, isEnd: Bool, _ taken: inout Int, into room: inout MutableSpan<Float>,
    _ given: inout Int
  ) throws(AudioError) {
    let (offered, left) = (source.count / channelCount, room.count / channelCount)
    let handle = unsafe handle
    let problem = unsafe source.withUnsafeBufferPointer { source in
      unsafe room.withUnsafeMutableBufferPointer { room in
        unsafe soxr_process(
          handle, isEnd ? nil : source.baseAddress, offered, &taken, room.baseAddress, left, &given)
      }
    }
    if let problem = unsafe problem {
      throw .cannotResample(rate: rate, newRate: newRate, reason: unsafe String(cString: problem))
    }
  }
}

/// The version of libsoxr.
public var resamplerVersion: String { unsafe String(cString: soxr_version()) }
