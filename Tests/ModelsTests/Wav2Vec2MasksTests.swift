import Autograd
import Layers
import Models
import Tensors
import TestSupport
import Testing
import Text

/// The frames of a new network that has a vector for masked frames.
private func model(
  _ changes: (inout Wav2Vec2Training) -> Void, layers: Int = 1
) throws -> Wav2Vec2 {
  var configuration = try Wav2Vec2Configuration(try Wav2Vec2Fixture("base").settings)
  configuration.layers = layers
  changes(&configuration.training)
  return Wav2Vec2(
    tokenizer: try sevenTokens(), configuration: configuration, from: RandomParameters(seed: 3))
}

private func scores(_ model: Wav2Vec2, _ lengths: [Int], step: Int = 0) -> Tensor {
  let samples = Variable(randomTensor([lengths.reduce(0, +), 1]))
  return model.logits(
    Batch(samples, lengths: lengths), .training(on: Tape(), seed: 5, step: step)
  ).rows.value
}

@Test(arguments: ["base", "adapter", "lv60"])
func `a recording is masked and dropped in any batch as alone`(name: String) throws {
  var configuration = try Wav2Vec2Configuration(try Wav2Vec2Fixture(name).settings)
  configuration.training = Wav2Vec2Training()
  configuration.training.timeMasks.probability = 0.4
  configuration.training.timeMasks.length = 2
  configuration.training.featureMasks.probability = 0.3
  configuration.training.featureMasks.length = 3
  configuration.training.projectionDropout = 0.2
  configuration.training.layerDrop = 0.3
  let model = Wav2Vec2(
    tokenizer: try sevenTokens(), configuration: configuration, from: RandomParameters(seed: 3))
  let samples = [397, 250, 500].enumerated().map {
    randomTensor([$0.element, 1], salt: UInt64($0.offset))
  }
  func scores(_ places: [Int]) -> [Tensor] {
    model.logits(
      Batch(packing: places.map { samples[$0] }, keys: places.map { 10 + $0 }),
      .training(on: Tape(), seed: 5, step: 2)
    ).sequences
  }
  let alone = (0..<3).map { scores([$0])[0] }
  for places in [[0, 1, 2], [2, 0, 1], [1, 2]] {
    #expect(scores(places) == places.map { alone[$0] })
  }
}

@Test func `masks are drawn in training alone, anew at every step`() throws {
  let masked = try model { $0.timeMasks.probability = 0.5 }
  let plain = try model { $0.masks = false }
  let lengths = [397, 500]
  let samples = randomTensor([897, 1])
  #expect(scores(masked, lengths) == scores(masked, lengths))
  #expect(scores(masked, lengths) != scores(masked, lengths, step: 1))
  #expect(scores(masked, lengths) != scores(plain, lengths))
  #expect(masked.scores(samples, lengths).0 == plain.scores(samples, lengths).0)
  #expect(scores(plain, lengths) == scores(plain, lengths, step: 1))
}

@Test func `a recording shorter than a mask is left whole`() throws {
  // 30 samples are one frame, 60 are two.
  let masked = try model { $0.timeMasks.probability = 1 }
  let plain = try model { $0.masks = false }
  #expect(scores(masked, [30, 60]) == scores(plain, [30, 60]))
}

@Test func `the vector in the place of masked frames is trained by them`() throws {
  for probability in [0.0, 0.6] {
    let model = try model {
      $0.timeMasks.probability = probability
      $0.featureMasks.probability = 0.3
      $0.timeMasks.length = 2
      $0.featureMasks.length = 3
    }
    let tape = Tape()
    let logits = model.logits(
      Batch(Variable(randomTensor([800, 1])), lengths: [300, 500]),
      .training(on: tape, seed: 1, step: 0)
    ).rows
    tape.backward(from: logits, gradient: randomTensor(logits.shape, salt: 9))
    let vector = try #require(model.parameters.first { $0.name.hasSuffix("masked_spec_embed") })
    #expect((vector.gradient != nil) == (probability > 0))
    #expect(vector.value.elements.allSatisfy { (0..<1).contains($0) })
  }
}

@Test func `without a chance of masks there is no vector`() throws {
  let model = try model { $0.timeMasks.probability = 0 }
  #expect(!model.parameters.contains { $0.name.hasSuffix("masked_spec_embed") })
}

@Test func `each kind of dropout changes the scores of a training step and nothing else`() throws {
  let places: [WritableKeyPath<Wav2Vec2Training, Double>] = [
    \.hiddenDropout, \.activationDropout, \.attentionDropout, \.projectionDropout, \.finalDropout,
  ]
  let plain = try model { $0.masks = false }
  let samples = randomTensor([600, 1])
  for place in places {
    let model = try model {
      $0.masks = false
      $0[keyPath: place] = 0.4
    }
    #expect(scores(model, [600]) == scores(model, [600]))
    #expect(scores(model, [600]) != scores(plain, [600]))
    #expect(scores(model, [600]) != scores(model, [600], step: 1))
    #expect(model.scores(samples, [600]).0 == plain.scores(samples, [600]).0)
  }
}

@Test func `layers are left out of a step as often as the setting says`() throws {
  let dropping = try model(
    {
      $0.masks = false
      $0.layerDrop = 0.3
    }, layers: 8)
  var left = 0
  let steps = 150
  for step in 0..<steps {
    let tape = Tape()
    let logits = dropping.logits(
      Batch(randomTensor([60, 1])), .training(on: tape, seed: 1, step: step)
    ).rows
    tape.backward(from: logits)
    for layer in 0..<8 {
      let parts = try dropping.parameters(of: "wav2vec2.encoder.layers.\(layer)")
      let trained = parts.filter { $0.gradient != nil }
      #expect(trained.isEmpty || trained.count == parts.count)
      if trained.isEmpty { left += 1 }
    }
    for parameter in dropping.parameters { parameter.gradient = nil }
  }
  // 1200 draws at 0.3: 360, with a deviation of 16.
  #expect(abs(left - 360) < 64)
}

@Test func `left out layers of an adapter leave the frames as many`() throws {
  var configuration = try Wav2Vec2Configuration(try Wav2Vec2Fixture("adapter").settings)
  configuration.training.layerDrop = 0.999
  let model = Wav2Vec2(
    tokenizer: try sevenTokens(), configuration: configuration, from: RandomParameters(seed: 3))
  let logits = model.logits(
    Batch(randomTensor([600, 1])), .training(on: Tape(), seed: 1, step: 0))
  #expect(logits.lengths == [configuration.frontEndFrames(samples: 600)])
  #expect(model.frameCount(samples: 600) < logits.lengths[0])
}
