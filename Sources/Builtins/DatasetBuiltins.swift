internal import Datasets
internal import Display
internal import ExactStrings
internal import Interpreter

var datasetParameter: Parameter { Parameter("data", .object("dataset")) }

var datasetBuiltins: [Builtin] {
  [loadDatasetBuiltin, show, sample, select, remove, rename, take]
    + datasetOrderBuiltins + datasetFigureBuiltins + datasetInspectionBuiltins
    + conversionBuiltins + tableMakingBuiltins + groupBuiltins + listChanceBuiltins
    + [progressBuiltin] + confusionBuiltins
}

extension Call {
  /// The corpus at a path; the session is told which recordings it has.
  func loaded(
    _ path: String, format: String = "auto", _ options: LoadOptions
  ) throws -> Dataset {
    let progress = Progress(self)
    let data = try progress.during("Reading headers", total: nil, unit: "recordings") {
      try progress.watch(
        BackgroundWork { work throws(DatasetError) in
          try loadDataset(
            path, format: format, options: options, progress: { done, _ in work.report(done) },
            isCancelled: { work.isCancelled })
        })
    }
    if format != "table" { session.files.willRead(try data.texts("file")) }
    return data
  }

  /// The dataset given for `name`.
  func dataset(_ name: String = "data") throws -> Dataset {
    try object(name, as: DatasetObject.self).dataset
  }
}

private var loadDatasetBuiltin: Builtin {
  Builtin(
    "load_dataset",
    [
      Parameter("path", .inputPath, "a folder of recordings, or a manifest (.csv, .tsv, .jsonl)"),
      Parameter("format", .string, default: .string("auto"), "the corpus's format; auto looks"),
      Parameter(
        "transcripts", .anyOf([.path, .bool, .none]), default: .none,
        "the file of transcripts in the folder; false: the recordings alone, without a column text"),
      Parameter(
        "audio_column", .optional(.string), default: .none, "the manifest's column of paths"),
      Parameter(
        "text_column", .optional(.string), default: .none, "the manifest's column of transcripts"),
      Parameter("channel", .optional(.int), default: .none, "take one channel, from 0"),
      Parameter(
        "allow_outside", .bool, default: .bool(false),
        "let a manifest name recordings outside its folder"),
    ], result: "dataset",
    summary: "Recordings with their transcripts: columns file, audio, text, duration, …",
    help: "Nothing is decoded: the headers give the durations. Rows whose recording is missing or "
      + "broken, or that have no transcript, are left out and listed in .problems. With "
      + "transcripts=false a folder's recordings, also those in folders within it, or a manifest with paths "
      + "alone are the rows: columns file, audio, duration, sampling_rate.",
    example: "load_dataset(\"speech.csv\")"
  ) { call in
    var options = LoadOptions()
    switch try call.value("transcripts") {
    case .bool(false): options.needsTranscripts = false
    case .bool(true):
      throw BuiltinError(
        "true is no file of transcripts", hint: "leave it out, and its usual names are looked for",
        argument: "transcripts")
    default: options.transcripts = try call.optionalString("transcripts").map(meantPath)
    }
    options.audioColumn = try call.optionalString("audio_column")
    options.textColumn = try call.optionalString("text_column")
    options.channel = try call.optionalInt("channel")
    options.allowsOutside = try call.bool("allow_outside")
    let (path, format) = (try call.inputPath("path"), try call.string("format"))
    let data = try call.loaded(path, format: format, options)
    if let summary = data.problemSummary { call.notice("load_dataset: " + summary) }
    return .object(DatasetObject(data))
  }
}

private var show: Builtin {
  Builtin(
    "show", on: datasetParameter, [Parameter("n", .int, default: .int(10), "how many rows")],
    result: "none", summary: "Prints the first rows as a table.",
    example: "load_dataset(\"speech.csv\").show(2)"
  ) { call in
    let object = try call.object("data", as: DatasetObject.self)
    let count = max(0, try call.int("n"))
    let first = try object.firstRows(count, call)
    call.show(first.rendered(call.terminal)) { first.exhibits }
    return .none
  }
}

