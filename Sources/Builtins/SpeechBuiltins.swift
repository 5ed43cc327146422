internal import Datasets
internal import Interpreter

var speechBuiltins: [Builtin] { [synthesizeBuiltin, synthesizeDatasetBuiltin] }

private var synthesizeBuiltin: Builtin {
  Builtin(
    "synthesize",
    [
      Parameter("text", .string, "what to say"),
      Parameter("voice", .string, default: .string("en"), "a voice of espeak-ng: en, en-us, de+f3"),
      Parameter("speed", .intIn(80...450), default: .int(175), "words a minute, 80 to 450"),
      Parameter("pitch", .intIn(0...99), default: .int(50), "0 to 99"),
    ], result: "audio", summary: "A text said by espeak-ng.",
    example: "synthesize(\"good morning\", voice=\"en-us\", speed=150)"
  ) { call in
    let voice = Voice(
      try call.string("voice"), speed: try call.int("speed"), pitch: try call.int("pitch"))
    return .object(AudioObject(try synthesize(call.string("text"), voice: voice)))
  }
}

private var synthesizeDatasetBuiltin: Builtin {
  Builtin(
    "synthesize_dataset",
    [
      Parameter("texts", .list(of: .string), "what to say, a row each"),
      Parameter("folder", .outputPath, "where the WAV files and transcripts.tsv go"),
      Parameter(
        "voices", .list(of: .string), default: Value([.string("en")]), "voices to draw from"),
      Parameter("speeds", .list(of: .int), default: Value([.int(175)]), "speeds to draw from"),
      Parameter("pitches", .list(of: .int), default: Value([.int(50)]), "pitches to draw from"),
      Parameter("takes", .intIn(1...1_000), default: .int(1), "how often every text is said"),
      Parameter("sampling_rate", .intIn(1_000...768_000), default: .int(16_000), "of the files"),
      Parameter("seed", .seed, default: .none, "of the draws; the session's if none"),
    ], result: "dataset",
    summary: "A corpus of texts said by espeak-ng: columns file, audio, text, speaker, …",
    help: "Voice, speed and pitch of a row are a function of its text and the seed. Files that are "
      + "there already are kept, so a run that was stopped goes on where it was."
  ) { call in
    var recipe = SpeechRecipe()
    recipe.voices = try call.strings("voices")
    recipe.speeds = try wholeNumbers(call, "speeds")
    recipe.pitches = try wholeNumbers(call, "pitches")
    recipe.takes = try call.int("takes")
    recipe.samplingRate = try call.int("sampling_rate")
    recipe.seed = try call.seed("seed")
    let wanted = try call.strings("texts")
    let places = call.session.rehearsal?.sample(of: wanted.count)
    let texts = places.map { $0.map { wanted[$0] } } ?? wanted
    let start = ContinuousClock.now
    let total = texts.count.multipliedReportingOverflow(by: max(recipe.takes, 1))
    let progress = Progress(call)
    let (folder, plan) = (try call.outputPath("folder"), recipe)
    let data = try progress.during(
      "Synthesizing", total: total.overflow ? nil : total.partialValue, unit: "files"
    ) {
      try progress.watch(
        BackgroundWork { work throws(DatasetError) in
          try synthesizeDataset(
            texts, into: folder, recipe: plan, progress: { done, _ in work.report(done) },
            isCancelled: { work.isCancelled })
        })
    }
    call.session.rehearsal?.note(
      "synthesize_dataset", done: Double(texts.count), of: Double(wanted.count), unit: "texts",
      seconds: start.duration(to: .now) / .seconds(1), isData: true)
    return .object(DatasetObject(data))
  }
}

private func wholeNumbers(_ call: Call, _ name: String) throws -> [Int] {
  try call.list(name).map { item in
    guard case .int(let number) = item else {
      throw BuiltinError("expects whole numbers for \(name)", kind: "type", argument: name)
    }
    return number
  }
}
