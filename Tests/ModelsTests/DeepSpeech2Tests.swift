import Audio
import Autograd
import Layers
import Models
import Tensors
import TestSupport
import Testing
import Text

@Test(arguments: [[[2, 2], [1, 1]], [[2, 3], [1, 2]], [[1, 1], [1, 1]]])
func `the frames foretold are the rows of the scores`(strides: [[Int]]) throws {
  let pairs = JSON.array(strides.map { .array($0.map { .integer($0) }) })
  let model = DeepSpeech2(
    tokenizer: try smallTokenizer(),
    configuration: try DeepSpeech2Configuration(smallSettings.with("conv_strides", pairs)),
    from: RandomParameters(seed: 1))
  let lengths = Array(0...200)
  let (scores, frames) = model.scores(
    randomTensor([lengths.reduce(0, +), 20]), lengths)
  #expect(frames == lengths.map { model.frameCount(features: $0) })
  #expect(scores.shape == [frames.reduce(0, +), 6])
  #expect(scores.isFinite)
  for length in [0, 1, 2, 3, 7, 99, 200] {
    let (alone, own) = model.scores(randomTensor([length, 20]), [length])
    #expect(own == [model.frameCount(features: length)] && alone.rowCount == own[0])
  }
}

@Test func `a batch gives each recording the scores that it has alone`() throws {
  let model = try smallModel()
  let lengths = [40, 1, 7, 0, 63, 12]
  let parts = lengths.enumerated().map { randomTensor([$1, 20], salt: UInt64($0)) }
  let joined = Tensor(joining: parts, shape: [lengths.reduce(0, +), 20])
  let (together, frames) = model.scores(joined, lengths)
  var frame = 0
  for (index, part) in parts.enumerated() {
    let alone = model.scores(part, [lengths[index]]).0
    let own = together.rows(frame..<frame + frames[index])
    frame += frames[index]
    #expect(differences(own.elements, alone.elements.map { Double($0) }, tolerance: 1e-5) == "")
  }
}

@Test func `the seed alone makes the weights`() throws {
  let (one, same, other) = (try smallModel(), try smallModel(), try smallModel(seed: 2))
  #expect(one.parameters.map(\.name) == other.parameters.map(\.name))
  #expect(Set(one.parameters.map(\.name)).count == one.parameters.count)
  for (first, second) in zip(one.parameters, same.parameters) {
    #expect(first.value == second.value)
  }
  let changed = zip(one.parameters, other.parameters).filter { $0.value != $1.value }
  // Norms begin at one and zero.
  #expect(
    changed.map(\.0.name) == one.parameters.map(\.name).filter { !$0.contains("norm") })
  let (all, trainable) = one.parameterCounts
  #expect(all == one.parameters.reduce(0) { $0 + $1.value.count } && trainable == all)
}

@Test func `what is heard has as many frames as the length foretells`() throws {
  let model = try smallModel()
  for samples in [160, 161, 239, 240, 241, 799, 800, 8_000] {
    let clip = AudioClip(samples: randomTensor([samples]), samplingRate: 8_000)
    let features = try model.features(of: clip)
    #expect(model.frameCount(features: features.rowCount) == model.frameCount(samples: samples))
    #expect(features.isFinite && features.rowLength == 20)
    #expect(try model.logits(clip).rowCount == model.frameCount(samples: samples))
  }
  #expect(model.frameCount(samples: 159) == 0 && model.frameCount(samples: 0) == 0)
}

@Test func `audio that does not suit the model is refused with its figures`() throws {
  let model = try smallModel()
  func message(_ shape: [Int], _ rate: Int) -> String {
    do {
      _ = try model.features(of: AudioClip(samples: Tensor(zeros: shape), samplingRate: rate))
      return "It was heard."
    } catch {
      return error.description
    }
  }
  #expect(
    message([800], 16_000) == "the audio has 16000 samples a second, the model wants 8000")
  #expect(message([800, 2], 8_000).contains("2 channels"))
  #expect(message([159], 8_000) == "the audio has 159 samples, one frame needs 160")
  #expect(message([0], 8_000).contains("0 samples"))
  // Silence is heard as zeros, not as NaN.
  let silence = AudioClip(samples: Tensor(zeros: [800]), samplingRate: 8_000)
  #expect(try model.features(of: silence).isFinite)
}

@Test func `parts are frozen by their names`() throws {
  let model = try smallModel()
  try model.freeze("conv")
  let frozen = model.parameters.filter { !$0.isTrainable }.map(\.name)
  #expect(frozen == ["conv.0.weight", "conv.0.bias", "conv.1.weight", "conv.1.bias"])
  #expect(throws: ModelError.self) { try model.freeze("con") }
  do {
    try model.freeze("encoder")
    Issue.record("It was frozen.")
  } catch {
    #expect(
      error.description == "the model has no part \"encoder\"; it has conv, conv_norm, lm_head, "
        + "rnn, rnn_norm")
  }
}

@Test(arguments: [
  ("*.bias", 7), ("rnn*", 20), ("conv.*.weight", 2), ("*", 30), ("rnn.1", 8), ("*_l0_reverse", 8),
  ("rnn_norm.*", 4),
])
func `parts are named by patterns`(pattern: String, count: Int) throws {
  let model = try smallModel()
  #expect(try model.parameters(of: pattern).count == count)
}

@Test(arguments: ["", "*.bia", "rnn.2", "lm_head.weight.*", "conv*nothing*", "RNN"])
func `patterns that name nothing are refused`(pattern: String) throws {
  let model = try smallModel()
  #expect(throws: ModelError.self) { try model.parameters(of: pattern) }
}

@Test func `the hidden states are what the recurrent layers read, and the last output`() throws {
  let model = try smallModel()
  let states = model.hiddenStates(
    Batch(Variable(randomTensor([30, 20])), lengths: [13, 17]))
  let frames = model.frameCount(features: 13) + model.frameCount(features: 17)
  #expect(states.count == 3 && states.allSatisfy { $0.rowCount == frames })
  #expect(states.last?.rowLength == 18)
  #expect(model.trainingSettings.map(\.name) == ["dropout"])
}

@Test func `without recurrent layers a frame hears the windows of the convolutions alone`() throws {
  func model(recurrentLayers: Int) throws -> DeepSpeech2 {
    DeepSpeech2(
      tokenizer: try smallTokenizer(),
      configuration: try DeepSpeech2Configuration(
        smallSettings.with("rnn_layers", .integer(recurrentLayers))),
      from: RandomParameters(seed: 1))
  }
  let features = randomTensor([100, 20])
  var elements = features.elements
  for bin in 0..<20 { elements[50 * 20 + bin] += 3 }
  let other = Tensor(elements, shape: [100, 20])
  // Windows of 7 frames at every second, and of 5 of those: from 7 frames before to 7 behind.
  for (layers, reach) in [(0, 7), (1, 100)] {
    let model = try model(recurrentLayers: layers)
    let (before, after) = (model.scores(features, [100]).0, model.scores(other, [100]).0)
    for frame in 0..<before.rowCount {
      let isSame = before.rows(frame..<frame + 1) == after.rows(frame..<frame + 1)
      #expect(isSame == (abs(2 * frame - 50) > reach), "\(layers) layers, frame \(frame)")
    }
  }
  let alone = try model(recurrentLayers: 0)
  #expect(alone.hiddenStates(Batch(features)).count == 1)
  #expect(!alone.parameters.contains { $0.name.contains("rnn") })
}
