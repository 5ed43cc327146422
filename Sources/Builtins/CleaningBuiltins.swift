internal import Datasets
internal import Display
internal import Interpreter
internal import Text

var cleaningBuiltins: [Builtin] { [normalize, cleanText, cleanDataset] }

private var normalize: Builtin {
  Builtin(
    "normalize", on: Parameter("text", .string),
    [
      Parameter(
        "form", .choice(UnicodeForm.allCases.map(\.rawValue)), default: .string("NFC"),
        "NFC composes letters with their accents, NFKC replaces variants too")
    ], isPure: true, result: "string", summary: "The text in a normalization form of Unicode.",
    example: "\"ﬁve\".normalize(\"NFKC\")"
  ) { call in
    let form = UnicodeForm(rawValue: try call.string("form")) ?? .nfc
    return .string(form.apply(to: try call.string("text")))
  }
}

private let languageNames = TextCleaning.Language.allCases.map(\.rawValue)

private var ruleParameters: [Parameter] {
  [
    Parameter(
      "language", .choice(languageNames), default: .string("any"),
      "whose rules: English, Croatian, Urdu, Turkish, or any other"),
    Parameter("lowercase", .bool, default: .bool(true), "make letters small"),
    Parameter(
      "punctuation", .choice(["remove", "keep"]), default: .string("remove"),
      "of punctuation and symbols"),
    Parameter("keep", .string, default: .string(""), "punctuation that stays: \"-'\""),
    Parameter(
      "digits", .choice(TextCleaning.Digits.allCases.map(\.rawValue)), default: .string("keep"),
      "of digits of all scripts; ascii makes them 0 to 9"),
    Parameter(
      "marks", .choice(["keep", "remove"]), default: .string("keep"),
      "of marks above and below letters, such as vowels of Urdu"),
    Parameter(
      "form", .choice(UnicodeForm.allCases.map(\.rawValue)), default: .string("NFC"),
      "the normalization form of Unicode"),
  ]
}

private let rulesHelp =
  "English keeps the apostrophe; Croatian writes ǆ, ǉ and ǌ as two letters; Urdu writes the "
  + "letters of Arabic keyboards as its own; Turkish knows the dotless ı. Dashes and slashes become "
  + "spaces, other punctuation is left out, invisible signs go, and spaces become one."

extension Call {
  fileprivate func cleaning() throws -> TextCleaning {
    var rules = TextCleaning(TextCleaning.Language(rawValue: try string("language")) ?? .other)
    rules.lowercases = try bool("lowercase")
    rules.removesPunctuation = try string("punctuation") == "remove"
    rules.kept.formUnion(try string("keep").unicodeScalars)
    rules.digits = TextCleaning.Digits(rawValue: try string("digits")) ?? .keep
    rules.removesMarks = try string("marks") == "remove"
    rules.form = UnicodeForm(rawValue: try string("form"))
    return rules
  }
}

private var cleanText: Builtin {
  Builtin(
    "clean", on: Parameter("text", .string), ruleParameters, isPure: true, result: "string",
    summary: "The text in one spelling: small letters, no punctuation, one space between words.",
    help: rulesHelp, example: "\"It’s a “well-known” song…\".clean(\"en\")"
  ) { call in .string(try call.cleaning().apply(to: call.string("text"))) }
}

private var cleanDataset: Builtin {
  Builtin(
    "clean", on: datasetParameter,
    ruleParameters + [
      Parameter("column", .string, default: .string("text"), "the column of texts")
    ], result: "dataset",
    summary: "The rows with their texts in one spelling; says how many changed and became empty.",
    help: rulesHelp + " Rows whose text becomes empty stay, and are counted.",
    example: "load_dataset(\"speech.csv\").clean(\"en\")"
  ) { call in
    let rules = try call.cleaning()
    return try call.datasetWithTexts({ rules.apply(to: $0) }, named: "clean")
  }
}

extension Call {
  /// The rows with the texts of a column changed; says how many were, and how many became empty.
  func datasetWithTexts(
    _ change: @escaping @Sendable (String) -> String, named name: String
  ) throws -> Value {
    let (data, column) = (try dataset(), try string("column"))
    let counts = Handover((changed: 0, emptied: 0))
    let progress = Progress(self)
    let cleaned = try progress.during("Cleaning", total: data.count, unit: "rows") {
      try progress.watch(
        BackgroundWork { work throws(DatasetError) in
          let result = try data.changingTexts(
            column, progress: { work.report($0) }, isCancelled: { work.isCancelled }, change)
          counts.value = (result.changed, result.emptied)
          return result.data
        })
    }
    let (changed, emptied) = counts.value
    let rows = formatCount(data.count, of: "row")
    notice(
      "\(name): \(formatCount(changed)) of \(rows) changed"
        + (emptied > 0 ? ", \(formatCount(emptied)) have no text left" : ""))
    return .object(DatasetObject(cleaned))
  }
}
