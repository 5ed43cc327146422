internal import Kernels
internal import Tensors

extension AudioClip {
  /// Makes a clip of channels that are equally long, at least one.
  init(channels: [Tensor], samplingRate: Int) {
    guard channels.count > 1 else {
      self.init(samples: channels[0], samplingRate: samplingRate)
      return
    }
    let (frames, count) = (channels[0].count, channels.count)
    var all = Tensor(uninitialized: [frames, count])
    var target = all.mutableSpan
    for (channel, samples) in channels.enumerated() {
      let source = samples.span
      precondition(source.count == frames, "Channels are equally long.")
      for frame in 0..<frames { target[frame * count + channel] = source[frame] }
    }
    self.init(samples: all, samplingRate: samplingRate)
  }

  /// The clip with every channel put through a function; results are equally long.
  func mapChannels(
    _ transform: (Tensor) throws(AudioError) -> Tensor
  ) throws(AudioError) -> AudioClip {
    guard channelCount > 1 else {
      return AudioClip(samples: try transform(samples), samplingRate: samplingRate)
    }
    var channels: [Tensor] = []
    for number in 0..<channelCount { channels.append(try transform(channel(number).samples)) }
    return AudioClip(channels: channels, samplingRate: samplingRate)
  }

  /// The clip with `frames` frames: its end cut off, or silence put behind it.
  func fitted(to frames: Int) -> AudioClip {
    guard frames != frameCount else { return self }
    guard frames > frameCount else { return self[0..<frames] }
    var longer = Tensor(zeros: channelCount == 1 ? [frames] : [frames, channelCount])
    var target = longer.mutableSpan
    let source = samples.span
    for index in source.indices { target[index] = source[index] }
    return AudioClip(samples: longer, samplingRate: samplingRate)
  }

  /// The mean square of all samples; 0 of none.
  var power: Double {
    guard samples.count > 0 else { return 0 }
    return dot(samples.span, samples.span) / Double(samples.count)
  }

  /// A number that tells clips with different samples apart: 64-bit FNV-1a of their bits.
  package var fingerprint: UInt64 {
    var bits: UInt64 = 0xCBF2_9CE4_8422_2325
    let source = samples.span
    for index in source.indices {
      bits = (bits ^ UInt64(source[index].bitPattern)) &* 0x100_0000_01B3
    }
    return (bits ^ UInt64(samplingRate)) &* 0x100_0000_01B3 ^ UInt64(channelCount)
  }

  /// The clip with all samples times `factor`.
  package func scaled(by factor: Double) -> AudioClip {
    var result = samples
    var target = result.mutableSpan
    scale(&target, by: Float(factor))
    return AudioClip(samples: result, samplingRate: samplingRate)
  }
}
