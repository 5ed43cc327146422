internal import Tensors

/// A recording of noise or of a room: in memory, or in a file of which only what is needed is read.
public enum NoiseSource: Sendable, Equatable {
  /// In memory.
  case clip(AudioClip)
  /// In a file, described by its header.
  case file(AudioInfo)

  /// The number of frames a second, in hertz.
  var samplingRate: Int {
    switch self {
    case .clip(let clip): clip.samplingRate
    case .file(let info): info.samplingRate
    }
  }

  /// What messages call it.
  var name: String {
    switch self {
    case .clip: "The noise"
    case .file(let info): "\"\(info.path)\""
    }
  }

  /// The whole sound.
  public func read() throws(AudioError) -> AudioClip {
    switch self {
    case .clip(let clip): clip
    case .file(let info): try readAudio(info.path)
    }
  }

  /// A stretch of `frames` frames that begins at a place drawn from `stream`, with sound in it.
  ///
  /// A recording that is shorter goes on from its beginning where it ends. Where eight stretches drawn
  /// in turn are silent, as in a recording that is mostly pause, one is drawn from where it sounds.
  ///
  /// - Throws: ``AudioError/silent(sound:)`` if the whole recording is silent.
  func stretch(
    of frames: Int, stream: inout RandomStream
  ) throws(AudioError) -> AudioClip {
    guard frameCount > 0 else { throw .silent(sound: name) }
    guard frameCount > frames else { return try repeated(to: frames, &stream) }
    for _ in 0..<8 {
      let part = try cut(stream.integer(below: frameCount - frames + 1), frames)
      if part.power > 0 { return part }
    }
    guard frames > 0 else { throw .tooShort(frameCount: 0, needed: 1, purpose: "noise under it") }
    return try cut(soundingStart(of: frames, in: frameCount, stream: &stream), frames)
  }

  private var frameCount: Int {
    switch self {
    case .clip(let clip): clip.frameCount
    case .file(let info): info.frameCount
    }
  }

  /// The frames from a place on.
  private func cut(_ start: Int, _ frames: Int) throws(AudioError) -> AudioClip {
    switch self {
    case .clip(let clip): return clip[start..<start + frames].mono()
    case .file(let info):
      let rate = Double(info.samplingRate)
      return try readAudio(
        info.path, start: Double(start) / rate, duration: Double(frames) / rate
      ).mono().fitted(to: frames)
    }
  }

  /// The whole recording from a place that is drawn, again and again.
  private func repeated(
    to frames: Int, _ stream: inout RandomStream
  ) throws(AudioError) -> AudioClip {
    let whole = try read().mono()
    guard whole.power > 0 else { throw .silent(sound: name) }
    let start = stream.integer(below: whole.frameCount)
    var repeated = Tensor(uninitialized: [frames])
    var target = repeated.mutableSpan
    let source = whole.samples.span
    for frame in 0..<frames { target[frame] = source[(start + frame) % source.count] }
    return AudioClip(samples: repeated, samplingRate: whole.samplingRate)
  }
}

extension NoiseSource: CustomStringConvertible {
  /// A spelling that tells sources apart.
  public var description: String {
    switch self {
    case .clip(let clip): "clip \(String(clip.fingerprint, radix: 16))"
    case .file(let info): "\(info.path) of \(info.frameCount) frames"
    }
  }
}
