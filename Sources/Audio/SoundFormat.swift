internal import CSndfile

/// A container and an encoding, by libsndfile's code for the two.
struct SoundFormat: Hashable, Sendable {
  let code: Int

  /// WAV with 16-bit samples.
  static let plainWave = SoundFormat(code: SF_FORMAT_WAV | SF_FORMAT_PCM_16)

  /// The same encoding in a WAV file.
  var inWave: SoundFormat { SoundFormat(code: SF_FORMAT_WAV | encodingCode) }

  private var containerCode: Int { code & SF_FORMAT_TYPEMASK }
  private var encodingCode: Int { code & SF_FORMAT_SUBMASK }

  /// The container's name.
  var container: String {
    Self.containers[containerCode] ?? "container \(String(containerCode, radix: 16))"
  }

  /// The encoding's name.
  var encoding: String {
    Self.encodings[encodingCode] ?? "encoding \(String(encodingCode, radix: 16))"
  }

  /// Whether going to a frame and decoding from there gives the samples that decoding all gives.
  ///
  /// Codecs that carry state from one sample to the next do not promise it.
  var seeksExactly: Bool { Self.stateless.contains(encodingCode) && containerCode != SF_FORMAT_SDS }

  /// The bits that a sample has, or `nil` of encodings that keep no samples; see
  /// ``AudioInfo/precision``.
  var precision: Int? { Self.precisions[encodingCode] }

  private static let precisions: [Int: Int] = [
    SF_FORMAT_PCM_S8: 8, SF_FORMAT_PCM_U8: 8, SF_FORMAT_PCM_16: 16, SF_FORMAT_PCM_24: 24,
    SF_FORMAT_PCM_32: 32, SF_FORMAT_FLOAT: 25, SF_FORMAT_DOUBLE: 54, SF_FORMAT_ULAW: 14,
    SF_FORMAT_ALAW: 13, SF_FORMAT_DWVW_12: 12, SF_FORMAT_DWVW_16: 16, SF_FORMAT_DWVW_24: 24,
    SF_FORMAT_ALAC_16: 16, SF_FORMAT_ALAC_20: 20, SF_FORMAT_ALAC_24: 24, SF_FORMAT_ALAC_32: 32,
  ]

  private static let stateless: Set<Int> = [
    SF_FORMAT_PCM_S8, SF_FORMAT_PCM_U8, SF_FORMAT_PCM_16, SF_FORMAT_PCM_24, SF_FORMAT_PCM_32,
    SF_FORMAT_FLOAT, SF_FORMAT_DOUBLE, SF_FORMAT_ULAW, SF_FORMAT_ALAW,
  ]

  private static let containers: [Int: String] = [
    SF_FORMAT_WAV: "WAV", SF_FORMAT_WAVEX: "WAV", SF_FORMAT_RF64: "RF64", SF_FORMAT_W64: "W64",
    SF_FORMAT_AIFF: "AIFF", SF_FORMAT_AU: "AU", SF_FORMAT_CAF: "CAF", SF_FORMAT_FLAC: "FLAC",
    SF_FORMAT_OGG: "Ogg", SF_FORMAT_MPEG: "MPEG", SF_FORMAT_NIST: "NIST SPHERE",
    SF_FORMAT_VOC: "VOC", SF_FORMAT_IRCAM: "IRCAM", SF_FORMAT_PAF: "PAF", SF_FORMAT_SVX: "SVX",
    SF_FORMAT_MAT4: "MAT4", SF_FORMAT_MAT5: "MAT5", SF_FORMAT_PVF: "PVF", SF_FORMAT_XI: "XI",
    SF_FORMAT_HTK: "HTK", SF_FORMAT_SDS: "SDS", SF_FORMAT_AVR: "AVR", SF_FORMAT_SD2: "SD2",
    SF_FORMAT_WVE: "WVE", SF_FORMAT_MPC2K: "MPC2K", SF_FORMAT_RAW: "raw",
  ]

  private static let encodings: [Int: String] = [
    SF_FORMAT_PCM_S8: "8-bit PCM", SF_FORMAT_PCM_U8: "unsigned 8-bit PCM",
    SF_FORMAT_PCM_16: "16-bit PCM", SF_FORMAT_PCM_24: "24-bit PCM",
    SF_FORMAT_PCM_32: "32-bit PCM", SF_FORMAT_FLOAT: "32-bit float",
    SF_FORMAT_DOUBLE: "64-bit float", SF_FORMAT_ULAW: "µ-law", SF_FORMAT_ALAW: "A-law",
    SF_FORMAT_IMA_ADPCM: "IMA ADPCM", SF_FORMAT_MS_ADPCM: "Microsoft ADPCM",
    SF_FORMAT_GSM610: "GSM 6.10", SF_FORMAT_VOX_ADPCM: "VOX ADPCM",
    SF_FORMAT_NMS_ADPCM_16: "NMS ADPCM 16", SF_FORMAT_NMS_ADPCM_24: "NMS ADPCM 24",
    SF_FORMAT_NMS_ADPCM_32: "NMS ADPCM 32", SF_FORMAT_G721_32: "G.721",
    SF_FORMAT_G723_24: "G.723 at 24 kbit/s", SF_FORMAT_G723_40: "G.723 at 40 kbit/s",
    SF_FORMAT_DWVW_12: "12-bit DWVW", SF_FORMAT_DWVW_16: "16-bit DWVW",
    SF_FORMAT_DWVW_24: "24-bit DWVW", SF_FORMAT_DWVW_N: "DWVW", SF_FORMAT_DPCM_8: "8-bit DPCM",
    SF_FORMAT_DPCM_16: "16-bit DPCM", SF_FORMAT_VORBIS: "Vorbis", SF_FORMAT_OPUS: "Opus",
    SF_FORMAT_ALAC_16: "16-bit ALAC", SF_FORMAT_ALAC_20: "20-bit ALAC",
    SF_FORMAT_ALAC_24: "24-bit ALAC", SF_FORMAT_ALAC_32: "32-bit ALAC",
    SF_FORMAT_MPEG_LAYER_I: "MP1", SF_FORMAT_MPEG_LAYER_II: "MP2",
    SF_FORMAT_MPEG_LAYER_III: "MP3",
  ]
}
