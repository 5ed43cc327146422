internal import Audio
internal import Tensors
internal import Testing

/// Sound that no decoder here reads is named by its first bytes, with what to do.
///
/// The bytes are those of the formats' specifications: ISO/IEC 14496-12 (ftyp), Matroska's EBML, ASF's
/// header, RFC 4867 (AMR), ISO/IEC 13818-7 (ADIF), ATSC A/52 (AC-3), ETSI TS 102 114 (DTS).
@Test(arguments: [
  ([0, 0, 0, 0x20, 0x66, 0x74, 0x79, 0x70, 0x33, 0x67, 0x70, 0x35], "MP4, M4A or 3GP"),
  ([0x1A, 0x45, 0xDF, 0xA3, 0x9F, 0x42], "Matroska or WebM"),
  ([0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11], "WMA"),
  (Array("#!AMR-WB\n".utf8), "AMR"),
  (Array("ADIF".utf8), "AAC"),
  ([0x0B, 0x77, 0x5A, 0x12], "AC-3"),
  ([0x7F, 0xFE, 0x80, 0x01], "DTS"),
  (Array("MAC \u{96}".utf8), "Monkey's Audio"),
  (Array("MPCK".utf8), "Musepack"),
  (Array(".RMF".utf8), "RealMedia"),
  (Array("wvpk".utf8), "WavPack"),
])
func `sound of another codec is named, and what to do`(head: [UInt8], name: String) throws {
  let scratch = try Scratch()
  let path = try scratch.write(head + [UInt8](repeating: 0x21, count: 600), "a.wav")
  #expect(
    throws: AudioError.notAudio(
      path: path,
      found: "\(name), which is not decoded; convert it to WAV or FLAC: ffmpeg -i FILE out.flac")
  ) { try readAudio(path) }
}

@Test func `a path of Windows that is not there is said to be one`() {
  #expect(
    AudioError.missingFile(path: "C:\\clips\\a.wav").description
      == "\"C:\\clips\\a.wav\" does not exist; it is a path of Windows, whose drives are not known here: "
      + "name the file from its folder, as in \"clips/a.wav\"")
  #expect(
    AudioError.missingFile(path: "clips/a.wav").description == "\"clips/a.wav\" does not exist")
}

@Test func `log-mel at another rate says what works`() throws {
  let clip = AudioClip(samples: Tensor(zeros: [8_000]), samplingRate: 8_000)
  #expect {
    try clip.logMel()
  } throws: {
    "\($0)".hasSuffix(
      "this audio has 8000 Hz; .resample(16000) changes it, and style=\"htk\" or style=\"slaney\" takes "
        + "any rate")
  }
  #expect(try clip.logMel(style: .htk).rowCount > 0)
  #expect(try clip.logMel(style: .slaney).rowCount > 0)
}
