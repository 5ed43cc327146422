import Audio
import Foundation
import Tensors
import Testing

struct WaveFileTests {
  @Test func `a player's file reads as the recording`() throws {
    let samples = (0..<500).map { Float(sin(Double($0) / 7)) * 0.5 }
    let clip = AudioClip(samples: Tensor(samples, shape: [250, 2]), samplingRate: 8000)
    let path = FileManager.default.temporaryDirectory.path + "/asrsh-\(UUID().uuidString).wav"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(clip.waveFile).write(to: URL(fileURLWithPath: path))
    let read = try readAudio(path)
    #expect(read.samplingRate == 8000 && read.samples.shape == [250, 2])
    let difference = (0..<500).map { abs(read.samples.elements[$0] - samples[$0]) }.max() ?? 1
    #expect(difference < 1 / 32_000)
  }

  @Test func `what no player can play is cut off or silent`() throws {
    let clip = AudioClip(
      samples: Tensor([2, -3, .nan, 0.5], shape: [4, 1]), samplingRate: 8000)
    let bytes = Array(clip.waveFile.suffix(8))
    #expect(bytes == [0xFF, 0x7F, 0x01, 0x80, 0, 0, 0x00, 0x40])
  }
}
