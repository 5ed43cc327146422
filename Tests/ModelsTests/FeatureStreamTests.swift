import Audio
import Foundation
import Models
import Tensors
import TestSupport
import Text
import Testing

/// A recording of noise that grows louder, with a silence in it.
private func recording(_ count: Int, rate: Int, seed: UInt64) -> AudioClip {
  var random = Randomness(seed: seed)
  let samples = (0..<count).map { index in
    let level = index % 5_000 > 4_000 ? 0 : 0.1 + Float(index) / Float(count)
    return level * Float.random(in: -0.5...0.6, using: &random)
  }
  return AudioClip(samples: Tensor(samples), samplingRate: rate)
}

/// The features of a recording whose samples come in parts of random lengths.
private func streamed(
  _ clip: AudioClip, _ model: any SpeechModel, longest: Int, seed: UInt64
) throws -> Tensor {
  var random = Randomness(seed: seed)
  var stream = model.featureStream
  var parts: [Tensor] = []
  for _ in 0...stream.surveyCount {
    parts = []
    var place = 0
    while place < clip.frameCount {
      let end = min(clip.frameCount, place + Int.random(in: 1...longest, using: &random))
      parts.append(try stream.take(clip.samples.rows(place..<end)))
      place = end
    }
    parts.append(try stream.finish())
  }
  let rows = parts.reduce(0) { $0 + $1.rowCount }
  return Tensor(joining: parts, shape: [rows, stream.rowLength])
}

@Test(arguments: [(160, 40), (1_000, 700), (33_333, 900), (70_001, 9_000), (70_079, 70_079)])
func `log-mel features of parts are those of the whole`(count: Int, longest: Int) throws {
  let model = try smallModel()
  let clip = recording(count, rate: 8_000, seed: UInt64(count))
  let whole = try model.features(of: clip)
  let parts = try streamed(clip, model, longest: longest, seed: 3)
  #expect(parts.shape == whole.shape)
  #expect(largestDifference(parts, whole) < 2e-4)
}

@Test(arguments: [true, false])
func `samples of parts are normalised by the whole recording`(isNormalising: Bool) throws {
  let fixture = try Wav2Vec2Fixture("lv60")
  var extractor = FeatureExtractor()
  extractor.isNormalising = isNormalising
  let model = Wav2Vec2(
    tokenizer: try sevenTokens(), configuration: try Wav2Vec2Configuration(fixture.settings),
    extractor: extractor, from: GivenParameters(values: fixture.weights))
  let clip = recording(50_000, rate: 16_000, seed: 5)
  let whole = try model.features(of: clip)
  let parts = try streamed(clip, model, longest: 3_000, seed: 4)
  #expect(parts.shape == whole.shape)
  #expect(largestDifference(parts, whole) < (isNormalising ? 1e-5 : 0.0000001))
}

@Test func `a recording that is too short for a window is refused`() throws {
  var stream = try smallModel().featureStream
  _ = try stream.take(Tensor(zeros: [100]))
  #expect(throws: ModelError.self) { _ = try stream.finish() }
}
