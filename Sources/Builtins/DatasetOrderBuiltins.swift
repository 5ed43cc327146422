internal import Datasets
internal import Display
internal import Interpreter

var datasetOrderBuiltins: [Builtin] {
  [sort, shuffle, split, save]
}

private var seedParameter: Parameter {
  Parameter(
    "seed", .seed, default: .none,
    "another seed gives another order; the session's if none")
}

private var sort: Builtin {
  Builtin(
    "sort", on: datasetParameter,
    [
      keyParameter("a column, a list of columns, the first counting most, or a function of a row"),
      Parameter("descending", .bool, default: .bool(false), "the largest first"),
    ], result: "dataset", summary: "The rows in the order of a column's values.",
    help:
      "Several columns, or a list that a function gives, are compared one after the other. Rows without "
      + "a value come last.",
    example: "load_dataset(\"speech.csv\").sort(\"duration\")"
  ) { call in
    let data = try call.object("data", as: DatasetObject.self)
    return .object(
      data.derived(
        try data.dataset.sort(
          by: call.keys(of: data.dataset), descending: call.bool("descending"))))
  }
}

private var shuffle: Builtin {
  Builtin(
    "shuffle", on: datasetParameter, [seedParameter], result: "dataset",
    summary: "The rows in an order drawn by a seed.",
    example: "load_dataset(\"speech.csv\").shuffle(seed=1)"
  ) { call in try call.shuffled(call.seed("seed")) }
}

private var split: Builtin {
  Builtin(
    "split", on: datasetParameter,
    [
      Parameter("test", .numberIn(0...1), default: .float(0.2), "the share of the test rows"),
      Parameter("valid", .numberIn(0...1), default: .int(0), "the share of the validation rows"),
      seedParameter,
      Parameter(
        "by", .optional(.string), default: .none,
        "rows with the same value in this column stay together"),
    ], result: "{train: dataset, valid: dataset, test: dataset}",
    summary: "A record of train, valid and test, each row's part a function of itself and a seed.",
    help:
      "Rows that are added later never move the old ones, so the shares are met only about. One "
      + "line says what training rows share with the others: speakers, sentences, recordings.",
    example: "load_dataset(\"speech.csv\").split(test=0.5, seed=1).train"
  ) { call in
    let data = try call.object("data", as: DatasetObject.self)
    let split = try data.dataset.split(
      test: call.double("test"), valid: call.double("valid"), seed: call.seed("seed"),
      by: call.optionalString("by"))
    call.notice("split: " + (try describe(split, call)))
    return .record(
      Record([
        ("train", .object(data.derived(split.train))),
        ("valid", .object(data.derived(split.valid))),
        ("test", .object(data.derived(split.test))),
      ]))
  }
}

/// How large the parts are, and what training rows share with the others.
private func describe(_ split: Split, _ call: Call) throws -> String {
  let parts = [("train", split.train), ("valid", split.valid), ("test", split.test)]
    .filter { !$0.1.isEmpty }.map { "\(formatCount($0.1.count)) \($0.0)" }
  let wishes = [
    try missed(call.double("test"), split.test, call).map { "\($0) as test" },
    try missed(call.double("valid"), split.valid, call).map { "\($0) as valid" },
  ].compactMap(\.self)
  let asked = wishes.isEmpty ? "" : " (asked for: \(wishes.joined(separator: ", ")))"
  let sizes = parts.joined(separator: ", ") + asked
  guard parts.count > 1 else { return sizes }
  return "\(sizes); \(SplitLeaks(split) { call.session.interruption.isRequested })"
}

/// A share that was asked for, if the part is not even half as large, or more than half as large
/// again, as it is where few values of a column stay together.
private func missed(_ share: Double, _ part: Dataset, _ call: Call) throws -> String? {
  let wanted = share * Double(try call.dataset().count)
  let count = part.count
  guard wanted >= 1, abs(Double(count) - wanted) > wanted / 2 else { return nil }
  return formatPercentage(share)
}

private var save: Builtin {
  Builtin(
    "save", on: datasetParameter, [Parameter("path", .outputPath, "ends in .jsonl, .csv or .tsv")],
    result: "none", summary: "Writes the rows to a file, whole or not at all.",
    example: "load_dataset(\"speech.csv\").save(\"copy.jsonl\")"
  ) { call in
    try call.dataset().save(to: call.outputPath("path"))
    return .none
  }
}
