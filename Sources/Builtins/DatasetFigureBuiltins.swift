internal import Datasets
internal import Display
internal import Interpreter

var datasetFigureBuiltins: [Builtin] {
  [histogram, plot]
}

private var histogram: Builtin {
  Builtin(
    "histogram", on: datasetParameter,
    [
      Parameter("column", .string, default: .string("duration"), "a column of numbers"),
      Parameter("bins", .int, default: .int(12), "how many bars"),
    ], result: "none", summary: "Prints how often which values stand in a column of numbers.",
    example: "load_dataset(\"speech.csv\").histogram(\"duration\")"
  ) { call in
    let column = try call.string("column")
    let bins = try call.int("bins")
    guard (1...200).contains(bins) else {
      throw BuiltinError("bins is from 1 to 200, not \(bins)", argument: "bins")
    }
    let numbers = try call.dataset().numbers(column)
    call.show(
      Histogram(numbers, binCount: bins)
        .rendered(for: call.terminal, unit: column == "duration" ? "s" : ""))
    return .none
  }
}

private var plot: Builtin {
  Builtin(
    "plot", on: datasetParameter,
    [
      Parameter("column", .string, "a column of numbers"),
      Parameter(
        "by", .optional(.string), default: .none,
        "the column along the bottom; step if there is one, else the row's number"),
    ], result: "none", summary: "Prints a line through a column's numbers.",
    example: "load_dataset(\"speech.csv\").plot(\"duration\")"
  ) { call in
    let data = try call.dataset()
    let column = try call.string("column")
    let bottom = try call.optionalString("by") ?? (data.names.contains("step") ? "step" : nil)
    let cells = try data.column(column)
    let places = try bottom.map { try data.numbers($0) } ?? data.indices.map(Double.init)
    let points = zip(places, cells).compactMap { place, cell in
      cell.number.map { (place, $0) }
    }
    guard !points.isEmpty else {
      throw BuiltinError("column \(column) has no numbers to plot", argument: "column")
    }
    let series = LinePlot.Series(column, x: points.map(\.0), y: points.map(\.1))
    call.show(LinePlot([series], xLabel: bottom ?? "row").rendered(for: call.terminal))
    return .none
  }
}
