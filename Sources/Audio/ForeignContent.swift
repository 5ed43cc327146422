/// Says what a file holds that is not audio which can be decoded, where its first bytes tell.
func foreignContent(of file: borrowing OpenedFile) -> String? {
  let head = file.bytes(at: 0, count: 512)
  if head.allSatisfy({ $0 == 0 }) { return "nothing but zero bytes" }
  if let known = signatures.first(where: { head.has($0.bytes, at: $0.offset) }) {
    return known.name
  }
  // The frames of AAC begin as those of MPEG audio do, with a layer that there is not.
  if head.count > 1, head[0] == 0xFF, head[1] & 0xF6 == 0xF0 {
    return undecoded("AAC")
  }
  return foreignText(head)
}

extension [UInt8] {
  /// Whether `pattern` stands at `offset`.
  func has(_ pattern: [UInt8], at offset: Int) -> Bool {
    offset >= 0 && offset + pattern.count <= count
      && self[offset..<offset + pattern.count].elementsEqual(pattern)
  }

  /// Whether the ASCII text `pattern` stands at `offset`.
  func has(_ pattern: StaticString, at offset: Int) -> Bool {
    has([UInt8](pattern.description.utf8), at: offset)
  }
}

/// What is said of sound whose codec is not read, and what to do with it.
private func undecoded(_ name: String) -> String {
  "\(name), which is not decoded; convert it to WAV or FLAC: ffmpeg -i FILE out.flac"
}

/// The beginnings of files that are mistaken for audio, or are audio of a kind that is not decoded.
private let signatures: [(offset: Int, bytes: [UInt8], name: String)] = [
  (0, [0x1F, 0x8B], "a gzip archive; unpack it first"),
  (0, [0x50, 0x4B, 0x03, 0x04], "a zip archive; unpack it first"),
  (0, [0xFD, 0x37, 0x7A, 0x58, 0x5A], "an xz archive; unpack it first"),
  (0, [0x42, 0x5A, 0x68], "a bzip2 archive; unpack it first"),
  (0, [0x37, 0x7A, 0xBC, 0xAF], "a 7-Zip archive; unpack it first"),
  (0, [0x52, 0x61, 0x72, 0x21], "a RAR archive; unpack it first"),
  (0, [0x28, 0xB5, 0x2F, 0xFD], "a Zstandard archive; unpack it first"),
  (257, [UInt8]("ustar".utf8), "a tar archive; unpack it first"),
  (4, [UInt8]("ftyp".utf8), undecoded("MP4, M4A or 3GP")),
  (0, [0x1A, 0x45, 0xDF, 0xA3], undecoded("Matroska or WebM")),
  (0, [0x30, 0x26, 0xB2, 0x75], undecoded("WMA")),
  (0, [UInt8]("#!AMR".utf8), undecoded("AMR")),
  (0, [UInt8]("ADIF".utf8), undecoded("AAC")),
  (0, [0x0B, 0x77], undecoded("AC-3")),
  (0, [0x7F, 0xFE, 0x80, 0x01], undecoded("DTS")),
  (0, [UInt8]("wvpk".utf8), undecoded("WavPack")),
  (0, [UInt8]("MAC ".utf8), undecoded("Monkey's Audio")),
  (0, [UInt8]("MPCK".utf8), undecoded("Musepack")),
  (0, [UInt8]("MP+".utf8), undecoded("Musepack")),
  (0, [UInt8]("TTA1".utf8), undecoded("True Audio")),
  (0, [UInt8]("DSD ".utf8), undecoded("DSD")),
  (0, [UInt8](".RMF".utf8), undecoded("RealMedia")),
  (0, [0x2E, 0x72, 0x61, 0xFD], undecoded("RealAudio")),
  (0, [UInt8]("FLV".utf8), undecoded("Flash video")),
  (0, [UInt8]("MThd".utf8), "MIDI, which is notes and no sound"),
  (0, [UInt8]("%PDF".utf8), "a PDF document"),
  (0, [0x89, 0x50, 0x4E, 0x47], "a PNG picture"),
  (0, [0xFF, 0xD8, 0xFF], "a JPEG picture"),
  (0, [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59], "a NumPy array"),
  (0, [0x7F, 0x45, 0x4C, 0x46], "a program"),
]

/// Says what kind of text `head` begins, or nil if it is not text.
private func foreignText(_ head: [UInt8]) -> String? {
  let controls = head.contains { $0 < 0x20 && !(0x09...0x0D).contains($0) }
  guard !controls, let text = textAtEnd(of: head) else { return nil }
  let words = text.drop { $0.isWhitespace }.lowercased()
  guard !words.isEmpty else { return "nothing but white space" }
  if words.hasPrefix("<!doctype html") || words.hasPrefix("<html") { return "a web page (HTML)" }
  if words.hasPrefix("<") { return "an XML or HTML text" }
  if words.hasPrefix("version https://git-lfs") {
    return "a Git LFS pointer, not the file itself; fetch it with git lfs pull"
  }
  if words.hasPrefix("/annex/objects") {
    return "a git-annex pointer, not the file itself; fetch it with git annex get"
  }
  return words.hasPrefix("{") || words.hasPrefix("[") ? "a JSON text" : "a text"
}

/// The UTF-8 text that `head` is, whose last character may be cut off.
private func textAtEnd(of head: [UInt8]) -> String? {
  (0..<min(4, head.count)).lazy.compactMap { String(validating: head.dropLast($0), as: UTF8.self) }
    .first
}
