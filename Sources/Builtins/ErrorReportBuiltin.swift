internal import Datasets
internal import Display
internal import Interpreter
internal import Tensors
internal import Text

var errorReportBuiltin: Builtin {
  Builtin(
    "error_report",
    [
      Parameter(
        "references", .anyOf([.list(of: .string), .string, .object("dataset")]),
        "what was said, or rows with the columns text and predicted, as evaluate gives them"),
      Parameter(
        "hypotheses", .optional(.anyOf([.list(of: .string), .string])), default: .none,
        "what was heard; rows have it"),
      Parameter(
        "unit", .choice(ErrorReport.Unit.allCases.map(\.rawValue)), default: .string("word"),
        "what is counted"),
      Parameter(
        "confidence", .number, default: .float(0.95),
        "the share of draws between the bounds of the rate"),
      Parameter("seed", .optional(.int), default: .none, "of the draws; the session's if none"),
    ], result: "error_report",
    summary: "The error rate with its bounds, what is mistaken for what, and the worst rows.",
    help:
      "The bounds come from drawing the rows anew, up to a thousand times. .confusions, .missed and "
      + ".added list units with counts, .rows has a row for each text, .worst those with the most "
      + "errors for their length first.",
    example: "error_report([\"one two three\", \"four\"], [\"one too three\", \"four\"])"
  ) { call in
    let (references, hypotheses) = try pairs(call)
    let confidence = try call.double("confidence")
    guard confidence > 0, confidence < 1 else {
      throw BuiltinError(
        "confidence is between 0 and 1, not \(confidence)", argument: "confidence")
    }
    let unit = ErrorReport.Unit(rawValue: try call.string("unit")) ?? .word
    let report = try ErrorReport(references: references, hypotheses: hypotheses, unit: unit)
    try requireUnits(report.total, in: references.count)
    let seed = UInt64(bitPattern: Int64(try call.seed("seed")))
    var stream = RandomStream(seed: seed, purpose: "error_report")
    // With many rows the bounds vary little from draw to draw.
    let draws = min(1_000, max(200, 20_000_000 / max(1, references.count)))
    let bounds = report.interval(confidence: confidence, draws: draws) { count in
      Int((UInt64(stream.bits()) * UInt64(count)) >> 32)
    }
    return .object(
      ErrorReportObject(
        report, references: references, hypotheses: hypotheses, bounds: bounds,
        confidence: confidence))
  }
}

/// What was said and what was heard, row by row.
private func pairs(_ call: Call) throws -> (references: [String], hypotheses: [String]) {
  let isHeard = try !call.isNone("hypotheses")
  if case .object(let object as DatasetObject) = try call.value("references") {
    guard !isHeard else {
      throw BuiltinError(
        "what was heard in rows is their column predicted", argument: "hypotheses")
    }
    let data = try object.dataset
    try call.requireRows(data, "report on", argument: "references")
    return try (data.texts("text"), data.texts("predicted"))
  }
  guard isHeard else {
    throw BuiltinError("hypotheses is missing: what was heard", argument: "hypotheses")
  }
  return (try texts(call, "references"), try texts(call, "hypotheses"))
}
