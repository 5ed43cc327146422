internal import Audio
internal import Foundation
internal import Testing

/// Files that are no audio, or audio with something wrong: each is an error that names it.
@Suite struct BadInputTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// The message of the error that reading `path` ends in; reading its information ends likewise.
  private func message(_ path: String) -> String {
    let error = #expect(throws: AudioError.self) { try readAudio(path) }
    return error?.description ?? "no error"
  }

  @Test func `what is not a file is said to be so, and nothing waits`() throws {
    let folder = scratch.folder.path
    unsafe mkfifo(scratch.path("pipe.wav"), 0o600)
    #expect(message(folder) == "\"\(folder)\" is a folder, not an audio file")
    #expect(message(scratch.path("pipe.wav")).hasSuffix("is a pipe, not an audio file"))
    for device in ["/dev/zero", "/dev/full", "/dev/null"] {
      #expect(message(device) == "\"\(device)\" is a device, not an audio file")
    }
    #expect(message("/proc/self/mem").hasSuffix("(the file is empty)"))
  }

  @Test func `missing files, broken links and names with a zero byte do not exist`() throws {
    try FileManager.default.createSymbolicLink(
      atPath: scratch.path("broken.wav"), withDestinationPath: "nowhere")
    try FileManager.default.createSymbolicLink(
      atPath: scratch.path("loop.wav"), withDestinationPath: "loop.wav")
    for path in [scratch.path("none.wav"), scratch.path("broken.wav"), "", "a\0b"] {
      #expect(message(path) == "\"\(path)\" does not exist")
    }
    #expect(message(scratch.path("loop.wav")).contains("symbolic links"))
    #expect(message(scratch.path(String(repeating: "x", count: 5_000))).contains("too long"))
  }

  @Test(
    arguments: [
      ([], "the file is empty"), ([0x20, 0x0A], "nothing but white space"),
      ([0, 0, 0, 0], "nothing but zero bytes"), ([0x31], "a text"),
      (Array("<!DOCTYPE html><html>Not found</html>".utf8), "a web page (HTML)"),
      (Array("\n <HTML>".utf8), "a web page (HTML)"),
      (Array("<?xml?><Error/>".utf8), "XML or HTML"),
      (Array("version https://git-lfs.github.com/spec/v1\noid sha256:0".utf8), "git lfs pull"),
      (Array("{\"error\": 404}".utf8), "a JSON text"), (Array("sällsam".utf8), "a text"),
      ([0x1F, 0x8B, 8, 0, 0], "a gzip archive"), ([0x50, 0x4B, 3, 4, 0], "a zip archive"),
      ([0, 0, 0, 24] + Array("ftypM4A ".utf8), "M4A"), ([0x7F, 0x45, 0x4C, 0x46, 2], "a program"),
      ([0x89, 0x50, 0x4E, 0x47, 13], "a PNG picture"),
    ] as [([UInt8], String)])
  func `what is no audio is named for what it is`(bytes: [UInt8], words: String) throws {
    let path = try scratch.write(bytes, "a.wav")
    let text = message(path)
    #expect(text.hasPrefix("\"\(path)\" is not audio that can be read ("))
    #expect(text.contains(words))
  }

  @Test func `a file that may not be read says why`() throws {
    let path = try scratch.write(WAVBytes(data: [1, 2]).bytes, "a.wav")
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
    if getuid() != 0 { #expect(message(path).hasSuffix("(Permission denied)")) }
  }

  @Test(arguments: [(0, 16_000), (65, 16_000), (1_025, 16_000), (65_535, 16_000)])
  func `channel counts that cannot be are refused`(channels: Int, rate: Int) throws {
    var wav = WAVBytes(data: [UInt8](repeating: 1, count: 262_144))
    (wav.channels, wav.rate) = (UInt16(channels), UInt32(rate))
    wav.blockAlign = UInt16(truncatingIfNeeded: channels * 2)
    #expect(message(try scratch.write(wav.bytes, "a.wav")).contains("channel"))
  }

  @Test(arguments: [0, 1, 999, 768_001, 2_147_483_648, 4_294_967_295] as [UInt32])
  func `rates that cannot be are refused`(rate: UInt32) throws {
    let wav = WAVBytes(rate: rate, data: [1, 2, 3, 4])
    let path = try scratch.write(wav.bytes, "a.wav")
    #expect(throws: AudioError.self) { try readAudio(path) }
    #expect(throws: AudioError.self) { try audioInfo(path) }
  }

  @Test(arguments: [0, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF] as [UInt32])
  func `a length that a stream writes stands for what is there`(length: UInt32) throws {
    // A writer that was interrupted leaves a form of 8 bytes and no sound.
    let wav = WAVBytes(
      data: [1, 2, 3, 4, 5, 6], declaredLength: length, formLength: length == 0 ? 8 : length)
    let path = try scratch.write(wav.bytes, "a.wav")
    #expect(try readAudio(path).frameCount == 3)
    #expect(try audioInfo(path).frameCount == 3)
  }

  @Test func `sound that is cut off is refused with both lengths`() throws {
    let wav = WAVBytes(data: [UInt8](repeating: 1, count: 320), declaredLength: 320_000)
    let path = try scratch.write(wav.bytes, "a.wav")
    let error = AudioError.truncatedFile(
      path: path, present: 320, declared: 320_000, unit: "bytes")
    #expect(throws: error) { try readAudio(path) }
    #expect(throws: error) { try audioInfo(path) }
  }

  @Test func `a header alone, or without its parts, is refused`() throws {
    let empty = try scratch.write(WAVBytes().bytes, "empty.wav")
    #expect(message(empty) == "\"\(empty)\" is audio without a single sample")
    let whole = WAVBytes(data: [1, 2, 3, 4]).bytes
    let noData = try scratch.write([UInt8](whole[..<36]), "no-data.wav")
    #expect(message(noData).contains("\"\(noData)\" is"))
    let noFormat = try scratch.write([UInt8](whole[..<12] + whole[36...]), "no-format.wav")
    #expect(message(noFormat).contains("cannot be decoded"))
  }

  @Test func `odd chunks before the sound are skipped, huge and countless ones end at once`() throws
  {
    var wav = WAVBytes(data: [1, 2])
    wav.before = Array("LIST".utf8) + little(UInt32(3)) + [1, 2, 3, 0]
    #expect(try readAudio(scratch.write(wav.bytes, "odd.wav")).frameCount == 1)
    wav.before = Array("LIST".utf8) + little(UInt32.max)
    #expect(message(try scratch.write(wav.bytes, "huge.wav")).contains("huge.wav"))
    wav.before = (0..<1_000_000).flatMap { _ in [0x78, 0x78, 0x78, 0x78, 0, 0, 0, 0] }
    let path = try scratch.write(wav.bytes, "many.wav")
    let elapsed = ContinuousClock().measure { _ = try? readAudio(path) }
    #expect(elapsed < .seconds(5))
  }

  @Test func `samples that are not numbers are counted, integers as floats are refused`() throws {
    let values: [Float] = [0.5, .nan, -.infinity, 0]
    var wav = WAVBytes(format: 3, bits: 32, data: values.flatMap { little($0.bitPattern) })
    let path = try scratch.write(wav.bytes, "a.wav")
    #expect(throws: AudioError.notNumbers(path: path, count: 2)) { try readAudio(path) }
    wav.data = little(Float(1e38).bitPattern)
    let scale = try scratch.write(wav.bytes, "b.wav")
    #expect(throws: AudioError.wrongScale(path: scale, peak: 1e38)) { try readAudio(scale) }
  }

  @Test(arguments: [(1, 0), (1, 1), (1, 7), (1, 255), (0x55, 16), (0xFFFE, 16), (2, 4), (17, 4)])
  func `formats that lie about themselves end in a value or an error`(
    format: Int, bits: Int
  ) throws {
    for align in [0, 1, 3, 65_535] as [UInt16] {
      var wav = WAVBytes(data: [UInt8](repeating: 7, count: 64))
      (wav.format, wav.bits, wav.blockAlign) = (UInt16(format), UInt16(bits), align)
      let path = try scratch.write(wav.bytes, "a-\(align).wav")
      do throws(AudioError) {
        #expect(try readAudio(path).frameCount > 0)
      } catch {
        #expect(error.description.contains(path))
      }
    }
  }
}
