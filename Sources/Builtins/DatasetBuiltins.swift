internal import Datasets
internal import Display
internal import Interpreter

var datasetParameter: Parameter { Parameter("data", .object("dataset")) }

var datasetBuiltins: [Builtin] {
  [loadDatasetBuiltin, show, sample, map, filter, select, remove, rename, take]
    + datasetOrderBuiltins + datasetFigureBuiltins + datasetInspectionBuiltins
    + conversionBuiltins
}

extension Call {
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
        "transcripts", .optional(.path), default: .none, "the file of transcripts in the folder"),
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
      + "broken, or that have no transcript, are left out and listed in .problems.",
    example: "load_dataset(\"speech.csv\")"
  ) { call in
    var options = LoadOptions()
    options.transcripts = try call.optionalString("transcripts")
    options.audioColumn = try call.optionalString("audio_column")
    options.textColumn = try call.optionalString("text_column")
    options.channel = try call.optionalInt("channel")
    options.allowsOutside = try call.bool("allow_outside")
    let (path, format, chosen) = (try call.inputPath("path"), try call.string("format"), options)
    let progress = Progress(call)
    let data = try progress.during("Reading headers", total: nil, unit: "recordings") {
      try progress.watch(
        BackgroundWork { work throws(DatasetError) in
          try loadDataset(
            path, format: format, options: chosen, progress: { done, _ in work.report(done) },
            isCancelled: { work.isCancelled })
        })
    }
    if format != "table" {
      call.session.files.willRead(try data.texts("file"))
    }
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
    call.show(object.rendered(rows: count, call.terminal)) { [object.table(rows: count)] }
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
    .object(
      DatasetObject(try call.dataset().sample(max(0, call.int("n")), seed: call.seed("seed"))))
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

private var functionParameter: Parameter { Parameter("f", .function, "a function of a row") }

private var map: Builtin {
  Builtin(
    "map", on: datasetParameter, [functionParameter], result: "dataset",
    summary: "Every row with what a function of it returns put over it: row => {text: …}.",
    example: "load_dataset(\"speech.csv\").map(row => {text: row.text.upper()})"
  ) { call in
    let function = try call.function("f")
    let all = try call.dataset()
    func changed(_ current: Row, _ index: Int) throws -> Row {
      let result = try call.invoke(function, [value(of: current)]) {
        "map over \(formatCount(all.count)) rows, row \(index) \(briefly(current))"
      }
      guard case .record(let record) = result else {
        throw BuiltinError(
          "for row \(index) the function returns \(result.typeName), not a record",
          hint: "row => {text: row.text.lower()} changes the text", kind: "type", argument: "f")
      }
      return try row(of: record)
    }
    let data = try call.rehearsedRows(all) { _ = try changed($0, 0) }
    let progress = Progress(call)
    var index = 0
    let mapped = try progress.during("Mapping", total: data.count, unit: "rows") {
      try data.map { current -> Row in
        defer { index += 1 }
        progress.update(index + 1)
        return try changed(current, index)
      }
    }
    return .object(DatasetObject(mapped))
  }
}

private var filter: Builtin {
  Builtin(
    "filter", on: datasetParameter, [functionParameter], result: "dataset",
    summary: "The rows for which a function is true: row => row.duration > 1.",
    example: "load_dataset(\"speech.csv\").filter(row => row.duration > 0.1)"
  ) { call in
    let function = try call.function("f")
    let all = try call.dataset()
    func isWanted(_ current: Row, _ index: Int) throws -> Bool {
      let result = try call.invoke(function, [value(of: current)]) {
        "filter over \(formatCount(all.count)) rows, row \(index) \(briefly(current))"
      }
      guard case .bool(let isWanted) = result else {
        throw BuiltinError(
          "for row \(index) the function returns \(result.typeName), not true or false",
          kind: "type", argument: "f")
      }
      return isWanted
    }
    let data = try call.rehearsedRows(all) { _ = try isWanted($0, 0) }
    var index = 0
    let kept = try data.filter { current in
      defer { index += 1 }
      return try isWanted(current, index)
    }
    return .object(DatasetObject(kept))
  }
}

/// A row in few words, for an error's context.
private func briefly(_ row: Row) -> String {
  let fields = zip(row.names, row.cells).prefix(3).map { name, cell in
    "\(name): \(cellText(cell).truncated(toWidth: 40))"
  }
  return escapeForTerminal(
    "{" + fields.joined(separator: ", ") + (row.names.count > 3 ? ", …}" : "}"))
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
  ) { call in .object(DatasetObject(try call.dataset().select(columns(call)))) }
}

private var remove: Builtin {
  Builtin(
    "remove", on: datasetParameter, [columnsParameter], result: "dataset",
    summary: "The dataset without these columns.",
    example: "load_dataset(\"speech.csv\").remove(\"file\")"
  ) { call in .object(DatasetObject(try call.dataset().remove(columns(call)))) }
}

private var rename: Builtin {
  Builtin(
    "rename", on: datasetParameter,
    [Parameter("names", .record, "old names with new ones: {sentence: \"text\"}")],
    result: "dataset", summary: "The dataset with columns renamed.",
    example: "load_dataset(\"speech.csv\").rename({text: \"sentence\"})"
  ) { call in
    var names: [String: String] = [:]
    for (old, new) in try call.record("names").fields {
      guard case .string(let name) = new else {
        throw BuiltinError("the new name of \(old) is no text", kind: "type", argument: "names")
      }
      names[old] = name
    }
    return .object(DatasetObject(try call.dataset().rename(names)))
  }
}

private var take: Builtin {
  Builtin(
    "take", on: datasetParameter, [Parameter("n", .int, "how many rows")], result: "dataset",
    summary: "The first rows.",
    example: "load_dataset(\"speech.csv\").take(2)"
  ) { call in .object(DatasetObject(try call.dataset().take(max(0, call.int("n"))))) }
}
