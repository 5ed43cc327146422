public import Tensors

/// A change to a recording whose numbers are drawn anew for each.
public enum Effect: Sendable, Equatable {
  /// Louder or softer by decibels.
  case gain(Draw)
  /// Noise that is made, of one of some kinds, at a ratio in decibels; babble is made of the
  /// recordings, or of the sound itself if there are none.
  case noise([NoiseKind], snr: Draw, speech: [NoiseSource])
  /// A stretch of one of some recordings of noise, at a ratio in decibels.
  case recordedNoise([NoiseSource], snr: Draw)
  /// One of some rooms, by their impulse responses.
  case reverberation([NoiseSource])
  /// Played so many times as fast.
  case speed(Draw)
  /// Said so many times as fast at the same pitch.
  case tempo(Draw)
  /// Higher by semitones.
  case pitch(Draw)
  /// Cut off at decibels below the peak.
  case clipping(decibels: Draw)
  /// Cut off so that a share of the samples is.
  case clippingShare(Draw)
  /// Frequencies below one.
  case lowPass(Draw)
  /// Frequencies above one.
  case highPass(Draw)
  /// Frequencies between two.
  case bandPass(low: Draw, high: Draw)
  /// Passed through one of some codecs, at a rate in hertz or the codec's own.
  case codec([Codec], samplingRate: Int?)
}

extension Effect {
  /// Changes a clip by numbers drawn from `stream`.
  ///
  /// - Parameters:
  ///   - clip: The clip.
  ///   - stream: Where the numbers are drawn from.
  ///   - noise: Where noise is drawn from.
  /// - Returns: The changed clip.
  /// - Throws: ``AudioError`` of the effect.
  public func applied(
    to clip: AudioClip, _ stream: inout RandomStream, noise: RandomStream
  ) throws(AudioError) -> AudioClip {
    switch self {
    case .gain(let decibels): return try clip.gain(decibels(&stream))
    case .noise(let kinds, let snr, let speech):
      let kind = kinds[stream.integer(below: kinds.count)]
      let level = snr(&stream)
      var voices: [AudioClip] = []
      if kind == .babble, !speech.isEmpty {
        // Few voices are decoded for a recording: those that the draw names.
        for _ in 0..<min(8, speech.count) {
          let source = speech[stream.integer(below: speech.count)]
          let voice = try source.read()
          guard voice.mono().power > 0 else { throw .silent(sound: source.name) }
          voices.append(voice)
        }
      }
      return try clip.addingNoise(kind, snr: level, speech: voices, stream: noise)
    case .recordedNoise(let sources, let snr):
      let source = sources[stream.integer(below: sources.count)]
      let level = snr(&stream)
      guard source.samplingRate == clip.samplingRate else {
        throw .differentRates(
          rate: clip.samplingRate, sound: source.name, soundRate: source.samplingRate)
      }
      return try clip.addingNoise(
        source.stretch(of: clip.frameCount, stream: &stream), snr: level)
    case .reverberation(let rooms):
      return try clip.reverberated(by: rooms[stream.integer(below: rooms.count)].read())
    case .speed(let factor): return try clip.speed(factor(&stream))
    case .tempo(let factor): return try clip.tempo(factor(&stream))
    case .pitch(let semitones): return try clip.pitch(semitones(&stream))
    case .clipping(let decibels): return try clip.clipped(.decibels(decibels(&stream)))
    case .clippingShare(let share): return try clip.clipped(.share(share(&stream)))
    case .lowPass(let frequency): return try clip.filtered(.below(frequency(&stream)))
    case .highPass(let frequency): return try clip.filtered(.above(frequency(&stream)))
    case .bandPass(let low, let high):
      return try clip.filtered(.between(low(&stream), high(&stream)))
    case .codec(let codecs, let rate):
      return try clip.coded(by: codecs[stream.integer(below: codecs.count)], samplingRate: rate)
    }
  }

  /// How many times as fast the effect makes a clip, by the numbers that it would draw.
  func speedFactor(_ stream: inout RandomStream) -> Double {
    switch self {
    case .speed(let factor), .tempo(let factor): factor(&stream)
    default: 1
    }
  }

  /// Refuses numbers that no clip could be changed by.
  ///
  /// - Throws: ``AudioError/invalidSetting(name:value:requirement:)``.
  func check() throws(AudioError) {
    func require(
      _ name: String, _ draw: Draw, _ range: ClosedRange<Double>
    ) throws(AudioError) {
      for value in draw.extremes where !range.contains(value) {
        throw .invalidSetting(
          name: name, value: "\(value)",
          requirement: "from \(range.lowerBound) to \(range.upperBound)")
      }
    }
    let frequencies = 1e-3...384_000.0
    switch self {
    case .gain(let decibels): try require("db", decibels, -200...200)
    case .noise(_, let snr, _), .recordedNoise(_, let snr): try require("snr", snr, -200...200)
    case .speed(let factor), .tempo(let factor): try require("factor", factor, 0.25...4)
    case .pitch(let semitones): try require("semitones", semitones, -24...24)
    case .clipping(let decibels): try require("db", decibels, -200...0)
    case .clippingShare(let share): try require("share", share, 0...0.999_999)
    case .lowPass(let frequency), .highPass(let frequency):
      try require("frequency", frequency, frequencies)
    case .bandPass(let low, let high):
      try require("low", low, frequencies)
      try require("high", high, frequencies)
      let (highest, lowest) = (low.extremes.max() ?? 0, high.extremes.min() ?? 0)
      guard highest < lowest else {
        throw .invalidSetting(
          name: "low", value: "\(highest)", requirement: "below high (\(lowest))")
      }
    case .reverberation, .codec: return
    }
  }
}
