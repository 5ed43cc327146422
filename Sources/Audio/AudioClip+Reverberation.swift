internal import Kernels
internal import Tensors

extension AudioClip {
  /// The clip as it sounds in a room, of which `impulse` is the impulse response.
  ///
  /// Every channel is convolved with the response. Nothing moves in time: the result begins where
  /// the direct path, the response's largest sample, meets the clip's first. It is as long as the
  /// clip, so that what still sounds then is cut off, and as loud, by its mean square. Samples may
  /// come to lie beyond ±1.
  ///
  /// - Parameter impulse: A response of one channel at this clip's sampling rate.
  /// - Returns: A clip with as many frames and channels.
  /// - Throws: ``AudioError`` if the rates differ, or if the response has several channels or no sound.
  public func reverberated(by impulse: AudioClip) throws(AudioError) -> AudioClip {
    try requireRate(impulse, "The impulse response")
    guard impulse.channelCount == 1 else { throw .impulse(ofChannels: impulse.channelCount) }
    let response = impulse.samples.span
    var direct = 0
    for index in response.indices where abs(response[index]) > abs(response[direct]) {
      direct = index
    }
    guard !response.isEmpty, response[direct] != 0 else {
      throw .silent(sound: "The impulse response")
    }
    guard frameCount > 0 else { return self }
    let wet = try mapChannels { channel in
      var result = Tensor(uninitialized: [channel.count])
      var target = result.mutableSpan
      convolve(channel.span, impulse.samples.span, from: direct, into: &target)
      return result
    }
    let (before, after) = (power, wet.power)
    return before > 0 && after > 0 ? wet.scaled(by: (before / after).squareRoot()) : wet
  }
}

extension AudioError {
  /// What is said of a room's impulse response of several channels.
  static func impulse(ofChannels count: Int) -> AudioError {
    .invalidSetting(
      name: "impulse", value: "audio of \(count) channels",
      requirement: "of one channel; load_audio(path, channel=0) reads the first")
  }
}
