internal import Audio
internal import Foundation
internal import Testing

@Suite struct TruncationTests {
  /// Reads every beginning of `bytes` that is not all of it, and expects an error that says so.
  private func expectErrors(_ bytes: [UInt8], _ ending: String, step: Int) throws {
    let scratch = try Scratch()
    for length in stride(from: 0, to: bytes.count, by: step) {
      let path = try scratch.write([UInt8](bytes[..<length]), "a.\(ending)")
      #expect(throws: AudioError.self, "\(length) of \(bytes.count) bytes") {
        try readAudio(path)
      }
    }
  }

  @Test(arguments: [
    ("wav", 1), ("flac", 1), ("aiff", 7), ("au", 7), ("caf", 29), ("w64", 7), ("rf64", 7),
  ])
  func `every beginning of a file is refused`(ending: String, step: Int) throws {
    let scratch = try Scratch()
    try tones(300, channels: 2).save(to: scratch.path("a.\(ending)"))
    try expectErrors(try scratch.bytes("a.\(ending)"), ending, step: step)
  }

  @Test(arguments: ["ogg", "opus"])
  func `a beginning of an Ogg file that ends within a page is refused`(ending: String) throws {
    let scratch = try Scratch()
    try tones(8_000).save(to: scratch.path("a.\(ending)"))
    let bytes = try scratch.bytes("a.\(ending)")
    let pages = bytes.indices.filter { bytes[$0...].starts(with: Array("OggS".utf8)) }
    for length in stride(from: 1, to: bytes.count, by: 7) where !pages.contains(length) {
      let path = try scratch.write([UInt8](bytes[..<length]), "b.\(ending)")
      #expect(throws: AudioError.self, "\(length) bytes") { try readAudio(path) }
    }
  }

  @Test(arguments: ["wav", "flac", "ogg", "mp3", "aiff", "caf", "w64"])
  func `a file with wrong bytes ends in a value or an error`(ending: String) throws {
    let scratch = try Scratch()
    try tones(2_000).save(to: scratch.path("a.\(ending)"))
    let bytes = try scratch.bytes("a.\(ending)")
    var state: UInt64 = 7
    for _ in 0..<150 {
      var damaged = bytes
      for _ in 0..<3 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let place = Int(state >> 33) % min(bytes.count, 600)
        damaged[place] = UInt8(truncatingIfNeeded: state >> 25)
      }
      let path = try scratch.write(damaged, "b.\(ending)")
      do throws(AudioError) {
        #expect(try readAudio(path).frameCount > 0)
      } catch {
        #expect(!error.description.isEmpty)
      }
    }
  }
}
