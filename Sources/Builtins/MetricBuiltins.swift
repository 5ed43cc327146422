internal import Display
internal import Interpreter
internal import Text

var pairParameters: [Parameter] {
  [
    Parameter("references", .anyOf([.list(of: .string), .string]), "what was said"),
    Parameter("hypotheses", .anyOf([.list(of: .string), .string]), "what was heard"),
  ]
}

var metricBuiltins: [Builtin] {
  [
    topKAccuracyBuiltin,
    Builtin(
      "wer", pairParameters, isPure: true, result: "float",
      summary: "The word error rate of all texts together: errors by words said.",
      help: "Words are what stands between spaces; letter case and punctuation count. The rate can "
        + "be above 1. Of no words said and none heard there is no rate, and that is an error; where words "
        + "were heard and none said, it is their number, as in jiwer.",
      example: "wer([\"one two three\"], [\"one too three\"])"
    ) { call in
      try rate(call) { try wordErrorRate(references: $0, hypotheses: $1) }
    },
    Builtin(
      "cer", pairParameters, isPure: true, result: "float",
      summary: "The character error rate of all texts together, spaces counted.",
      example: "cer([\"one\"], [\"ore\"])"
    ) { call in
      try rate(call) { try characterErrorRate(references: $0, hypotheses: $1) }
    },
    Builtin(
      "per",
      pairParameters + [
        Parameter(
          "fold", .choice(["none", "timit39"]), default: .string("none"),
          "timit39 counts TIMIT's 61 phones as the usual 39 classes")
      ], isPure: true, result: "float",
      summary: "The phone error rate of all texts together; phones have spaces between them.",
      example: "per([\"h# sh iy\"], [\"h# s iy\"])"
    ) { call in
      let isFolded = try call.string("fold") == "timit39"
      func phones(_ texts: [String]) -> [String] { isFolded ? texts.map(PhoneFolding.fold) : texts }
      return try rate(call) { try wordErrorRate(references: phones($0), hypotheses: phones($1)) }
    },
    errorReportBuiltin,
    Builtin(
      "compare", [Parameter("reference", .string), Parameter("hypothesis", .string)],
      result: "none", summary: "Prints two texts word under word, with S, I and D at the errors.",
      example: "compare(\"one two three\", \"one too three four\")"
    ) { call in
      let words = alignWords(
        reference: try call.string("reference"), hypothesis: try call.string("hypothesis"))
      call.show(compareWords(words.map(\.display), for: call.terminal)) {
        [.text(compareWords(words.map(\.display), for: .ofReports))]
      }
      return .none
    },
  ]
}

/// The rate of the errors that a function counts in the texts of a call.
private func rate(_ call: Call, _ count: ([String], [String]) throws -> ErrorRate) throws -> Value {
  let (references, hypotheses) = (try texts(call, "references"), try texts(call, "hypotheses"))
  let counts = try count(references, hypotheses)
  try requireUnits(counts, in: references.count)
  return .float(counts.rate)
}

/// Refuses counts of nothing: where nothing was said and nothing was heard there is no rate, and 0 would
/// be a perfect one.
func requireUnits(_ counts: ErrorRate, in textCount: Int) throws {
  guard counts.referenceCount == 0, counts.insertions == 0 else { return }
  throw BuiltinError(
    textCount == 0
      ? "there are no texts to take a rate of"
      : "nothing is said in the references and nothing was heard: there is nothing to take a rate of",
    hint: textCount == 0
      ? "a filter that no row passes leaves none: are its values spelled as in the data?" : nil,
    argument: "references")
}

func texts(_ call: Call, _ name: String) throws -> [String] {
  if case .string(let text) = try call.value(name) { return [text] }
  return try call.strings(name)
}

extension Text.AlignedWord {
  /// The pair as the comparison draws it.
  var display: Display.AlignedWord {
    let operation: Display.EditOperation =
      switch self.operation {
      case .hit: .match
      case .substitution: .substitution
      case .insertion: .insertion
      case .deletion: .deletion
      }
    return Display.AlignedWord(operation, reference: reference, hypothesis: hypothesis)
  }
}
