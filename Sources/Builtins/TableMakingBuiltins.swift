internal import Datasets
internal import Interpreter

/// Tables that need no recordings.
var tableMakingBuiltins: [Builtin] { [dataset, loadTable] }

private var dataset: Builtin {
  Builtin(
    "dataset",
    [
      Parameter(
        "rows", .anyOf([.list(of: .any), .record, .object("dataset")]), "a list of records")
    ],
    result: "dataset", summary: "A table of a list of records: dataset([{word: \"one\", n: 2}]).",
    help:
      "Columns stand in the order in which they first come; where a record lacks one that others have, "
      + "there is none. A record of lists, {word: [\"one\"], n: [2]}, gives its columns. It is a dataset like "
      + "any other: show, sort, map, save; load_table reads what was saved.",
    example: "dataset([{word: \"one\", n: 2}, {word: \"two\", n: 1}])"
  ) { call in
    switch try call.value("rows") {
    case .object(let object): return .object(object)
    case .record(let record): return .object(DatasetObject(try columns(record)))
    default: return .object(DatasetObject(try rows(call)))
    }
  }
}

private func rows(_ call: Call) throws -> Dataset {
  Dataset(
    rows: try call.list("rows").enumerated().map { index, item in
      try call.checkInterruption()
      guard case .record(let record) = item else {
        throw BuiltinError(
          "row \(index) is \(item.typeWithArticle), not a record",
          hint: "dataset([{text: \"a\"}, {text: \"b\"}])", kind: "type", argument: "rows")
      }
      return Row(
        try record.fields.map { (name: $0.0, cell: try tableCell($0.1, row: index, $0.0)) })
    })
}

/// The columns that a record of lists gives, all equally long.
private func columns(_ record: Record) throws -> Dataset {
  var columns: [[Value]] = []
  for (name, value) in record.fields {
    let items: [Value]
    switch value {
    case .list, .range: items = try ItemSequence(value).items()
    default:
      throw BuiltinError(
        "the column \(name) is \(value.typeWithArticle), not a list",
        hint: "dataset([{text: \"a\"}]) makes a table of rows", kind: "type", argument: "rows")
    }
    if let first = columns.first, first.count != items.count {
      throw BuiltinError(
        "the column \(name) has \(items.count) values, and \(record.keys[0]) has \(first.count)",
        argument: "rows")
    }
    columns.append(items)
  }
  return Dataset(
    rows: try (0..<(columns.first?.count ?? 0)).map { index in
      Row(
        try zip(record.keys, columns).map { name, values in
          (name: name, cell: try tableCell(values[index], row: index, name))
        })
    }, names: record.keys)
}

/// A value as a cell; what cannot be one is named by its row and column.
private func tableCell(_ value: Value, row: Int, _ column: String) throws -> Cell {
  do {
    return try cell(of: value)
  } catch var error as BuiltinError {
    error.message = "row \(row), column \(column): \(error.message)"
    error.argument = "rows"
    throw error
  }
}

private var loadTable: Builtin {
  Builtin(
    "load_table", [Parameter("path", .inputPath, "a .csv, .tsv or .jsonl file")], result: "dataset",
    summary: "A table without recordings, as save wrote it or another program did.",
    help:
      "Columns of numbers and of true and false are read as such; paths stay text. Lines that cannot be "
      + "read are left out and listed in .problems. load_dataset reads manifests of recordings.",
    example: "load_table(\"speech.csv\")"
  ) { call in
    let data = try loadDataset(call.inputPath("path"), format: "table")
    if let summary = data.problemSummary { call.notice("load_table: " + summary) }
    return .object(DatasetObject(data))
  }
}
