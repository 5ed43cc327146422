internal import Tensors

extension AudioClip {
  /// The mean of all channels.
  public func mono() -> AudioClip {
    guard channelCount > 1 else { return self }
    var result = Tensor(zeros: [frameCount])
    var target = result.mutableSpan
    let source = samples.span
    for frame in 0..<frameCount {
      var sum: Float = 0
      for channel in 0..<channelCount { sum += source[frame * channelCount + channel] }
      target[frame] = sum / Float(channelCount)
    }
    return AudioClip(samples: result, samplingRate: samplingRate)
  }
}
