import Audio
import Models
import Tensors
import TestSupport
import Testing
import Text

private struct NormalisedFixture: Decodable {
  let samples: TensorFixture
  let features: TensorFixture
}

private func readFixtures() throws -> [NormalisedFixture] {
  try engineFixture("../wav2vec2/extractor.json", as: [NormalisedFixture].self)
}

@Test func `samples are normalised as transformers does it`() throws {
  for fixture in try readFixtures() {
    let clip = AudioClip(samples: fixture.samples.tensor, samplingRate: 16_000)
    let features = try FeatureExtractor().features(of: clip)
    #expect(features.shape == [clip.frameCount, 1])
    #expect(differences(features, fixture.features, tolerance: 2e-5) == "")
    var plain = FeatureExtractor()
    plain.isNormalising = false
    #expect(try plain.features(of: clip).elements == clip.samples.elements)
  }
}

@Test func `the settings of an extractor are read and written`() throws {
  let object = JSONObject([
    (key: "do_normalize", value: false), (key: "feature_size", value: 1),
    (key: "feature_extractor_type", value: "Wav2Vec2FeatureExtractor"),
    (key: "padding_side", value: "right"), (key: "padding_value", value: .number(0)),
    (key: "return_attention_mask", value: false), (key: "sampling_rate", value: 8_000),
    (key: "processor_class", value: "Wav2Vec2Processor"),
  ])
  let extractor = try FeatureExtractor(object)
  #expect(extractor.samplingRate == 8_000 && !extractor.isNormalising)
  #expect(extractor.json == object)
  let standard = try FeatureExtractor(JSONObject())
  #expect(standard == FeatureExtractor() && standard.samplingRate == 16_000)
  #expect(try FeatureExtractor(standard.json) == standard)
}

@Test(arguments: [
  ("feature_size", JSON.integer(80)), ("feature_size", "1"), ("sampling_rate", 0),
  ("sampling_rate", .number(16_000.5)), ("do_normalize", 1), ("do_normalize", .null),
  ("feature_extractor_type", "WhisperFeatureExtractor"), ("feature_extractor_type", 3),
  ("num_mel_bins", 80), ("dither", .number(0.1)), ("do_ceptral_normalize", true),
])
func `an extractor with another meaning is refused by name`(key: String, value: JSON) {
  do {
    _ = try FeatureExtractor(JSONObject([(key: key, value: value)]))
    Issue.record("It was read.")
  } catch {
    #expect(error.description.hasPrefix(key), "\(error)")
  }
}
