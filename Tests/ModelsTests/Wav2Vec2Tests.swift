import Audio
import Autograd
import CTC
import Recognizers
import Layers
import Models
import Tensors
import TestSupport
import Testing
import Text

@Test(arguments: Wav2Vec2Fixture.names)
func `a network has transformers' parameters`(name: String) throws {
  let fixture = try Wav2Vec2Fixture(name)
  let model = try fixture.model()
  let parameters = model.parameters
  #expect(parameters.map(\.name).sorted() == fixture.weights.keys.sorted())
  for parameter in parameters {
    #expect(parameter.value.shape == fixture.weights[parameter.name]?.shape, "\(parameter.name)")
  }
  // A new network has the same names and shapes.
  let fresh = Wav2Vec2(
    tokenizer: try sevenTokens(), configuration: model.configuration,
    from: RandomParameters(seed: 1))
  #expect(fresh.parameters.map(\.name) == parameters.map(\.name))
  #expect(fresh.parameters.map(\.value.shape) == parameters.map(\.value.shape))
  #expect(fresh.parameters.allSatisfy { $0.value.isFinite })
}

@Test(arguments: Wav2Vec2Fixture.names)
func `logits and hidden states are transformers'`(name: String) throws {
  let fixture = try Wav2Vec2Fixture(name)
  let model = try fixture.model()
  for (index, recording) in fixture.recordings.enumerated() {
    let length = [recording.samples.rowCount]
    let (logits, frames) = model.scores(recording.samples, length)
    let expected = fixture.expected["\(index).logits"]
    #expect(frames == [logits.rowCount])
    #expect(largestDifference(logits, expected) < 2e-5)
    let states = model.hiddenStates(Batch(recording.samples))
    #expect(states.count == model.configuration.layers + 1)
    // transformers gives the states around layers, and none without a layer.
    guard model.configuration.layers > 0 else { continue }
    for (layer, state) in states.enumerated() {
      let expected = fixture.expected["\(index).hidden.\(layer)"]
      #expect(largestDifference(state, expected) < 2e-5, "hidden state \(layer)")
    }
  }
}

/// The loss of a fixture's recordings, whose gradients the parameters then have.
private func trained(_ fixture: Wav2Vec2Fixture, _ model: Wav2Vec2) throws -> Double {
  model.training.masks = false
  let tape = Tape()
  let logits = model.logits(
    fixture.batch(fixture.trained), .training(on: tape, seed: 1, step: 0))
  let loss = try CTCLoss(blank: model.blank, reduction: model.lossReduction)(
    logits.rows, lengths: logits.lengths,
    labels: fixture.recordings.prefix(fixture.trained).map(\.labels))
  tape.backward(from: loss.value)
  return Double(loss.value.value.scalar ?? .nan)
}

@Test(arguments: Wav2Vec2Fixture.names)
func `loss and gradients are transformers'`(name: String) throws {
  let fixture = try Wav2Vec2Fixture(name)
  let model = try fixture.model()
  let loss = try trained(fixture, model)
  #expect(abs(loss - fixture.loss) < 1e-5 * fixture.loss)
  let gradients = fixture.expected("gradient.")
  for parameter in model.parameters where parameter.isTrainable {
    guard let expected = gradients[parameter.name] else {
      #expect(parameter.gradient == nil, "\(parameter.name)")
      continue
    }
    // The norm of all gradients is 3 to 50 here.
    let difference = largestDifference(parameter.gradient, expected)
    #expect(difference < 2e-6 * max(10, fixture.gradientNorm), "\(parameter.name)")
  }
}

@Test(arguments: ["feature_encoder", "wav2vec2.feature_extractor", "*.conv_layers.*"])
func `a frozen front end records nothing and changes no number`(part: String) throws {
  let fixture = try Wav2Vec2Fixture("lv60")
  func run(_ part: String?) throws -> (Wav2Vec2, Double, Int) {
    let model = try fixture.model()
    if let part { try model.freeze(part) }
    let tape = Tape()
    model.training.masks = false
    _ = model.logits(fixture.batch(2), .training(on: tape, seed: 1, step: 0))
    return (model, try trained(fixture, model), tape.count)
  }
  let (frozen, loss, operations) = try run(part)
  let (_, wholeLoss, wholeOperations) = try run(nil)
  #expect(abs(loss - wholeLoss) < 1e-6)
  #expect(operations < wholeOperations)
  let parts = frozen.parameters.filter { $0.name.contains("conv_layers") }
  #expect(parts.count == 12 && parts.allSatisfy { $0.gradient == nil && !$0.isTrainable })
  let others = frozen.parameters.filter { !$0.name.contains("conv_layers") }
  #expect(others.allSatisfy { $0.gradient != nil })
}

