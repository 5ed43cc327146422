@testable internal import Audio
internal import Foundation
internal import Tensors
internal import Testing

@Suite struct NoiseTests {
  private let speech = soundClip(seconds: 2) { 0.2 * sin(2 * Double.pi * 300 * $0) }

  private func stream(_ seed: UInt64) -> RandomStream {
    RandomStream(seed: seed, purpose: "test")
  }

  @Test(arguments: NoiseKind.allCases, [-5.0, 0, 17.5])
  func `the ratio of levels is the one asked for`(kind: NoiseKind, snr: Double) throws {
    let noisy = try speech.addingNoise(kind, snr: snr, stream: stream(1))
    #expect(noisy.frameCount == speech.frameCount)
    let noise = zip(noisy.samples.elements, speech.samples.elements).map { Double($0) - Double($1) }
    let power = noise.reduce(0) { $0 + $1 * $1 } / Double(noise.count)
    let measured = speech.level - 10 * log10(power)
    #expect(abs(measured - snr) < 0.01)
  }

  @Test func `white noise is normal and of equal power everywhere`() throws {
    let noise = coloredNoise(.white, frames: 1 << 18, stream: stream(2)).elements.map { Double($0) }
    let count = Double(noise.count)
    let mean = noise.reduce(0, +) / count
    let deviation = (noise.reduce(0) { $0 + $1 * $1 } / count).squareRoot()
    let fourth = noise.reduce(0) { $0 + $1 * $1 * $1 * $1 } / count
    // Six standard errors.
    #expect(abs(mean) < 6 / count.squareRoot())
    #expect(abs(deviation - 1) < 6 / (2 * count).squareRoot())
    #expect(abs(fourth - 3) < 6 * (96 / count).squareRoot())
    for limit in [0.5, 1, 2, 3] {
      let share = Double(noise.count { $0 > limit }) / count
      let wanted = 0.5 * erfc(limit / 2.0.squareRoot())
      #expect(abs(share - wanted) < 6 * (wanted / count).squareRoot(), "\(limit)")
    }
    let neighbours = zip(noise, noise.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 } / count
    #expect(abs(neighbours) < 6 / count.squareRoot())
  }

  @Test func `pink noise falls by 3 dB an octave`() throws {
    let noise = coloredNoise(.pink, frames: 1 << 20, stream: stream(3))
    let clip = AudioClip(samples: noise, samplingRate: 16_000)
    #expect(abs(clip.level) < 0.5)
    var edge = 31.25
    var powers: [Double] = []
    while edge < 8_000 {
      powers.append(try bandPower(clip, from: edge, to: 2 * edge))
      edge *= 2
    }
    #expect(powers.count == 8)
    for (lower, higher) in zip(powers, powers.dropFirst()) {
      let step = 10 * log10(higher / lower)
      #expect(abs(step + 3.01) < 0.35, "\(step) dB")
    }
    // Over seven octaves what one step may be off does not add up.
    #expect(abs(10 * log10(powers[7] / powers[0]) + 7 * 3.01) < 0.6)
  }

  @Test func `noise depends on its stream alone`() {
    let first = coloredNoise(.pink, frames: 5_000, stream: stream(4))
    #expect(first == coloredNoise(.pink, frames: 5_000, stream: stream(4)))
    #expect(first != coloredNoise(.pink, frames: 5_000, stream: stream(5)))
    let long = coloredNoise(.white, frames: 5_000, stream: stream(4)).elements
    let short = coloredNoise(.white, frames: 77, stream: stream(4)).elements
    #expect(Array(long[..<77]) == short)
  }

  @Test func `a stretch of a long recording is drawn, a short one repeats`() throws {
    let ramp = AudioClip(
      samples: Tensor((1...1_000).map { Float($0) / 1_000 }), samplingRate: 16_000)
    var draws = stream(6)
    let part = try NoiseSource.clip(ramp).stretch(of: 100, stream: &draws).samples.elements
    #expect(zip(part, part.dropFirst()).allSatisfy { abs($1 - $0 - 0.001) < 1e-6 })
    let repeated = try NoiseSource.clip(ramp).stretch(of: 2_500, stream: &draws).samples.elements
    #expect(repeated[0] == repeated[1_000] && repeated[499] == repeated[1_499])
  }

  @Test func `what has no level or another rate is refused`() throws {
    let silence = AudioClip(samples: Tensor(zeros: [32_000]), samplingRate: 16_000)
    let other = AudioClip(samples: speech.samples, samplingRate: 8_000)
    #expect(throws: AudioError.silent(sound: "The audio that noise is added to")) {
      try silence.addingNoise(.white, snr: 10, stream: stream(1))
    }
    #expect(throws: AudioError.silent(sound: "The noise")) {
      try speech.addingNoise(silence, snr: 10)
    }
    #expect(
      throws: AudioError.differentRates(rate: 16_000, sound: "The noise", soundRate: 8_000)
    ) { try speech.addingNoise(other, snr: 10) }
    var draws = stream(1)
    #expect(throws: AudioError.silent(sound: "The noise")) {
      try NoiseSource.clip(silence).stretch(of: 100, stream: &draws)
    }
  }
}
