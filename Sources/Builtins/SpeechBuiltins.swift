internal import Datasets
internal import Display
internal import Interpreter

var speechBuiltins: [Builtin] { [synthesizeBuiltin, synthesizeDatasetBuiltin] }

private let commandHelp =
  "command=[\"piper\", \"--model\", \"{voice}\", \"--output_file\", \"{output}\"] names another program "
  + "by its words, which no shell sees: the text is a line on its standard input; {voice}, {speed} and "
  + "{pitch} are the values of the recording; the WAV file is read from its standard output, or from "
  + "the file {output} if a word has that. A recipe that names a program runs it."

private var commandParameters: [Parameter] {
  [
    Parameter(
      "command", .optional(.list(of: .string)), default: .none,
      "a program and its words; espeak-ng if none"),
    Parameter(
      "time_limit", .intIn(1...86_400), default: .int(30), "seconds that a text may take"),
  ]
}

private var synthesizeBuiltin: Builtin {
  Builtin(
    "synthesize",
    [
      Parameter("text", .string, "what to say"),
      Parameter(
        "voice", .optional(.string), default: .none, "of espeak-ng: en, en-us, de+f3; en if none"),
      Parameter(
        "speed", .optional(.number), default: .none,
        "of espeak-ng words a minute, 80 to 450; 175 if none"),
      Parameter(
        "pitch", .optional(.number), default: .none, "of espeak-ng 0 to 99; 50 if none"),
    ] + commandParameters, result: "audio",
    summary: "A text said by espeak-ng, or another program.",
    help: commandHelp,
    example: "synthesize(\"good morning\", voice=\"en-us\", speed=150)"
  ) { call in
    let voice = Voice(
      try call.optionalString("voice"), speed: try call.optionalDouble("speed"),
      pitch: try call.optionalDouble("pitch"))
    let interruption = call.session.interruption
    do {
      return .object(
        AudioObject(
          try synthesize(
            call.string("text"), voice: voice, command: speechCommand(call),
            timeLimit: call.int("time_limit"), isCancelled: { interruption.isRequested })))
    } catch DatasetError.cancelled {
      throw Interrupted()
    }
  }
}

private var synthesizeDatasetBuiltin: Builtin {
  Builtin(
    "synthesize_dataset",
    [
      Parameter("texts", .list(of: .string), "what to say, a row each"),
      Parameter("folder", .outputPath, "where the WAV files and transcripts.tsv go"),
      Parameter(
        "voices", .optional(.list(of: .string)), default: .none,
        "voices to draw from; of espeak-ng en if none"),
      Parameter(
        "speeds", .optional(.list(of: .number)), default: .none,
        "speeds to draw from; of espeak-ng 175 if none"),
      Parameter(
        "pitches", .optional(.list(of: .number)), default: .none,
        "pitches to draw from; of espeak-ng 50 if none"),
      Parameter("takes", .intIn(1...1_000), default: .int(1), "how often every text is said"),
      Parameter("sampling_rate", .intIn(1_000...768_000), default: .int(16_000), "of the files"),
      Parameter("seed", .seed, default: .none, "of the draws; the session's if none"),
    ] + commandParameters, result: "dataset",
    summary: "A corpus of texts said by a program: columns file, audio, text, speaker, …",
    help: "Voice, speed and pitch of a row are a function of its text and the seed. Files that are "
      + "there already, of the same text and settings, are kept, so a run that was stopped goes on "
      + "where it was. Room on the disk is asked for first. Texts that cannot be said are left out and "
      + "listed in .problems. " + commandHelp
  ) { call in
    let wanted = try call.strings("texts")
    let places = call.session.rehearsal?.sample(of: wanted.count)
    let texts = places.map { $0.map { wanted[$0] } } ?? wanted
    let start = ContinuousClock.now
    let data = try synthesizeDataset(texts, call)
    call.session.rehearsal?.note(
      "synthesize_dataset", done: Double(texts.count), of: Double(wanted.count), unit: "texts",
      seconds: start.duration(to: .now) / .seconds(1), isData: true)
    return .object(DatasetObject(data))
  }
}

private func synthesizeDataset(_ texts: [String], _ call: Call) throws -> Dataset {
  let (folder, recipe) = (try call.outputPath("folder"), try speechRecipe(call))
  let total = texts.count.multipliedReportingOverflow(by: recipe.takes)
  let progress = Progress(call)
  let report = Handover(SpeechReport())
  let data = try progress.during(
    "Synthesizing", total: total.overflow ? nil : total.partialValue, unit: "files"
  ) {
    try progress.watch(
      BackgroundWork { work throws(DatasetError) in
        let made = try synthesizeDataset(
          texts, into: folder, recipe: recipe, progress: { done, _ in work.report(done) },
          isCancelled: { work.isCancelled })
        report.value = made.report
        return made.data
      })
  }
  let done = report.value
  if let summary = data.problemSummary { call.notice("synthesize_dataset: " + summary) }
  if done.kept > 0 {
    call.notice(
      "synthesize_dataset: \(formatCount(done.made, of: "file")) made, "
        + "\(formatCount(done.kept)) kept from before")
  }
  if done.lowered > 0 {
    call.notice(
      "synthesize_dataset: \(formatCount(done.lowered, of: "recording")) made softer, so that "
        + "nothing is cut off at full scale")
  }
  return data
}

private func speechRecipe(_ call: Call) throws -> SpeechRecipe {
  var recipe = SpeechRecipe()
  recipe.command = try speechCommand(call)
  if try !call.isNone("voices") { recipe.voices = try call.strings("voices") }
  recipe.speeds = try numbers(call, "speeds")
  recipe.pitches = try numbers(call, "pitches")
  recipe.takes = try call.int("takes")
  recipe.samplingRate = try call.int("sampling_rate")
  recipe.timeLimit = try call.int("time_limit")
  recipe.seed = try call.seed("seed")
  return recipe
}

/// The program that a call names.
private func speechCommand(_ call: Call) throws -> SpeechCommand {
  guard try !call.isNone("command") else { return .espeak }
  do {
    return try SpeechCommand(withProgramMeant(call.strings("command")))
  } catch let problem as SpeechProblem {
    throw DatasetError.speech(problem)
  }
}

private func numbers(_ call: Call, _ name: String) throws -> [Double]? {
  guard try !call.isNone(name) else { return nil }
  return try call.list(name).map { item in
    switch item {
    case .int(let number): return Double(number)
    case .float(let number): return number
    default: throw BuiltinError("expects numbers for \(name)", kind: "type", argument: name)
    }
  }
}

/// The words of a command whose first one, the program, may begin with `~`; the others are the program's.
func withProgramMeant(_ words: [String]) throws -> [String] {
  try words.prefix(1).map(meantPath) + words.dropFirst()
}
