internal import Tensors

extension AudioClip {
  /// The clip without the silence at both ends, by the definition of `librosa.effects.trim`.
  ///
  /// Frame t is centred at sample t·`hopLength`, with zeros around the clip. It is silent where its
  /// mean square lies `threshold` decibels or more below that of the loudest frame, in every
  /// channel. What is kept begins at the first sample for which a frame that is not silent stands,
  /// and ends with the last. A clip without any sound is returned as it is.
  ///
  /// - Parameters:
  ///   - threshold: How far below the loudest frame silence is, in decibels, above 0.
  ///   - frameLength: The number of samples that are judged together.
  ///   - hopLength: The distance between two frames in samples.
  /// - Returns: A part of the clip, with which it shares its memory.
  /// - Throws: ``AudioError/invalidSetting(name:value:requirement:)``.
  public func trimmed(
    threshold: Double = 60, frameLength: Int = 2_048, hopLength: Int = 512
  ) throws(AudioError) -> AudioClip {
    guard threshold.isFinite, threshold > 0 else {
      throw .invalidSetting(
        name: "threshold", value: "\(threshold)", requirement: "a number of decibels above 0")
    }
    for (name, value) in [("frame_length", frameLength), ("hop_length", hopLength)]
    where !(1...1_000_000).contains(value) {
      throw .invalidSetting(name: name, value: "\(value)", requirement: "from 1 to 1000000")
    }
    guard frameCount > 0 else { return self }
    let loudness = frameLoudness(frameLength, hopLength)
    let floor = amplitude(of: -2 * threshold) * max(Self.quietest, loudness.max() ?? 0)
    let isLoud = loudness.map { max(Self.quietest, $0) > floor }
    guard let first = isLoud.firstIndex(of: true), let last = isLoud.lastIndex(of: true) else {
      return self
    }
    return self[(first * hopLength)..<min(frameCount, (last + 1) * hopLength)]
  }

  /// The mean square below which no frame counts: an amplitude of 1e-5.
  private static let quietest = 1e-10

  /// The mean square of every frame, in the channel where it is largest.
  private func frameLoudness(_ length: Int, _ hop: Int) -> [Double] {
    let (source, channels) = (samples.span, channelCount)
    var loudest = [Double](repeating: 0, count: 1 + frameCount / hop)
    for channel in 0..<channels {
      var sums = [0.0]
      sums.reserveCapacity(frameCount + 1)
      for frame in 0..<frameCount {
        let sample = Double(source[frame * channels + channel])
        sums.append(sums[frame] + sample * sample)
      }
      for index in loudest.indices {
        let start = index * hop - length / 2
        let sum = sums[min(frameCount, start + length)] - sums[max(0, min(frameCount, start))]
        loudest[index] = max(loudest[index], sum / Double(length))
      }
    }
    return loudest
  }
}
