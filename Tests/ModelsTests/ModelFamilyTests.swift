import Audio
import Autograd
import Cancelling
import Kernels
import Layers
import Recognizers
import Tensors
import TestSupport
import Testing
import Text

@testable import Models

/// A recognizer of one layer over stretches of ten samples, whose family the program does not know.
private final class OneLayerModel: SpeechModel {
  let tokenizer: CTCTokenizer
  let settings: JSONObject
  let preprocessing: JSONObject?
  var lossReduction = LossReduction.mean
  var zeroInfinity = false
  private let scale: Parameter
  private let output: Linear

  init(_ parts: ModelFamily.Parts) throws(ModelError) {
    tokenizer = parts.tokenizer
    settings = parts.settings
    preprocessing = try parts.preprocessing()
    scale = parts.source.parameter("body.scale", [10], .ones)
    output = Linear("top", inputs: 10, outputs: tokenizer.rowCount, from: parts.source)
  }

  var family: String { "one_layer" }
  var samplingRate: Int { 1_000 }
  var parameters: [Parameter] { [scale] + output.parameters }
  var usualLearningRate: Double { 1e-2 }
  var trainingSettings: [(name: String, value: JSON)] {
    [("noise", settings["noise"] ?? .number(0))]
  }
  var frameTiming: FrameTiming {
    FrameTiming(samplingRate: 1_000, samplesPerFrame: 10, firstMiddle: 5)
  }
  var featuresPerFrame: Int { 1 }
  var featureStream: any FeatureStream { SampleStream(isNormalising: false) }

  func features(of clip: AudioClip) -> Tensor {
    let frames = clip.frameCount / 10
    return clip.samples.rows(0..<frames * 10).reshaped([frames, 10])
  }
  func frameCount(samples: Int) -> Int { samples / 10 }
  func frameCount(features: Int) -> Int { features }
  func hiddenStates(_ batch: Batch) -> [Tensor] { [batch.rows.value] }
  func logits(_ batch: Batch, _ pass: ForwardPass) -> Batch { batch.map { output($0, pass) } }
}

/// A family is one value: nothing else has to be told of it.
@Suite struct ModelFamilyTests {
  private static let family: ModelFamily = {
    var tensors = FamilyTensors()
    tensors.prefix = "body."
    tensors.head = "top."
    tensors.renamed = [(new: "scale", old: "gain")]
    tensors.optional = [(ending: "scale", reason: "older files have none")]
    tensors.ignored = [.init(.beginning, ["teacher."], FamilyTensors.pretraining)]
    return ModelFamily(
      "one_layer", tensors: tensors, usualPaddingID: 0, trainingSettings: ["noise"]
    ) { (parts) throws(ModelError) in
      if parts.settings["width"]?.integer != 10 {
        throw .badSetting(key: "width", problem: "is 10 for one_layer")
      }
      parts.notices.append("made of one layer")
      return try OneLayerModel(parts)
    }
  }()

  private static let preprocessing = JSONObject([(key: "sampling_rate", value: 1_000)])

  private let folder: TemporaryFolder
  private var path: String { folder.file("m") }

  init() throws {
    folder = try TemporaryFolder()
    var parts = ModelFamily.Parts(
      tokenizer: try smallTokenizer(),
      settings: JSONObject([(key: "width", value: 10), (key: "noise", value: 0.5)]),
      preprocessing: { () throws(ModelError) in Self.preprocessing },
      source: RandomParameters(seed: 3))
    try Self.family.make(&parts).save(to: path)
  }

  private func load(_ options: CheckpointOptions = CheckpointOptions()) throws -> LoadedModel {
    try loadModel(path, options: options, families: ModelFamily.all + [Self.family])
  }

  @Test func `it is saved, opened and scores the same`() throws {
    let loaded = try load()
    #expect(loaded.model is OneLayerModel)
    #expect(loaded.notices == ["made of one layer"])
    #expect(loaded.model.preprocessing == Self.preprocessing)
    let again = try load().model
    let clip = AudioClip(samples: Tensor((0..<95).map { Float($0) / 95 }), samplingRate: 1_000)
    let scores = try loaded.model.logits(clip)
    #expect(scores.shape == [9, try smallTokenizer().rowCount])
    #expect(scores == (try again.logits(clip)))
    var decoder = try loaded.model.decoder()
    try decoder.take(scores, .never)
    #expect(
      try decoder.finish(duration: clip.duration, .never).words.allSatisfy { $0.end <= 0.095 })
  }

  @Test func `without it the folder is refused, with the families that there are`() {
    #expect {
      try loadModel(path)
    } throws: {
      "\($0)".contains(
        "its family \"one_layer\" is not known; deepspeech2, wav2vec2, hubert can be read")
    }
  }

  @Test func `its own settings of training may be chosen, others not`() throws {
    var options = CheckpointOptions()
    options.settings = JSONObject([(key: "noise", value: 0.25)])
    let loaded = try load(options)
    #expect(loaded.model.trainingSettings.first?.value == 0.25)
    #expect(loaded.notices.contains { $0.contains("noise = 0.5, training uses 0.25") })
    options.settings = JSONObject([(key: "dropout", value: 0.1)])
    #expect {
      try load(options)
    } throws: {
      "\($0)".contains("there are noise, ctc_loss_reduction, ctc_zero_infinity")
    }
  }

  @Test func `old names, tensors left out, parameters drawn and a new head are as it says`() throws
  {
    let weights = path + "/model.safetensors"
    let stored = try openTensorFile(folder: path)
    let own = try stored.entries.map { (name: $0.name, tensor: try stored.tensor($0.name)) }
    func rewrite(_ tensors: [(name: String, tensor: Tensor)]) throws {
      try Safetensors.save(tensors, to: weights)
    }
    try rewrite(own.map { ($0.name.replacing("body.scale", with: "gain"), $0.tensor) })
    #expect(try load().ledger.rows.first?.tensor == "gain")
    try rewrite(own.filter { $0.name != "body.scale" } + [("teacher.w", Tensor(zeros: [2]))])
    let fates = try load().ledger.rows.map(\.fate)
    #expect(fates.contains(.drawn("older files have none")))
    #expect(fates.contains(.ignored(FamilyTensors.pretraining)))
    try rewrite(own + [("other.w", Tensor(zeros: [2]))])
    #expect { try load() } throws: { "\($0)".contains("unexpected: \"other.w\"") }
    try rewrite(own)
    var options = CheckpointOptions()
    options.tokenizer = try sevenTokens()
    let loaded = try load(options)
    #expect(loaded.model.parameters.last?.value.count == 7)
  }
}
