import Audio
import Recognizers
import Layers
import Models
import Synchronization
import Testing
import Text

@testable import Training

/// Training of models that hear samples rather than frames: here a tiny Wav2Vec2.
private func model(
  _ tokenizer: CTCTokenizer? = nil, tokens: Int? = nil,
  set: (inout Wav2Vec2Configuration) -> Void = { _ in }
) throws -> Wav2Vec2 {
  var configuration = Wav2Vec2Configuration(.wav2vec2)
  configuration.hiddenSize = 16
  configuration.layers = 2
  configuration.heads = 2
  configuration.intermediateSize = 16
  configuration.convolutionChannels = [8, 8]
  configuration.convolutionKernels = [10, 4]
  configuration.convolutionStrides = [8, 5]
  configuration.positionKernel = 4
  configuration.positionGroups = 2
  configuration.vocabularySize = tokens
  set(&configuration)
  var extractor = FeatureExtractor()
  extractor.samplingRate = Tones.rate
  return Wav2Vec2(
    tokenizer: try tokenizer ?? CTCTokenizer(vocabulary: Vocabulary(lettersOf: ["abc"])),
    configuration: configuration, extractor: extractor, from: RandomParameters(seed: 1))
}

private func options(_ steps: Int, _ change: (inout FitOptions) -> Void = { _ in }) -> FitOptions {
  var options = FitOptions()
  options.maxSteps = steps
  options.batchSize = 4
  options.learningRate = 1e-3
  change(&options)
  return options
}

@Test func `an evaluation of samples is the same for any batch size`() throws {
  let model = try model()
  _ = try Trainer(model, options: options(6)).fit(Tones.utterances(12))
  let rows = Tones.utterances(9, seed: 9)
  let alone = try evaluate(model, on: rows, batchSize: 1)
  for size in [2, 16] {
    let batched = try evaluate(model, on: rows, batchSize: size)
    #expect(batched.rows.map(\.predicted) == alone.rows.map(\.predicted))
    #expect(batched.figures.words == alone.figures.words)
    #expect(batched.figures.blankShare == alone.figures.blankShare)
    for (one, other) in zip(batched.rows, alone.rows) {
      #expect(abs(one.loss - other.loss) <= 1e-4 * max(1, other.loss))
    }
  }
}

@Test func `nothing is decoded before the first batch is due`() throws {
  let decoded = Mutex(Set<Int>())
  let rows = Tones.utterances(40).map { row in
    Utterance(row: row.row, name: row.name, text: row.text, duration: row.duration) {
      decoded.withLock { _ = $0.insert(row.row) }
      return try row.audio()
    }
  }
  var atFirstStep = 0
  var trainer = Trainer(try model(), options: options(2))
  trainer.listener = { event in
    if case .step(let report) = event, report.step == 1 { atFirstStep = decoded.withLock(\.count) }
  }
  _ = try trainer.fit(rows)
  #expect(atFirstStep == 4)
}

@Test func `rows with more labels than frames are set aside with their figures`() throws {
  // 0.15 s are 1,200 samples: (1,200 - 10) / 8 + 1 = 149, (149 - 4) / 5 + 1 = 30 frames.
  let text = String(repeating: "aa", count: 8)
  let rows = [Tones.utterance(0, "abc"), Tones.utterance(1, text, said: "a")]
  let model = try model()
  let prepared = try PreparedRows(
    rows, model: model, purpose: "train", features: FeatureCache(model))
  #expect(
    prepared.rejected == [
      RejectedRow(
        row: 1, name: "tone-1.wav",
        reason: "has 16 labels and 15 repeats, which need 31 frames; the recording has 30")
    ])
}

@Test func `masks over spectrograms are refused for models that hear samples`() throws {
  let wanted = options(1) { $0.specAugment = SpecAugment() }
  do {
    _ = try Trainer(try model(), options: wanted).fit(Tones.utterances(4))
    Issue.record("It was trained.")
  } catch {
    #expect(
      "\(error)".hasPrefix("spec_augment changes frames of a spectrogram, and wav2vec2 hears"))
    #expect("\(error)".contains("mask_time_prob"))
  }
}

@Test func `a label that the model does not score names its row`() throws {
  let ids: JSON = ["[PAD]": 0, "a": 1, "b": 2, "|": 3, "[UNK]": 4, "c": 5]
  let tokenizer = try CTCTokenizer(vocabulary: Vocabulary(json: ids))
  do {
    _ = try Trainer(try model(tokenizer, tokens: 5), options: options(1)).fit([
      Tones.utterance(3, "ab"), Tones.utterance(7, "abc"),
    ])
    Issue.record("It was trained.")
  } catch {
    let problem = "its labels have 5, but the model scores the 5 tokens 0 to 4"
    #expect("\(error)" == "row 7 (tone-7.wav): \(problem)")
  }
}

@Test func `layers that are computed again give the same bits`() throws {
  func bits(_ checkpoints: Bool) throws -> [UInt32] {
    let model = try model()
    _ = try Trainer(model, options: options(3) { $0.gradientCheckpointing = checkpoints })
      .fit(Tones.utterances(8))
    return model.bits
  }
  let (kept, again) = (try bits(false), try bits(true))
  #expect(kept == again)
}

@Test func `losses are reduced as the options say, or else as the model does`() throws {
  func firstLoss(
    _ options: FitOptions, ofModel reduction: LossReduction? = nil
  ) throws -> Double {
    let model = try model()
    if let reduction { model.lossReduction = reduction }
    var loss = 0.0
    var trainer = Trainer(model, options: options)
    trainer.listener = { if case .step(let report) = $0, report.step == 1 { loss = report.loss } }
    _ = try trainer.fit(Tones.utterances(4))
    return loss
  }
  let mean = try firstLoss(options(1) { $0.lossReduction = .mean })
  let sum = try firstLoss(options(1) { $0.lossReduction = .sum })
  let standard = try firstLoss(options(1))
  let own = try firstLoss(options(1), ofModel: .sum)
  #expect(standard == mean && own == sum && sum > 2 * mean)
}
