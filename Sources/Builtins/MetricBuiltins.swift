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
      "wer", pairParameters, result: "float",
      summary: "The word error rate of all texts together: errors by words said.",
      help: "Words are what stands between spaces; letter case and punctuation count. The rate can "
        + "be above 1.",
      example: "wer([\"one two three\"], [\"one too three\"])"
    ) { call in
      .float(
        try wordErrorRate(
          references: texts(call, "references"), hypotheses: texts(call, "hypotheses")
        )
        .rate)
    },
    Builtin(
      "cer", pairParameters, result: "float",
      summary: "The character error rate of all texts together, spaces counted.",
      example: "cer([\"one\"], [\"ore\"])"
    ) { call in
      .float(
        try characterErrorRate(
          references: texts(call, "references"), hypotheses: texts(call, "hypotheses")
        ).rate)
    },
    Builtin(
      "per",
      pairParameters + [
        Parameter(
          "fold", .choice(["none", "timit39"]), default: .string("none"),
          "timit39 counts TIMIT's 61 phones as the usual 39 classes")
      ], result: "float",
      summary: "The phone error rate of all texts together; phones have spaces between them.",
      example: "per([\"h# sh iy\"], [\"h# s iy\"])"
    ) { call in
      let isFolded = try call.string("fold") == "timit39"
      func phones(_ name: String) throws -> [String] {
        try texts(call, name).map { isFolded ? PhoneFolding.fold($0) : $0 }
      }
      return .float(
        try wordErrorRate(references: phones("references"), hypotheses: phones("hypotheses")).rate)
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
