internal import Audio
internal import Foundation
internal import Tensors

/// A folder of a test's own, removed when the test ends.
final class Scratch {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "audio-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// The path of a file in the folder.
  func path(_ name: String) -> String { folder.appending(path: name).path }

  /// Writes `bytes` to a file in the folder.
  func write(_ bytes: [UInt8], _ name: String) throws -> String {
    try Data(bytes).write(to: folder.appending(path: name))
    return path(name)
  }

  /// The bytes of a file in the folder.
  func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: folder.appending(path: name)))
  }

  /// The names of all files in the folder.
  var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }
  }
}

/// A clip of two tones, every sample a multiple of 1/32768.
func tones(_ frames: Int, channels: Int = 1, rate: Int = 16_000) -> AudioClip {
  let samples = (0..<frames * channels).map { index in
    let (frame, channel) = (Double(index / channels), Double(index % channels))
    let value = 0.4 * sin(frame * 0.1 * (channel + 1)) + 0.2 * cos(frame * 0.037)
    return Float((value * 32_768).rounded() / 32_768)
  }
  let shape = channels == 1 ? [frames] : [frames, channels]
  return AudioClip(samples: Tensor(samples, shape: shape), samplingRate: rate)
}

/// The bytes of a WAV file, written by hand.
struct WAVBytes {
  var format: UInt16 = 1
  var channels: UInt16 = 1
  var rate: UInt32 = 16_000
  var bits: UInt16 = 16
  var blockAlign: UInt16?
  var data: [UInt8] = []
  var declaredLength: UInt32?
  /// The length of all that follows; the true one if nil.
  var formLength: UInt32?
  /// Chunks before the one of the sound.
  var before: [UInt8] = []

  var bytes: [UInt8] {
    let align = blockAlign ?? channels &* (bits / 8)
    var header: [UInt8] = Array("fmt ".utf8) + little(UInt32(16)) + little(format)
    header += little(channels) + little(rate) + little(rate &* UInt32(align))
    header += little(align) + little(bits)
    let body =
      header + before + Array("data".utf8) + little(declaredLength ?? UInt32(data.count)) + data
    return Array("RIFF".utf8) + little(formLength ?? UInt32(4 + body.count)) + Array("WAVE".utf8)
      + body
  }
}

/// The bytes of an integer, the lowest first.
func little(_ value: some FixedWidthInteger) -> [UInt8] {
  stride(from: 0, to: value.bitWidth, by: 8).map { UInt8(truncatingIfNeeded: value >> $0) }
}
