internal import Audio
internal import Foundation
internal import Tensors
internal import Testing

@Suite struct CodecTests {
  /// A sweep below 3 kHz that comes and goes, no stretch of which is like another.
  private let clip = soundClip(seconds: 1.3) { time in
    let envelope = 0.5 - 0.5 * cos(2 * Double.pi * 3 * time)
    return envelope * 0.4 * sin(2 * Double.pi * (250 * time + 800 * time * time))
  }

  @Test(
    arguments: [
      (Codec.gsm, 6.0), (.ulaw, 30), (.alaw, 30), (.adpcm, 20), (.vorbis, 12), (.opus, 12),
      (.mp3, 12),
    ])
  func `what comes out is the sound, where it was`(codec: Codec, quality: Double) throws {
    let coded = try clip.coded(by: codec)
    #expect(coded.frameCount == clip.frameCount)
    #expect(coded.samplingRate == clip.samplingRate)
    let (before, after) = (clip.samples.elements, coded.samples.elements)
    var best = (lag: 0, product: -Float.infinity)
    for lag in -80...80 {
      var product: Float = 0
      for index in 2_000..<18_000 { product += before[index] * after[index + lag] }
      if product > best.product { best = (lag, product) }
    }
    #expect(abs(best.lag) <= 1, "\(best.lag) samples late")
    let error = zip(before, after).reduce(0) { $0 + pow(Double($1.0 - $1.1), 2) }
    let power = before.reduce(0) { $0 + Double($1) * Double($1) }
    let ratio = 10 * log10(power / error)
    #expect(ratio > quality, "\(codec): \(ratio) dB")
    #expect(ratio < 80, "\(codec) loses something")
  }

  @Test(arguments: Codec.allCases)
  func `the same sound gives the same bits`(codec: Codec) throws {
    #expect(try clip.coded(by: codec) == clip.coded(by: codec))
  }

  @Test func `sound beyond full scale is not cut off`() throws {
    let loud = try clip.gain(20)
    #expect(loud.peak > 2)
    for codec in Codec.allCases {
      let coded = try loud.coded(by: codec)
      #expect(abs(coded.level - loud.level) < 2.5, "\(codec)")
      #expect(coded.peak > 2, "\(codec)")
    }
  }

  @Test func `a telephone's rate leaves a telephone's band`() throws {
    let noise = try clip.addingNoise(
      .white, snr: 0, stream: RandomStream(seed: 1, purpose: "test"))
    let coded = try noise.coded(by: .alaw, samplingRate: 8_000)
    let (kept, gone) = (
      try bandPower(coded, from: 500, to: 3_000), try bandPower(coded, from: 4_500, to: 7_500)
    )
    #expect(gone < kept / 1_000)
  }

  @Test func `a lower quality loses more`() throws {
    for codec in [Codec.vorbis, .mp3] {
      func error(_ quality: Double) throws -> Double {
        zip(
          clip.samples.elements, try clip.coded(by: codec, quality: quality).samples.elements
        ).reduce(0) { $0 + pow(Double($1.0 - $1.1), 2) }
      }
      let (low, high) = (try error(0), try error(1))
      #expect(high < low, "\(codec)")
    }
    #expect(throws: AudioError.self) { try clip.coded(by: .gsm, quality: 0.5) }
  }
}
