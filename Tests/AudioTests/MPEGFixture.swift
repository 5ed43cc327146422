internal import Audio
internal import Foundation

/// What ffmpeg decodes small files of MPEG audio to: `Tests/Fixtures/mpeg.py` wrote them.
struct MPEGFixture: Decodable {
  let name: String
  let rate: Int
  let channels: Int
  let frames: Int
  /// Every 37th sample of the first channel.
  let samples: [Float]

  /// All of the files.
  static var all: [MPEGFixture] { get throws { try fixture("mpeg") } }

  /// The path of the file.
  var path: String { Self.path(name) }

  /// The path of one of the files.
  static func path(_ name: String, file: String = #filePath) -> String {
    let tests = URL(filePath: file).deletingLastPathComponent().deletingLastPathComponent()
    return tests.appending(path: "Fixtures/audio/mpeg/\(name)").path
  }

  /// The bytes of one of the files.
  static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: path(name))))
  }

  /// Where `word` stands in `bytes`.
  static func place(of word: String, in bytes: [UInt8]) -> Int? {
    bytes.indices.first { bytes[$0...].starts(with: word.utf8) }
  }
}
