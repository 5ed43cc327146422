internal import CTC
internal import Datasets
internal import Display
internal import Interpreter
internal import Models
internal import Recognizers
internal import Tensors
internal import Text
internal import Training

private var batchSize: Parameter {
  Parameter("batch_size", .intIn(1...100_000), default: .int(16), "recordings scored at a time")
}

var evaluateBuiltin: Builtin {
  Builtin(
    "evaluate", on: modelParameter,
    [Parameter("data", .object("dataset"), "rows with audio and text"), textColumn, batchSize]
      + Decoding.parameters + windowParameters, result: "dataset with .wer, .cer and .loss",
    summary:
      "Transcribes every row and counts its errors: columns text, predicted, wer, cer, loss, confidence.",
    help: "The batch size changes nothing but the speed. Rows whose labels cannot fit their frames "
      + "are named and set aside. decoder, chunk_length_s and what belongs to them mean what they do "
      + "to transcribe, and the same is heard. The rows keep their other columns. Of rows chosen by "
      + "filter, sort, take, sample or a slice, .wer, .cer, .loss and .blank are the rates of these "
      + "rows; rows with another text, predicted, wer, cer or loss have none. .rejected lists what was "
      + "set aside, whatever rows are chosen."
  ) { call in
    let model = try call.object("model", as: ModelObject.self).inUse(call)
    let size = try call.int("batch_size")
    let column = try call.string("text_column")
    let beam = try Decoding(call, model).beam
    let windows = try call.windows(for: model)
    return try call.rehearsing(try call.dataset()) { data in
      try call.requireRows(data, "evaluate on")
      let rows = try utterances(data, column)
      let progress = Progress(call)
      let result = try progress.during("Evaluating", total: rows.count, unit: "rows") {
        try evaluate(
          model, on: rows, batchSize: size, windows: windows,
          progress: { done, _ in progress.update(done) },
          shouldStop: { progress.shouldStop },
          cancellation: call.cancellation,
          decoder: beam.map { beam in { try model.decoder(beam: beam) } })
      }
      if let notice = rejectionNotice(result.rejected) { call.notice("evaluate: " + notice) }
      call.figure("wer", result.figures.words.rate)
      call.figure("cer", result.figures.characters.rate)
      call.figure("loss", result.figures.loss)
      return .object(EvaluationObject(result, of: data))
    }
  }
}

var tuneBuiltin: Builtin {
  func weights(_ name: String, _ values: [Double], _ text: String) -> Parameter {
    Parameter(name, .list(of: .number), default: Value(values.map { .float($0) }), text)
  }
  return Builtin(
    "tune", on: modelParameter,
    [
      Parameter("data", .object("dataset"), "held-out rows with audio and text"),
      Parameter("lm", .object("language_model"), "what texts are like"),
      weights("alpha", [0.25, 0.5, 0.75, 1, 1.5], "weights of the language model to try"),
      weights("beta", [0, 0.5, 1, 2], "what a word may be worth"), textColumn, batchSize,
    ] + Decoding.searchParameters + windowParameters,
    result: "dataset",
    summary: "The error rates of beam search with every alpha and beta, the best first.",
    help: "Every recording is scored once for all of them. The rows should be neither those of the "
      + "training nor those that are tested on. Of equal word error rates the lower character error "
      + "rate comes first, then the setting that was given first."
  ) { call in
    let model = try call.object("model", as: ModelObject.self).inUse(call)
    let settings = try settings(call)
    let search = try Decoding.search(call, model)
    let (size, column) = (try call.int("batch_size"), try call.string("text_column"))
    let windows = try call.windows(for: model)
    return try call.rehearsing(try call.dataset()) { data in
      try call.requireRows(data, "tune on")
      let rows = try utterances(data, column)
      let transcribers = settings.map { setting in
        var beam = search
        (beam.scoring.alpha, beam.scoring.beta) = setting
        return call.textMaker(beam, model)
      }
      let progress = Progress(call)
      let (rates, rejected) = try progress.during("Tuning", total: rows.count, unit: "rows") {
        try decodingRates(
          model, on: rows, of: transcribers, batchSize: size, windows: windows,
          progress: { done, _ in progress.update(done) }, shouldStop: { progress.shouldStop })
      }
      if let notice = rejectionNotice(rejected) { call.notice("tune: " + notice) }
      return .object(DatasetObject(table(settings, rates)))
    }
  }
}

/// Every alpha with every beta.
private func settings(_ call: Call) throws -> [(alpha: Double, beta: Double)] {
  func numbers(_ name: String) throws -> [Double] {
    let numbers = try call.list(name).compactMap { value -> Double? in
      switch value {
      case .int(let number): Double(number)
      case .float(let number): number
      default: nil
      }
    }
    guard !numbers.isEmpty, numbers.allSatisfy(\.isFinite) else {
      throw BuiltinError("\(name) is a list of finite numbers, at least one", argument: name)
    }
    return numbers
  }
  let betas = try numbers("beta")
  let settings = try numbers("alpha").flatMap { alpha in betas.map { (alpha: alpha, beta: $0) } }
  guard settings.count <= 10_000 else {
    throw BuiltinError("there are \(formatCount(settings.count)) settings, above 10,000")
  }
  return settings
}

private func table(
  _ settings: [(alpha: Double, beta: Double)], _ rates: [DecodingRates]
) -> Dataset {
  let order = settings.indices.sorted {
    (rates[$0].words.rate, rates[$0].characters.rate, $0)
      < (rates[$1].words.rate, rates[$1].characters.rate, $1)
  }
  return Dataset(
    rows: order.map { index in
      Row([
        (name: "alpha", cell: .number(settings[index].alpha)),
        (name: "beta", cell: .number(settings[index].beta)),
        (name: "wer", cell: .number(rates[index].words.rate)),
        (name: "cer", cell: .number(rates[index].characters.rate)),
      ])
    })
}

extension Call {
  /// What makes texts of scores by beam search, without saying how sure the model is, which takes less; it
  /// stops when the session is asked to.
  fileprivate func textMaker(
    _ beam: BeamDecoder, _ model: any SpeechModel
  ) -> @Sendable (Tensor) throws -> String {
    let (interruption, tokenizer) = (session.interruption, model.tokenizer)
    return { try beam.text($0, tokenizer) { interruption.isRequested } }
  }
}
