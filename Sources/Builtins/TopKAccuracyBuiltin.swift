internal import ExactStrings
internal import Interpreter
internal import Tensors
internal import Text

/// `top_k_accuracy` over ranked texts, or over scores of classes.
var topKAccuracyBuiltin: Builtin {
  Builtin(
    "top_k_accuracy",
    [
      Parameter(
        "references", .anyOf([.list(of: .string), .list(of: .int)]),
        "what was said, or the class of each row"),
      Parameter(
        "ranked", .anyOf([.list(of: .list(of: .string)), .object("tensor")]),
        "the texts of each row, the likeliest first; or scores, rows × classes"),
      Parameter("k", .int, default: .int(5), "how many of the first count"),
    ], isPure: true, result: "float",
    summary: "The share of rows whose reference stands among the k likeliest candidates.",
    help: "model.rank(data, texts) makes the ranked lists. Of equal scores the class with the "
      + "smaller number comes first. A score that is not a number is an error.",
    example: "top_k_accuracy([\"a\", \"b\"], [[\"a\", \"b\"], [\"a\", \"b\"]], k=1)"
  ) { call in
    let k = try call.int("k")
    guard k >= 1 else { throw BuiltinError("k is at least 1, not \(k)", argument: "k") }
    let references = try call.list("references")
    guard !references.isEmpty else {
      throw BuiltinError("there are no references", argument: "references")
    }
    let ranked: [[Value]]
    var hasScores = false
    if case .object = try call.value("ranked") { hasScores = true }
    guard references.allSatisfy({ if case .int = $0 { hasScores } else { !hasScores } }) else {
      throw BuiltinError(
        hasScores ? "scores need the number of each row's class" : "ranked texts need texts",
        kind: "type", argument: "references")
    }
    if hasScores {
      ranked = try rankedClasses(call, references)
    } else {
      ranked = try call.list("ranked").map { item in
        guard case .list(let list) = item else {
          throw BuiltinError("expects a list for each reference", argument: "ranked")
        }
        return list.items
      }
    }
    guard ranked.count == references.count else {
      throw BuiltinError(
        "there are \(formatCounts(references.count, "reference")) and "
          + "\(formatCounts(ranked.count, "ranked list")); each reference needs its own",
        argument: "ranked")
    }
    return .float(
      try topKAccuracy(
        references: references.map(RankedValue.init),
        ranked: ranked.map { $0.map(RankedValue.init) }, k: k))
  }
}

private func formatCounts(_ count: Int, _ thing: String) -> String {
  "\(count) \(thing)\(count == 1 ? "" : "s")"
}

/// A text or a class.
private enum RankedValue: Equatable {
  case text(ExactString)
  case number(Int)
  case other

  init(_ value: Value) {
    switch value {
    case .string(let text): self = .text(ExactString(text))
    case .int(let number): self = .number(number)
    default: self = .other
    }
  }
}

/// The classes of every row of scores, the best first.
private func rankedClasses(_ call: Call, _ references: [Value]) throws -> [[Value]] {
  let scores = try call.tensor("ranked")
  guard scores.shape.count == 2 else {
    throw BuiltinError("scores are rows × classes", kind: "shape", argument: "ranked")
  }
  for case .int(let label) in references where !(0..<scores.rowLength).contains(label) {
    throw BuiltinError(
      "class \(label) is not one of the \(scores.rowLength) that have scores",
      argument: "references")
  }
  return try (0..<scores.rowCount).map { index in
    let row = scores.rows(index..<index + 1).elements
    // Such a score is neither above nor below another: there is no order.
    if let broken = row.firstIndex(where: \.isNaN) {
      throw BuiltinError(
        "the score of class \(broken) in row \(index) is not a number",
        hint: "the model that gave it has diverged, or what it heard is broken", argument: "ranked")
    }
    let order = row.indices.sorted { (row[$1], $0) < (row[$0], $1) }
    return order.map { .int($0) }
  }
}
