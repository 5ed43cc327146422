import Foundation

/// A folder of recordings that is removed when the test is over.
final class TemporaryFolder {
  let path: String

  init() throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "asrsh-builtins-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.path
  }

  deinit {
    do {
      try FileManager.default.removeItem(atPath: path)
    } catch {
      print("\(path) is left behind: \(error)")
    }
  }

  /// The path of a file in the folder, as a string of the language.
  func quoted(_ name: String) -> String { "\"\(path)/\(name)\"" }

  /// Writes a file.
  func write(_ name: String, _ bytes: [UInt8]) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
  }

  /// Writes a text file.
  func write(_ name: String, _ text: String) throws { try write(name, Array(text.utf8)) }

  /// Writes a recording of one or more channels in 16 bits: a tone of 440 Hz at half of full scale,
  /// channel c of which is c + 1 times slower.
  func writeWave(
    _ name: String, seconds: Double = 0.5, rate: Int = 16_000, channels: Int = 1
  ) throws {
    func little(_ value: Int, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    let frames = Int(seconds * Double(rate))
    let size = 2 * channels * frames
    var bytes = Array("RIFF".utf8) + little(36 + size, 4) + Array("WAVEfmt ".utf8)
    bytes += little(16, 4) + little(1, 2) + little(channels, 2) + little(rate, 4)
    bytes += little(2 * channels * rate, 4) + little(2 * channels, 2) + little(16, 2)
    bytes += Array("data".utf8) + little(size, 4)
    for frame in 0..<frames {
      for channel in 0..<channels {
        let turns = 440 * Double(frame) / Double(rate) / Double(channel + 1)
        bytes += little(Int(16_384 * sin(2 * Double.pi * turns)), 2)
      }
    }
    try write(name, bytes)
  }

  /// Writes `speech.wav`, and `speech.csv` of four recordings and what is said in them.
  func writeSpeech() throws {
    try writeWave("speech.wav")
    var lines = ["file,text"]
    for (index, text) in ["one", "two", "three", "four"].enumerated() {
      try writeWave("\(text).wav", seconds: 0.25 + 0.1 * Double(index))
      lines.append("\(text).wav,\(text)")
    }
    try write("speech.csv", lines.joined(separator: "\n") + "\n")
  }
}
