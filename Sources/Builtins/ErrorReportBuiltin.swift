internal import Datasets
internal import Display
internal import Interpreter
internal import Tensors
internal import Text

var errorReportBuiltin: Builtin {
  Builtin(
    "error_report",
    pairParameters + [
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
    let (references, hypotheses) = (try texts(call, "references"), try texts(call, "hypotheses"))
    let confidence = try call.double("confidence")
    guard confidence > 0, confidence < 1 else {
      throw BuiltinError(
        "confidence is between 0 and 1, not \(confidence)", argument: "confidence")
    }
    let unit = ErrorReport.Unit(rawValue: try call.string("unit")) ?? .word
    let report = try ErrorReport(references: references, hypotheses: hypotheses, unit: unit)
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
