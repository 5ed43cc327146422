internal import Audio
internal import Foundation
internal import Tensors
internal import TestSupport
internal import Testing

/// Recordings of noise that are mostly pause, as collections pad short ones.
@Suite struct NoiseStretchTests {
  private let clip = soundClip(seconds: 0.25) { 0.2 * sin(2 * Double.pi * 300 * $0) }

  /// Sound in some frames of a recording, silence in all others.
  private func noise(of frames: Int, sounding: Range<Int>) -> AudioClip {
    var samples = [Float](repeating: 0, count: frames)
    var stream = RandomStream(seed: 9, purpose: "sound")
    for frame in sounding { samples[frame] = 0.1 * stream.normal() }
    return AudioClip(samples: Tensor(samples), samplingRate: 16_000)
  }

  /// What stands under the clip behind a step that adds a stretch of a source.
  private func added(_ source: NoiseSource, row: Int) throws -> [Float] {
    let chain = Augmentation([try .init(.recordedNoise([source], snr: .fixed(10)))])
    let noisy = try chain(clip, at: .init(seed: 2, row: row))
    return zip(noisy.samples.elements, clip.samples.elements).map { $0 - $1 }
  }

  @Test(arguments: [0..<20_000, 60_000..<80_000, 40_000..<40_001, 79_999..<80_000, 0..<1])
  func `a stretch is drawn where there is sound`(_ sounding: Range<Int>) throws {
    let folder = try TemporaryFolder()
    let noise = noise(of: 80_000, sounding: sounding)
    try noise.save(to: folder.file("noise.wav"))
    let file = NoiseSource.file(try audioInfo(folder.file("noise.wav")))
    var stretches: Set<[Float]> = []
    for row in 0..<40 {
      for source in [NoiseSource.clip(noise), file] {
        let difference = try added(source, row: row)
        let power = difference.reduce(0.0) { $0 + Double($1) * Double($1) }
        let signal = clip.samples.elements.reduce(0.0) { $0 + Double($1) * Double($1) }
        #expect(abs(10 * log10(signal / power) - 10) < 1e-3)
        stretches.insert(difference.map { abs($0) < 1e-7 ? 0 : $0 })
      }
    }
    // A single sample at the very end or start can stand at one place alone.
    #expect(stretches.count > 20 || sounding.count == 1)
  }

  @Test func `where the first stretch sounds it is the one that was drawn`() throws {
    // The draws in words: one that the step is done, one of one source, none of a fixed ratio, a place.
    let noise = noise(of: 80_000, sounding: 0..<80_000)
    for row in 0..<20 {
      let place = Augmentation.Place(seed: 2, row: row)
      var stream = RandomStream(seed: 2, purpose: "augment 0", place: place.recording)
      _ = stream.uniform()
      _ = stream.integer(below: 1)
      let start = stream.integer(below: 80_000 - 4_000 + 1)
      let expected = try clip.addingNoise(noise[start..<start + 4_000], snr: 10)
      let chain = Augmentation([
        try .init(.recordedNoise([.clip(noise)], snr: .fixed(10)))
      ])
      #expect(try chain(clip, at: place) == expected)
      #expect(try chain.sparing(clip, at: place).clip == expected)
    }
  }

  @Test func `a recording without any sound is called silent, and no other`() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("silence.wav")
    try noise(of: 80_000, sounding: 0..<0).save(to: path)
    let source = NoiseSource.file(try audioInfo(path))
    #expect(throws: AudioError.silent(sound: "\"\(path)\"")) { try added(source, row: 0) }
    let babble = Augmentation([try .init(.noise([.babble], snr: .fixed(3), speech: [source]))])
    #expect(throws: AudioError.silent(sound: "\"\(path)\"")) {
      try babble(clip, at: .init(seed: 1, row: 0))
    }
  }
}
