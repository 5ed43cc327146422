internal import Audio
internal import Foundation
internal import Tensors
internal import Testing

@Suite struct SavingTests {
  @Test(arguments: ["wav", "flac", "aiff", "aif", "au", "caf", "w64", "rf64", "WAV"], [1, 2])
  func `16-bit formats give back the samples bit for bit`(ending: String, channels: Int) throws {
    let scratch = try Scratch()
    let path = scratch.path("a.\(ending)")
    let clip = tones(3_000, channels: channels)
    try clip.save(to: path)
    #expect(try readAudio(path) == clip)
    #expect(try scratch.names == ["a.\(ending)"])
  }

  @Test(arguments: ["ogg", "opus", "mp3"])
  func `lossy formats give back nearly the samples`(ending: String) throws {
    let scratch = try Scratch()
    let path = scratch.path("a.\(ending)")
    let clip = tones(16_000, channels: 2)
    try clip.save(to: path)
    let read = try readAudio(path)
    #expect(read.samples.shape == clip.samples.shape)
    let middle = 8_000..<12_000
    let difference = largestDifference(
      read[middle].samples.elements, clip[middle].samples.elements)
    #expect(difference < 0.15)
  }

  @Test func `full scale survives`() throws {
    let scratch = try Scratch()
    let clip = AudioClip(samples: Tensor([1, -1, 0.5, -0.5]), samplingRate: 8_000)
    try clip.save(to: scratch.path("a.wav"))
    let read = try readAudio(scratch.path("a.wav")).samples.elements
    #expect(read == [32_767.0 / 32_768, -1, 0.5, -0.5])
  }

  @Test func `samples outside full scale are refused and nothing is written`() throws {
    let scratch = try Scratch()
    let path = scratch.path("a.wav")
    let clip = AudioClip(samples: Tensor([0.5, 1.25, -2]), samplingRate: 8_000)
    #expect(throws: AudioError.outsideFullScale(path: path, count: 2, peak: 2)) {
      try clip.save(to: path)
    }
    let broken = AudioClip(samples: Tensor([0.5, .nan]), samplingRate: 8_000)
    #expect(throws: AudioError.self) { try broken.save(to: path) }
    let empty = AudioClip(samples: Tensor([Float]()), samplingRate: 8_000)
    #expect(throws: AudioError.self) { try empty.save(to: path) }
    #expect(try scratch.names.isEmpty)
  }

  @Test(arguments: ["a", "a.txt", "a.wav.bak", "a.", "", ".", "dir.wav/a"])
  func `an ending that names no format is refused`(name: String) throws {
    let scratch = try Scratch()
    let path = name.isEmpty ? "" : scratch.path(name)
    #expect(
      throws: AudioError.unknownEnding(path: path, known: AudioClip.writableEndings)
    ) { try tones(10).save(to: path) }
  }

  @Test func `what stands there already survives a failure`() throws {
    let scratch = try Scratch()
    try tones(100).save(to: scratch.path("a.opus").replacing(".opus", with: ".wav"))
    let before = try scratch.bytes("a.wav")
    let odd = tones(100, rate: 11_025)
    #expect(throws: AudioError.self) { try odd.save(to: scratch.path("b.opus")) }
    #expect(throws: AudioError.self) {
      try AudioClip(samples: Tensor([2]), samplingRate: 8_000).save(to: scratch.path("a.wav"))
    }
    #expect(try scratch.bytes("a.wav") == before)
    #expect(try scratch.names == ["a.wav"])
  }

  @Test func `folders, devices and missing folders are refused`() throws {
    let scratch = try Scratch()
    let clip = tones(10)
    try FileManager.default.createDirectory(
      at: scratch.folder.appending(path: "d.wav"), withIntermediateDirectories: true)
    let folder = AudioError.cannotSave(path: scratch.path("d.wav"), reason: "it is a folder")
    #expect(throws: folder) { try clip.save(to: scratch.path("d.wav")) }
    let missing = scratch.path("none/a.wav")
    let error = AudioError.cannotSave(path: missing, reason: "there is no such folder")
    #expect(throws: error) { try clip.save(to: missing) }
    #expect(throws: AudioError.self) { try clip.save(to: "a\0.wav") }
  }

  @Test func `a link stays a link`() throws {
    let scratch = try Scratch()
    try tones(10).save(to: scratch.path("real.wav"))
    try FileManager.default.createSymbolicLink(
      atPath: scratch.path("link.wav"), withDestinationPath: "real.wav")
    let clip = tones(20)
    try clip.save(to: scratch.path("link.wav"))
    #expect(try readAudio(scratch.path("real.wav")) == clip)
    #expect(try scratch.names == ["link.wav", "real.wav"])
  }

  @Test func `a disk without room is an error and leaves nothing`() async {
    await #expect(processExitsWith: .success) {
      // A limit on file sizes fails writes as a full disk does, once the signal is ignored.
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit(rlim_cur: 1_000, rlim_max: 1_000)
      unsafe setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      let scratch = try Scratch()
      for ending in ["wav", "flac", "ogg", "mp3"] {
        let path = scratch.path("a.\(ending)")
        do {
          try tones(40_000).save(to: path)
          exit(3)
        } catch AudioError.cannotSave(path, let reason) {
          guard reason == "File too large" else { exit(4) }
        }
      }
      guard try scratch.names.isEmpty else { exit(5) }
    }
  }
}
