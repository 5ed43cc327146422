internal import Tensors

extension Augmentation {
  /// Refuses what no recording of a sampling rate could be changed by, before any is.
  ///
  /// Of files with noise and rooms the beginning is decoded, up to the first sample that sounds.
  ///
  /// - Parameter rate: The frames a second of all recordings, in hertz.
  /// - Returns: The first step that cannot be, and why; `nil` if all can.
  public func problem(atRate rate: Int) -> (step: Int, reason: AudioError)? {
    for (number, step) in steps.enumerated() {
      do throws(AudioError) { try step.effect.check(atRate: rate) } catch { return (number, error) }
    }
    return nil
  }
}

extension Effect {
  /// What recipes call it.
  public var name: String {
    switch self {
    case .gain: "gain"
    case .noise, .recordedNoise: "add_noise"
    case .reverberation: "reverb"
    case .speed: "speed"
    case .tempo: "tempo"
    case .pitch: "pitch"
    case .clipping, .clippingShare: "clip"
    case .lowPass: "lowpass"
    case .highPass: "highpass"
    case .bandPass: "bandpass"
    case .codec: "codec"
    }
  }

  /// Refuses what no clip of a sampling rate could be changed by.
  fileprivate func check(atRate rate: Int) throws(AudioError) {
    switch self {
    case .noise(_, _, let sources), .recordedNoise(let sources, _):
      for source in sources { try source.check(atRate: rate) }
    case .reverberation(let rooms):
      for room in rooms {
        try room.check(atRate: rate)
        try room.requireOneChannel()
      }
    case .lowPass(let draw):
      for frequency in draw.extremes { _ = try Self.tone(rate).filtered(.below(frequency)) }
    case .highPass(let draw):
      for frequency in draw.extremes { _ = try Self.tone(rate).filtered(.above(frequency)) }
    case .bandPass(let low, let high):
      // The lower edge lies below the upper one, whatever is drawn.
      let (low, high) = (low.extremes.max() ?? 0, high.extremes.max() ?? 0)
      _ = try Self.tone(rate).filtered(.between(low, high))
    case .codec(let codecs, let codedRate):
      // Which rates an encoder takes is known to it alone.
      for codec in codecs { _ = try Self.tone(rate).coded(by: codec, samplingRate: codedRate) }
    case .gain, .speed, .tempo, .pitch, .clipping, .clippingShare: return
    }
  }

  /// A quarter of a second of a sound to try things on.
  private static func tone(_ rate: Int) -> AudioClip {
    let samples: [Float] = (0..<max(1, rate / 4)).map { $0 % 32 < 16 ? 0.1 : -0.1 }
    return AudioClip(samples: Tensor(samples), samplingRate: rate)
  }
}

extension NoiseSource {
  /// Refuses a recording of another rate, or without a sound in it.
  fileprivate func check(atRate rate: Int) throws(AudioError) {
    guard samplingRate == rate else {
      throw .differentRates(rate: rate, sound: name, soundRate: samplingRate)
    }
    let blocks = try stream.blocks(at: rate)
    while let block = try blocks.next() {
      if block.firstSounding(after: 0) != nil { return }
    }
    throw .silent(sound: name)
  }

  /// Refuses a room of several channels.
  fileprivate func requireOneChannel() throws(AudioError) {
    let count: Int
    switch self {
    case .clip(let clip): count = clip.channelCount
    case .file(let info): count = info.channelCount
    }
    guard count == 1 else { throw .impulse(ofChannels: count) }
  }
}
