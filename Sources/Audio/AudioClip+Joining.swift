internal import Kernels
internal import Tensors

extension AudioClip {
  /// The sound of clips one behind the other, with silence between them.
  ///
  /// All get the sampling rate of the first; where the numbers of channels differ, the mean of each
  /// clip's channels is taken.
  ///
  /// - Parameters:
  ///   - clips: The clips, at least one.
  ///   - pause: The length of the silence between two clips, in seconds.
  /// - Returns: A clip that is as long as all of them and the pauses.
  /// - Throws: ``AudioError/invalidSetting(name:value:requirement:)`` for no clips, a pause that
  ///   is no length of time, and more sound than a clip can have.
  public static func joined(
    _ clips: [AudioClip], pause: Double = 0
  ) throws(AudioError) -> AudioClip {
    guard let first = clips.first else {
      throw .invalidSetting(name: "clips", value: "[]", requirement: "at least one clip")
    }
    guard pause.isFinite, pause >= 0, pause <= 36_000 else {
      throw .invalidSetting(
        name: "pause", value: "\(pause)", requirement: "from 0 to 36000 seconds")
    }
    let channels =
      clips.allSatisfy { $0.channelCount == first.channelCount }
      ? first.channelCount : 1
    let silence = Int((pause * Double(first.samplingRate)).rounded())
    var parts: [Tensor] = []
    var frames = 0
    for clip in clips {
      let alike = channels == clip.channelCount ? clip : clip.mono()
      let samples = try alike.resampled(to: first.samplingRate).samples
      if !parts.isEmpty { frames += silence }
      frames += samples.rowCount
      guard frames <= Decoder.mostSamples / channels else {
        throw .invalidSetting(
          name: "clips", value: "\(clips.count) clips",
          requirement: "at most \(Decoder.mostSamples) samples together")
      }
      parts.append(samples)
    }
    var all = Tensor(zeros: channels == 1 ? [frames] : [frames, channels])
    var target = all.mutableSpan
    var place = 0
    for part in parts {
      copy(part.span, into: &target, at: place)
      place += part.count + silence * channels
    }
    return AudioClip(samples: all, samplingRate: first.samplingRate)
  }
}
