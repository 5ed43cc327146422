internal import Datasets
internal import Display
internal import Drawing
internal import Interpreter

var datasetFigureBuiltins: [Builtin] {
  [histogram, plotHistogram, plotDataset]
}

/// A column as an axis, with the unit where the name says it.
private func axis(_ column: String) -> Axis {
  Axis(column, unit: ["duration", "seconds", "start", "end"].contains(column) ? "s" : "")
}

private var histogram: Builtin {
  Builtin(
    "histogram", on: datasetParameter,
    [
      Parameter("column", .string, default: .string("duration"), "a column of numbers"),
      Parameter("bins", .intIn(1...200), default: .int(12), "how many bars"),
    ], result: "histogram",
    summary: "How often which values stand in a column of numbers; shows as bars.",
    help: "The borders of the bars are round numbers. .edges, .counts and .mean are its numbers; "
      + ".plot(save=\"x.svg\") writes a picture.",
    example: "load_dataset(\"speech.csv\").histogram(\"duration\")"
  ) { call in
    let column = try call.string("column")
    let bins = try call.int("bins")
    let data = try call.dataset()
    try call.requireRows(data, "count")
    let numbers = try data.numbers(column)
    return .object(
      HistogramObject(Histogram(numbers, binCount: bins, axis: axis(column))))
  }
}

private var plotHistogram: Builtin {
  Builtin(
    "plot", on: Parameter("histogram", .object("histogram")), plotParameters, result: "none",
    summary: "Prints the bars, or writes a picture of them.",
    example: "load_dataset(\"speech.csv\").histogram(\"duration\").plot(save=\"lengths.svg\")"
  ) { call in
    try call.present(.histogram(call.object("histogram", as: HistogramObject.self).histogram))
  }
}

private var plotDataset: Builtin {
  Builtin(
    "plot", on: datasetParameter,
    [
      Parameter(
        "columns", .optional(.anyOf([.string, .list(of: .string)])), default: .none,
        "a column of numbers, or a list of them; the losses of a history if none"),
      Parameter(
        "by", .optional(.string), default: .none,
        "the column along the bottom; step if there is one, else the row's number"),
    ] + plotParameters, result: "none",
    summary: "Prints lines through columns of numbers, or writes a picture of them.",
    help: "Rows without a number in a column are passed over. Where the bottom does not rise from "
      + "row to row, points are drawn and no lines.",
    example: "load_dataset(\"speech.csv\").plot(\"duration\")"
  ) { call in
    let object = try call.object("data", as: DatasetObject.self)
    let plot = try linePlot(
      object.dataset, columns: plottedColumns(call, of: object), by: call.optionalString("by"))
    return try call.present(.lines(plot))
  }
}

/// The columns that a call asks for.
private func plottedColumns(_ call: Call, of object: DatasetObject) throws -> [String] {
  switch try call.value("columns") {
  case .string(let name): return [name]
  case .none:
    let losses = try (object as? HistoryObject)?.lossColumns ?? []
    guard losses.isEmpty else { return losses }
    throw BuiltinError(
      "which column is to be plotted?",
      hint: "it has \(object.table.names.joined(separator: ", "))",
      argument: "columns")
  default:
    let names = try call.strings("columns")
    guard !names.isEmpty else {
      throw BuiltinError("there are no columns to plot", argument: "columns")
    }
    return names
  }
}

/// Lines through columns of a dataset.
///
/// - Parameters:
///   - data: The dataset.
///   - columns: The columns, each with at least one number.
///   - bottom: The column along the bottom; as given, `step` if there is one, else the rows are counted.
/// - Returns: The plot.
/// - Throws: ``DatasetError`` of a column that is not there or along the bottom holds other things than
///   numbers, ``BuiltinError`` of a column without numbers.
func linePlot(_ data: Dataset, columns: [String], by bottom: String? = nil) throws -> LinePlot {
  let bottom = bottom ?? (data.names.contains("step") ? "step" : nil)
  let places = try bottom.map { try data.numbers($0) } ?? data.indices.map(Double.init)
  let isRising = zip(places, places.dropFirst()).allSatisfy { !($0 > $1) }
  let series = try columns.map { column in
    let points = zip(places, try data.column(column)).compactMap { place, cell in
      cell.number.map { (place, $0) }
    }
    guard !points.isEmpty else {
      throw BuiltinError("column \(column) has no numbers to plot", argument: "columns")
    }
    return LinePlot.Series(column, x: points.map(\.0), y: points.map(\.1), isJoined: isRising)
  }
  return LinePlot(
    series, x: bottom.map(axis) ?? Axis("row"), y: columns.count == 1 ? axis(columns[0]) : Axis())
}