@Test(arguments: Wav2Vec2Fixture.names)
func `a batch gives each recording the numbers that it has alone`(name: String) throws {
  let fixture = try Wav2Vec2Fixture(name)
  let model = try fixture.model()
  let lengths = [300, 45, 397, 101, 60]
  let parts = lengths.enumerated().map { randomTensor([$1, 1], salt: UInt64($0)) }
  let joined = Tensor(joining: parts, shape: [lengths.reduce(0, +), 1])
  let (together, frames) = model.scores(joined, lengths)
  #expect(frames == lengths.map { model.frameCount(samples: $0) })
  var frame = 0
  for (index, part) in parts.enumerated() {
    let alone = model.scores(part, [lengths[index]]).0
    let own = together.rows(frame..<frame + frames[index])
    frame += frames[index]
    #expect(largestDifference(own, alone) < 1e-5)
  }
}

@Test func `the parts of a network have the field's names`() throws {
  let model = try Wav2Vec2Fixture("mms").model()
  func count(_ part: String) throws -> Int { try model.parameters(of: part).count }
  #expect(try count("feature_encoder") == 12)
  #expect(try count("feature_projection") == 4)
  #expect(try count("adapter_layers") == 12)
  #expect(try count("base_model") + count("lm_head") == model.parameters.count)
  #expect(try count("wav2vec2.encoder.layers.*.attention") == 16)
  do {
    try model.freeze("decoder")
    Issue.record("It was frozen.")
  } catch {
    #expect(
      error.description == "the model has no part \"decoder\"; it has adapter_layers, base_model, "
        + "encoder, feature_encoder, feature_extractor, feature_projection, head, lm_head, wav2vec2"
    )
  }
  let hubert = try Wav2Vec2Fixture("hubert_batch_norm").model()
  let gathered = hubert.parameters.filter { !$0.isTrainable }.map(\.name)
  #expect(gathered.map { $0.suffix(12) } == ["running_mean", ".running_var"])
  #expect(hubert.family == "hubert" && hubert.partAliases["adapter_layers"] == nil)
}

@Test func `the frames foretold follow from the windows`() throws {
  let base = Wav2Vec2Configuration()
  let figures = [
    (0, 0), (399, 0), (400, 1), (719, 1), (720, 2), (16_000, 49), (480_000, 1_499),
  ]
  for (samples, frames) in figures { #expect(base.frames(samples: samples) == frames) }
  #expect(base.fewestSamples == 400 && base.samplesPerFrame == 320)
  var wide = Wav2Vec2Configuration()
  wide.adapter = .init()
  wide.adapter?.kernel = 6
  // Six frames, one of zeros on each side, three times over: 1 ← 4 ← 10 ← 22.
  #expect(wide.fewestSamples == 400 + 21 * 320)
  #expect(wide.frames(samples: wide.fewestSamples) == 1)
  #expect(wide.frames(samples: wide.fewestSamples - 1) == 0)
  for name in ["base", "adapter", "narrow_adapter"] {
    let model = try Wav2Vec2Fixture(name).model()
    let fewest = model.configuration.fewestSamples
    #expect(model.frameCount(samples: fewest - 1) == 0)
    #expect(model.frameCount(samples: fewest) == 1)
    for samples in [fewest, fewest + 1, 150, 333] {
      let rows = model.scores(randomTensor([samples, 1]), [samples]).0.rowCount
      #expect(rows == model.frameCount(samples: samples))
      #expect(rows == model.frameCount(features: samples))
    }
  }
}

@Test func `audio that does not suit a network on samples is refused with its figures`() throws {
  let model = try Wav2Vec2Fixture("base").model()
  func message(_ shape: [Int], _ rate: Int) -> String {
    do {
      _ = try model.features(of: AudioClip(samples: Tensor(zeros: shape), samplingRate: rate))
      return "It was heard."
    } catch {
      return error.description
    }
  }
  #expect(message([800], 8_000) == "the audio has 8000 samples a second, the model wants 16000")
  #expect(message([800, 2], 16_000).contains("2 channels"))
  #expect(message([29], 16_000) == "the audio has 29 samples, one frame needs 30")
  #expect(message([0], 16_000) == "the audio has 0 samples, one frame needs 30")
  #expect(message([30], 16_000) == "It was heard.")
  let silence = try model.logits(
    AudioClip(samples: Tensor(zeros: [400]), samplingRate: 16_000))
  #expect(silence.isFinite)
}

@Test func `a network on samples says how it is trained`() throws {
  let model = try Wav2Vec2Fixture("base").model()
  #expect(model.lossReduction == .mean && !model.zeroInfinity && model.masksInside)
  let settings = Dictionary(
    uniqueKeysWithValues: model.trainingSettings.map { ($0.name, $0.value) })
  #expect(settings["mask_time_prob"] == 0.05 && settings["layerdrop"] == 0.0)
  #expect(settings["ctc_loss_reduction"] == "mean" && settings.count == 15)
  model.lossReduction = .sum
  model.zeroInfinity = true
  #expect(model.settings["ctc_loss_reduction"] == "sum")
  #expect(model.settings["ctc_zero_infinity"] == true)
}
