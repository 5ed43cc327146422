internal import Foundation

@testable internal import Datasets

/// Runs a body with a folder of its own, and removes it afterwards.
func withTemporaryFolder(_ body: (String) throws -> Void) throws {
  let folder = FileManager.default.temporaryDirectory.appending(path: "data-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  try body(folder.path)
}

/// Writes a text to a file, and makes the folders above it.
func write(_ text: String, _ path: String) throws {
  try write(Array(text.utf8), path)
}

/// Writes bytes to a file, and makes the folders above it.
func write(_ bytes: [UInt8], _ path: String) throws {
  let url = URL(fileURLWithPath: path)
  try FileManager.default.createDirectory(
    at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
  try Data(bytes).write(to: url)
}

/// Writes a 16-bit WAV file of one channel, a ramp of `frameCount` frames.
func writeWave(_ path: String, frameCount: Int = 800, rate: Int = 8000) throws {
  func little(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
  var bytes = Array("RIFF".utf8) + little(36 + 2 * frameCount, 4) + Array("WAVEfmt ".utf8)
  bytes += little(16, 4) + little(1, 2) + little(1, 2) + little(rate, 4) + little(2 * rate, 4)
  bytes += little(2, 2) + little(16, 2) + Array("data".utf8) + little(2 * frameCount, 4)
  for frame in 0..<frameCount { bytes += little(frame % 1000 - 500, 2) }
  try write(bytes, path)
}

/// A table of numbered rows with a column of texts and one of groups.
func numbered(_ count: Int) -> Dataset {
  Dataset(
    rows: (0..<count).map {
      Row([("id", .int($0)), ("text", .text("t\($0)")), ("group", .text("g\($0 % 7)"))])
    })
}

extension Dataset {
  /// The numbers in the column `id`.
  var ids: [Int] {
    get throws { try numbers("id").map { Int($0) } }
  }
}

/// The bytes of a file.
func readBytes(_ path: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path)) }
