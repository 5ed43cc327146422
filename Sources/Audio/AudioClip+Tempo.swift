internal import Glibc
internal import Kernels
internal import Tensors

extension AudioClip {
  /// The clip said so many times as fast at the same pitch.
  ///
  /// Stretches of 32 ms, half of each over the next, are taken from the clip at another pace than
  /// they are laid down. Each is taken where, within 8 ms, the sound is most like what followed the
  /// stretch before (W. Verhelst and M. Roelands, "An overlap-add technique based on waveform
  /// similarity (WSOLA) for high quality time-scale modification of speech", ICASSP 1993). All
  /// channels are cut at the same places, found in their mean.
  ///
  /// - Parameter factor: From 0.25 to 4; 2 takes half the time.
  /// - Returns: A clip with the number of frames divided by `factor`, rounded, at the same rate.
  /// - Throws: ``AudioError/invalidSetting(name:value:requirement:)``.
  public func tempo(_ factor: Double) throws(AudioError) -> AudioClip {
    try Self.check(factor)
    return stretched(by: factor)
  }

  /// The clip said so many times as fast, for any positive factor.
  func stretched(by factor: Double) -> AudioClip {
    guard factor != 1, frameCount > 0 else { return self }
    let hop = max(8, Int((0.016 * Double(samplingRate)).rounded()))
    let tolerance = hop / 2
    let frames = Self.frames(frameCount, faster: factor)
    let front = Int((Double(hop) * max(1, factor)).rounded(.up)) + tolerance
    let back = Int((Double(hop) * max(1, factor)).rounded(.up)) + tolerance + 4 * hop
    let padded = mono().padded(front, back)
    let starts = Self.starts(
      in: padded.samples, front: front, frames: frames, hop: hop, tolerance: tolerance,
      factor: factor)
    let window = (0..<hop).map {
      Float(0.5 - 0.5 * cos(Double.pi * (Double($0) + 0.5) / Double(hop)))
    }
    return channelCount == 1
      ? overlapped(padded.samples, starts, frames: frames, window)
      : AudioClip(
        channels: (0..<channelCount).map { number in
          overlapped(
            oneChannel(number).padded(front, back).samples, starts, frames: frames, window
          ).samples
        }, samplingRate: samplingRate)
  }

  /// Where each stretch begins in the padded signal.
  private static func starts(
    in signal: Tensor, front: Int, frames: Int, hop: Int, tolerance: Int, factor: Double
  ) -> [Int] {
    let source = signal.span
    // The first stretch lies half before the clip, so that the clip's first frames are whole.
    var starts = [front - hop]
    let last = source.count - 2 * hop
    for number in 1...(frames + hop - 1) / hop {
      let ideal = front + Int((Double((number - 1) * hop) * factor).rounded())
      let natural = min(starts[number - 1] + hop, last)
      let lowest = min(max(0, ideal - tolerance), last)
      let highest = min(ideal + tolerance, last)
      starts.append(
        bestAlignment(in: source, of: natural, length: 2 * hop, among: lowest..<highest + 1))
    }
    return starts
  }

  /// The stretches laid over one another with weights that sum to 1.
  private func overlapped(
    _ signal: Tensor, _ starts: [Int], frames: Int, _ rising: [Float]
  ) -> AudioClip {
    var result = Tensor(uninitialized: [frames])
    var target = result.mutableSpan
    let (source, hop) = (signal.span, rising.count)
    for number in 1..<starts.count {
      let (earlier, later) = (starts[number - 1] + hop, starts[number])
      let first = (number - 1) * hop
      for offset in 0..<min(hop, frames - first) {
        let old = source[earlier + offset]
        target[first + offset] = old + (source[later + offset] - old) * rising[offset]
      }
    }
    return AudioClip(samples: result, samplingRate: samplingRate)
  }

  /// A clip of one channel with silence before and behind it.
  private func padded(_ front: Int, _ back: Int) -> AudioClip {
    var longer = Tensor(zeros: [front + frameCount + back])
    var target = longer.mutableSpan
    copy(samples.span, into: &target, at: front)
    return AudioClip(samples: longer, samplingRate: samplingRate)
  }

  /// A channel that is there.
  private func oneChannel(_ number: Int) -> AudioClip {
    let (source, count) = (samples.span, channelCount)
    var one = Tensor(uninitialized: [frameCount])
    var target = one.mutableSpan
    for frame in 0..<frameCount { target[frame] = source[frame * count + number] }
    return AudioClip(samples: one, samplingRate: samplingRate)
  }
}
