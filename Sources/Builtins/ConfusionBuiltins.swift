internal import Datasets
internal import Display
internal import ExactStrings
internal import Interpreter
internal import Text

var confusionBuiltins: [Builtin] { [ofResults, ofTexts, plotConfusion] }

private let howItReads =
  "A row for each text that was said, a column for each that was heard, the first row on top. .counts is a "
  + "list of rows, .labels names them, .accuracy is the share on the diagonal, .pairs a table; "
  + ".plot(save=\"confusion.svg\") is a picture."

private var labelsParameter: Parameter {
  Parameter(
    "labels", .optional(.list(of: .string)), default: .none,
    "the labels and their order; none: all, in order")
}

private var ofResults: Builtin {
  Builtin(
    "confusion_matrix", on: datasetParameter,
    [
      Parameter("reference", .string, default: .string("text"), "the column of what was said"),
      Parameter(
        "hypothesis", .string, default: .string("predicted"), "the column of what was heard"),
      labelsParameter,
    ], result: "confusion_matrix",
    summary: "How often each label was taken for which: confusion_matrix(model.evaluate(data)).",
    help: howItReads,
    example: "dataset([{text: \"yes\", predicted: \"no\"}]).confusion_matrix()"
  ) { call in
    let data = try call.dataset()
    func texts(_ name: String) throws -> [String] {
      try data.column(call.string(name)).map(cellText)
    }
    return try confusion(call, texts("reference"), texts("hypothesis"))
  }
}

private var ofTexts: Builtin {
  Builtin(
    "confusion_matrix", on: Parameter("references", .list(of: .string), "what was said"),
    [Parameter("hypotheses", .list(of: .string), "what was heard"), labelsParameter],
    result: "confusion_matrix",
    summary: "How often each label was taken for which, of two lists of labels.", help: howItReads,
    example: "confusion_matrix([\"yes\", \"no\"], [\"yes\", \"yes\"])"
  ) { call in try confusion(call, call.strings("references"), call.strings("hypotheses")) }
}

private func confusion(
  _ call: Call, _ references: [String], _ hypotheses: [String]
) throws -> Value {
  guard references.count == hypotheses.count else {
    throw BuiltinError(
      "there are \(references.count) references and \(hypotheses.count) hypotheses",
      argument: "hypotheses")
  }
  guard !references.isEmpty else { throw BuiltinError("there are no rows to count") }
  let found = Set(exact: references + hypotheses)
  var labels = found.sorted().map(\.string)
  if try !call.isNone("labels") {
    labels = try call.strings("labels")
    let known = Set(exact: labels)
    guard known.count == labels.count else {
      throw BuiltinError("a label comes twice", argument: "labels")
    }
    if let missing = found.subtracting(known).min() {
      throw BuiltinError(
        "\(Value(missing.string).literal) is in the rows and not among the labels",
        argument: "labels")
    }
  }
  guard labels.count <= ConfusionObject.most else {
    throw BuiltinError(
      "there are \(labels.count) different texts, and a matrix has at most \(ConfusionObject.most) labels",
      hint: "of sentences, error_report says which words were confused")
  }
  return .object(ConfusionObject(labels, references, hypotheses))
}

private var plotConfusion: Builtin {
  Builtin(
    "plot", on: Parameter("matrix", .object("confusion_matrix")), plotParameters, result: "none",
    summary: "Shows a confusion matrix as a table, or writes a picture of it in colours.",
    example: "confusion_matrix([\"yes\", \"no\"], [\"yes\", \"yes\"]).plot(save=\"confusion.svg\")"
  ) { call in
    let matrix = try call.object("matrix", as: ConfusionObject.self)
    guard try call.isNone("save") else { return try call.present(.heatMap(matrix.heatMap)) }
    // In a terminal the counts under their labels say more than shades without them.
    if let title = try call.optionalString("title") {
      call.session.show(escapeForTerminal(title) + "\n")
    }
    call.session.show(.object(matrix))
    return .none
  }
}