private var sample: Builtin {
  Builtin(
    "sample", on: datasetParameter,
    [
      Parameter("n", .int, default: .int(10), "how many rows"),
      Parameter("seed", .seed, default: .none, "another seed draws other rows"),
    ], result: "dataset", summary: "Some rows, drawn without putting back.",
    example: "load_dataset(\"speech.csv\").sample(2, seed=1)"
  ) { call in
    let (count, seed) = (max(0, try call.int("n")), try call.seed("seed"))
    return try call.shuffled(seed) { $0.prefix(count) }
  }
}

extension ValueType {
  /// The root of random numbers, or none.
  static var seed: ValueType { .optional(.intIn(0...(.max))) }
}

extension Call {
  /// The seed given for `name`, or the session's.
  func seed(_ name: String) throws -> Int {
    try optionalInt(name) ?? Int(truncatingIfNeeded: session.seed)
  }
}

private var columnsParameter: Parameter {
  Parameter(
    "columns", .anyOf([.string, .list(of: .string)]), "a name or a list of names")
}

private func columns(_ call: Call) throws -> [String] {
  if case .string(let name) = try call.value("columns") { return [name] }
  return try call.strings("columns")
}

private var select: Builtin {
  Builtin(
    "select", on: datasetParameter, [columnsParameter], result: "dataset",
    summary: "The dataset with these columns only, in this order.",
    example: "load_dataset(\"speech.csv\").select([\"file\", \"text\"])"
  ) { call in
    let columns = try columns(call)
    return try call.choosing(.select(columns)) { try $0.select(columns) }
  }
}

private var remove: Builtin {
  Builtin(
    "remove", on: datasetParameter, [columnsParameter], result: "dataset",
    summary: "The dataset without these columns.",
    example: "load_dataset(\"speech.csv\").remove(\"file\")"
  ) { call in
    let columns = try columns(call)
    return try call.choosing(.remove(columns)) { try $0.remove(columns) }
  }
}

private var rename: Builtin {
  Builtin(
    "rename", on: datasetParameter,
    [Parameter("names", .record, "old names with new ones: {sentence: \"text\"}")],
    result: "dataset", summary: "The dataset with columns renamed.",
    example: "load_dataset(\"speech.csv\").rename({text: \"sentence\"})"
  ) { call in
    var names: [(old: String, new: String)] = []
    for (old, new) in try call.record("names").fields {
      guard case .string(let name) = new else {
        throw BuiltinError("the new name of \(old) is no text", kind: "type", argument: "names")
      }
      names.append((old, name))
    }
    let pairs = names
    return try call.choosing(.rename(pairs)) { data in
      try data.rename(Dictionary(pairs.map { (ExactString($0.old), $0.new) }) { $1 })
    }
  }
}

private var take: Builtin {
  Builtin(
    "take", on: datasetParameter, [Parameter("n", .int, "how many rows")], result: "dataset",
    summary: "The first rows.",
    example: "load_dataset(\"speech.csv\").take(2)"
  ) { call in
    let (object, count) = (
      try call.object("data", as: DatasetObject.self), max(0, try call.int("n"))
    )
    return .object(try object.first(count))
  }
}

extension Call {
  /// The dataset given for `data` with other columns, its rows computed only where that needs them.
  fileprivate func choosing(
    _ choice: ColumnChoice, otherwise choose: (Dataset) throws -> Dataset
  ) throws -> Value {
    let data = try object("data", as: DatasetObject.self)
    if let chosen = try data.table.choosing(choice, self) { return .object(data.derived(chosen)) }
    return .object(data.derived(try choose(data.dataset)))
  }

  /// The rows of the dataset given for `data` in an order drawn by a seed, or some of them.
  func shuffled(
    _ seed: Int, _ choose: (ArraySlice<Int>) -> ArraySlice<Int> = { $0 }
  ) throws -> Value {
    let data = try object("data", as: DatasetObject.self)
    // What a row is drawn by does not depend on its columns.
    let indices = try data.table.nearestDataset().shuffledIndices(seed: seed)
    return .object(data.derived(data.table.rows(at: Array(choose(indices[...])))))
  }
}
