internal import Datasets
internal import Display
internal import Interpreter

/// The built-ins that run a function for the rows of a dataset.
func rowFunctionBuiltins(_ policy: TablePolicy) -> [Builtin] { [map(policy), filter(policy)] }

private var functionParameters: [Parameter] {
  [
    Parameter("f", .function, "a function of a row"),
    Parameter(
      "cache", .optional(.bool), default: .none,
      "keep the result on disk: true always, false never, none if it took long"),
  ]
}

private let whenItRuns =
  "It runs for the first row at once and for others when they are looked at: show() needs ten, "
  + "fit() all, on all cores. A function that prints, draws random numbers, reads files or uses a "
  + "model runs for all rows at once, in order, and is not kept on disk. docs/data.md has more."

private func map(_ policy: TablePolicy) -> Builtin {
  Builtin(
    "map", on: datasetParameter, functionParameters, result: "dataset",
    summary: "Every row with what a function of it returns put over it: row => {text: …}.",
    help:
      "What load_dataset took from the recordings (duration, sampling_rate, file) follows a new "
      + "audio; columns of your own stay. " + whenItRuns,
    example: "load_dataset(\"speech.csv\").map(row => {text: row.text.upper()})"
  ) { call in
    try call.rowFunction(policy, RowStep.map) { row, result, index in
      guard case .record(let record) = result else {
        throw wrongResult(call, row: index, type: result.typeName)
      }
      return row.over(try Datasets.Row(record))
    }
  }
}

private func filter(_ policy: TablePolicy) -> Builtin {
  Builtin(
    "filter", on: datasetParameter, functionParameters, result: "dataset",
    summary: "The rows for which a function is true: row => row.duration > 1.",
    help: whenItRuns + " len() of the result runs it for all rows.",
    example: "load_dataset(\"speech.csv\").filter(row => row.duration > 0.1)"
  ) { call in
    try call.rowFunction(policy, RowStep.filter) { row, result, index in
      guard case .bool(let isWanted) = result else {
        throw wrongResult(call, row: index, type: result.typeName)
      }
      return isWanted ? Datasets.Row() : nil
    }
  }
}

extension Datasets.Row {
  fileprivate init(_ record: Record) throws { self = try row(of: record) }
}

extension Call {
  /// Runs the function given for `f` for the rows: when they are looked at if that does not show,
  /// or else at once.
  ///
  /// - Parameters:
  ///   - policy: How tables are computed.
  ///   - step: Makes a step of the function.
  ///   - output: What is put over a row, or `nil` if it is left out.
  /// - Returns: The dataset.
  /// - Throws: What the function throws for a row that is looked at.
  fileprivate func rowFunction(
    _ policy: TablePolicy, _ step: (FunctionImage) -> RowStep,
    output: (Row, Value, Int) throws -> Row?
  ) throws -> Value {
    let function = try function("f")
    let isKept = try isNone("cache") ? nil : bool("cache")
    let object = try object("data", as: DatasetObject.self)
    // A rehearsal is to find what fails, and to tell how long it takes.
    if session.rehearsal != nil { return try runAtOnce(function, object, output) }
    let image: FunctionImage
    do throws(ImageProblem) {
      image = try session.image(of: function)
    } catch {
      let start = ContinuousClock.now
      let result = try runAtOnce(function, object, output)
      let seconds = start.duration(to: .now) / .seconds(1)
      if isKept == true || (isKept == nil && seconds >= policy.leastSeconds && policy.cache != nil)
      {
        notice("\(builtin.name): the result is not kept in the cache: \(error)")
      }
      return result
    }
    return .object(
      object.derived(try object.table.adding(step(image), self, isKept: isKept, policy)))
  }

  private func runAtOnce(
    _ function: Function, _ object: DatasetObject, _ output: (Row, Value, Int) throws -> Row?
  ) throws -> Value {
    let all = try object.dataset
    func outcome(_ current: Row, _ index: Int) throws -> Row? {
      let result = try invoke(function, [Builtins.value(of: current)]) {
        rowContext(self, row: index, of: all.count, current)
      }
      return try output(current, result, index)
    }
    let data = try rehearsedRows(all) { _ = try outcome($0, 0) }
    let progress = Progress(self)
    var changes = TableChanges(of: data)
    let isMap = builtin.name == "map"
    try progress.during(isMap ? "Mapping" : "Filtering", total: data.count, unit: "rows") {
      for index in data.indices {
        if let values = try outcome(data[index], index) {
          changes.keep(index, over: isMap ? values : nil)
        }
        progress.update(index + 1)
      }
    }
    return .object(object.derived(data.applying(changes)))
  }
}

/// A row in few words, for an error's context.
func briefly(_ row: Row) -> String {
  let fields = zip(row.names, row.cells).prefix(3).map { name, cell in
    "\(name): \(cellText(cell).truncated(toWidth: 40))"
  }
  return escapeForTerminal(
    "{" + fields.joined(separator: ", ") + (row.names.count > 3 ? ", …}" : "}"))
}
