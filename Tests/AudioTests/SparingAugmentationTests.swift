internal import Audio
internal import Foundation
internal import Tensors
internal import TestSupport
internal import Testing

/// Chains of steps in a training, which no draw ends.
@Suite struct SparingAugmentationTests {
  private let clip = soundClip(seconds: 0.25) { 0.2 * sin(2 * Double.pi * 300 * $0) }
  private let silence = soundClip(seconds: 0.25) { _ in 0 }

  private let noisy = Effect.noise([.white], snr: .range(0...10), speech: [])

  @Test func `a step that does not go with a recording is left out, and the others draw the same`()
    throws
  {
    let whole = Augmentation([
      try .init(.speed(.range(0.8...1.2))), try .init(noisy), try .init(.tempo(.range(0.8...1.2))),
    ])
    for row in 0..<10 {
      let place = Augmentation.Place(seed: 4, row: row)
      let (heard, leftOut) = try whole.sparing(silence, at: place)
      #expect(leftOut.map(\.step) == [1])
      #expect(leftOut[0].reason == .silent(sound: "The audio that noise is added to"))
      #expect(
        abs(heard.duration - silence.duration / whole.speedFactor(at: place)) < 2e-4)
      let (sound, none) = try whole.sparing(clip, at: place)
      #expect(try none.isEmpty && sound == whole(clip, at: place))
    }
  }

  @Test func `gains and noise beyond sense are left out`() throws {
    let chain = Augmentation([
      try .init(.gain(.fixed(200))), try .init(.gain(.fixed(200))),
      try .init(.noise([.white], snr: .fixed(-200), speech: [])),
    ])
    let (heard, leftOut) = try chain.sparing(clip, at: .init(seed: 1, row: 1))
    #expect(leftOut.map(\.step) == [1, 2])
    #expect(heard == (try clip.gain(200)))
    #expect(throws: AudioError.self) { try chain(clip, at: .init(seed: 1, row: 1)) }
  }

  @Test
  func `noise that cannot be decoded at the place drawn is left out, noise that is gone is not`()
    throws
  {
    let folder = try TemporaryFolder()
    let path = folder.file("noise.wav")
    try soundClip(seconds: 2) { 0.1 * sin(2 * Double.pi * 500 * $0) }.save(to: path)
    let chain = Augmentation([
      try .init(.recordedNoise([.file(try audioInfo(path))], snr: .fixed(5)))
    ])
    let bytes = try folder.bytes("noise.wav")
    _ = try folder.write("noise.wav", bytes.prefix(bytes.count / 2))
    var leftOut = 0
    for row in 0..<30 {
      leftOut += try chain.sparing(clip, at: .init(seed: 1, row: row)).leftOut.count
    }
    #expect(leftOut > 0)
    try FileManager.default.removeItem(atPath: path)
    #expect(throws: AudioError.missingFile(path: path)) {
      try chain.sparing(clip, at: .init(seed: 1, row: 0))
    }
  }

  @Test func `what no recording could be changed by is found before any is`() throws {
    let folder = try TemporaryFolder()
    func source(_ name: String, _ clip: AudioClip) throws -> NoiseSource {
      try clip.save(to: folder.file(name))
      return .file(try audioInfo(folder.file(name)))
    }
    let silent = try source("silent.wav", silence)
    let slow = try source("slow.wav", soundClip(seconds: 0.1, rate: 8_000) { 0.1 * sin(999 * $0) })
    let stereo = try source(
      "stereo.wav",
      AudioClip(samples: Tensor(repeating: 0.1, shape: [50, 2]), samplingRate: 16_000))
    let good = try source("good.wav", clip)
    func problem(_ effect: Effect) throws -> String? {
      let chain = Augmentation([try .init(.gain(.fixed(1))), try .init(effect)])
      return chain.problem(atRate: 16_000).map { "\($0.step): \($0.reason)" }
    }
    let cases: [(effect: Effect, words: String?)] = [
      (.recordedNoise([good, silent], snr: .fixed(1)), "silent.wav\" is silent"),
      (.noise([.babble], snr: .fixed(1), speech: [silent]), "silent.wav\" is silent"),
      (.reverberation([silent]), "silent.wav\" is silent"),
      (.recordedNoise([slow], snr: .fixed(1)), "slow.wav\" has 8000 Hz and this audio 16000 Hz"),
      (.reverberation([slow]), "slow.wav\" has 8000 Hz"),
      (.reverberation([stereo]), "audio of 2 channels"),
      (
        .lowPass(.range(1_000...9_000)),
        "frequency is 9000.0; it must be above 0 and below 8000.0 Hz"
      ),
      (.bandPass(low: .fixed(300), high: .among([3_000, 8_000, 3_400])), "high is 8000.0"),
      (.codec([.gsm, .ulaw], samplingRate: 1_000_000), "1000000 Hz"),
      (.recordedNoise([good], snr: .fixed(1)), nil), (.reverberation([good]), nil),
      (.highPass(.range(10...7_999)), nil), (noisy, nil), (.speed(.range(0.25...4)), nil),
      (.codec(Codec.allCases, samplingRate: nil), nil),
    ]
    for (effect, words) in cases {
      let found = try problem(effect)
      #expect(
        words.map { found?.hasPrefix("1: ") == true && found?.contains($0) == true }
          ?? (found == nil),
        "\(effect): \(found ?? "none")")
    }
  }
}
