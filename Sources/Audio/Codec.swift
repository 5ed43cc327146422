internal import CSndfile
internal import Tensors

/// A codec that speech passes through on its way, by libsndfile.
public enum Codec: String, Sendable, CaseIterable {
  /// GSM 06.10 full rate, of mobile telephones: 13 kbit/s at 8 kHz.
  case gsm
  /// G.711 µ-law, of American and Japanese telephones.
  case ulaw
  /// G.711 A-law, of other telephones.
  case alaw
  /// IMA ADPCM: 4 bits a sample.
  case adpcm
  /// Ogg Vorbis.
  case vorbis
  /// Ogg Opus, of calls over the internet.
  case opus
  /// MPEG-1 or -2 Audio Layer III.
  case mp3

  /// The container and encoding.
  var format: SoundFormat {
    switch self {
    case .gsm: SoundFormat(code: SF_FORMAT_WAV | SF_FORMAT_GSM610)
    case .ulaw: SoundFormat(code: SF_FORMAT_WAV | SF_FORMAT_ULAW)
    case .alaw: SoundFormat(code: SF_FORMAT_WAV | SF_FORMAT_ALAW)
    case .adpcm: SoundFormat(code: SF_FORMAT_WAV | SF_FORMAT_IMA_ADPCM)
    case .vorbis: SoundFormat(code: SF_FORMAT_OGG | SF_FORMAT_VORBIS)
    case .opus: SoundFormat(code: SF_FORMAT_OGG | SF_FORMAT_OPUS)
    case .mp3: SoundFormat(code: SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III)
    }
  }

  /// Whether a quality can be asked for.
  public var hasQuality: Bool { [.vorbis, .opus, .mp3].contains(self) }

  /// The rate at which sound of `rate` is encoded: the least that the codec has from there on.
  func encodingRate(for rate: Int) -> Int {
    let known: [Int]
    switch self {
    case .gsm: known = [8_000]
    case .opus: known = [8_000, 12_000, 16_000, 24_000, 48_000]
    case .mp3:
      known = [8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000]
    default: return rate
    }
    return known.first { $0 >= rate } ?? known.last ?? rate
  }
}

extension AudioClip {
  /// The clip as it sounds after a codec has encoded and decoded it.
  ///
  /// Each channel is encoded alone, in memory, at the codec's rate (GSM's is 8 kHz; Opus and MP3 take
  /// the next of theirs from the clip's on), and is brought back to the clip's. Codecs know no samples
  /// beyond ±1: a louder clip is lowered to a peak of 1 before and raised again behind, so that
  /// nothing is cut off.
  ///
  /// - Parameters:
  ///   - codec: Which codec.
  ///   - samplingRate: The rate to encode at, such as 8,000 Hz for telephones; the codec's if nil.
  ///   - quality: From 0, the smallest, to 1, the best, of Vorbis, Opus and MP3; theirs if nil.
  /// - Returns: A clip with as many frames and channels at the same rate.
  /// - Throws: ``AudioError/invalidSetting(name:value:requirement:)``,
  ///   ``AudioError/samplingRate(path:rate:)`` or ``AudioError/cannotSave(path:reason:)`` if the
  ///   codec does not take a rate.
  public func coded(
    by codec: Codec, samplingRate: Int? = nil, quality: Double? = nil
  ) throws(AudioError) -> AudioClip {
    if let quality, !(0...1).contains(quality) || !codec.hasQuality {
      let requirement =
        codec.hasQuality ? "a number from 0 to 1" : "left out, for \(codec.rawValue) has but one"
      throw .invalidSetting(name: "quality", value: "\(quality)", requirement: requirement)
    }
    guard frameCount > 0 else { return self }
    let rate = codec.encodingRate(for: samplingRate ?? self.samplingRate)
    let lowered = try resampled(to: rate)
    let peak = Double(lowered.peak)
    guard peak > 0, peak.isFinite else { return self }
    let factor = peak > 1 ? 1 / peak : 1
    let coded = try (factor < 1 ? lowered.scaled(by: factor) : lowered).mapChannels {
      channel throws(AudioError) in
      let sound = MemorySound()
      try sound.encode(
        channel.elements, format: codec.format, samplingRate: rate, quality: quality)
      return try sound.decode(frames: channel.count)
    }
    let raised = factor < 1 ? coded.scaled(by: 1 / factor) : coded
    return try raised.resampled(to: self.samplingRate).fitted(to: frameCount)
  }
}
