internal import Datasets
internal import Interpreter
internal import Text

var normalizationBuiltins: [Builtin] { [normalizeText, normalizeDataset] }

private var normalizerParameters: [Parameter] {
  [
    Parameter(
      "language", .choice(["en", "basic"]), default: .string("en"),
      "English's normalizer, or the one for all other languages"),
    Parameter(
      "spelling", .optional(.inputPath), default: .none,
      "English: a table of spellings, the normalizer.json of a Whisper model"),
    Parameter(
      "remove_diacritics", .bool, default: .bool(false), "basic: letters without their accents"),
    Parameter(
      "split_letters", .bool, default: .bool(false), "basic: a space between all letters"),
  ]
}

private let normalizerHelp =
  "As in transformers, its accidents included, so that rates are those of the field: \"O'Brien\" "
  + "becomes \"0 brien\", \"1.5\" becomes \"one.5\", spaces stay at the ends. English: contractions in "
  + "full, numbers in digits, no fillers, accents and signs. Basic: no signs; without "
  + "remove_diacritics vowels that are marks become spaces too. docs/text.md has more."

extension Call {
  /// The normalizer that the arguments ask for.
  fileprivate func whisperNormalizer() throws -> @Sendable (String) -> String {
    let (removes, splits) = (try bool("remove_diacritics"), try bool("split_letters"))
    let spelling = try optionalString("spelling")
    guard try string("language") == "en" else {
      if spelling != nil {
        throw BuiltinError("spelling is for English only", argument: "spelling")
      }
      let normalizer = BasicNormalizer(removesDiacritics: removes, splitsLetters: splits)
      return { normalizer.apply(to: $0) }
    }
    for (name, isSet) in [("remove_diacritics", removes), ("split_letters", splits)] where isSet {
      throw BuiltinError("\(name) is for language=\"basic\" only", argument: name)
    }
    let normalizer =
      try spelling == nil
      ? EnglishNormalizer() : EnglishNormalizer(spellingsFrom: inputPath("spelling"))
    return { normalizer.apply(to: $0) }
  }
}

private var normalizeText: Builtin {
  Builtin(
    "whisper_normalize", on: Parameter("text", .string), normalizerParameters, result: "string",
    summary: "The text as Whisper's word error rates compare it.",
    help: normalizerHelp,
    example: "\"Mr. Smith can't pay twenty-one dollars, um, fifty!\".whisper_normalize()"
  ) { call in .string(try call.whisperNormalizer()(call.string("text"))) }
}

private var normalizeDataset: Builtin {
  Builtin(
    "whisper_normalize", on: datasetParameter,
    normalizerParameters + [
      Parameter("column", .string, default: .string("text"), "the column of texts")
    ], result: "dataset",
    summary: "The rows with their texts as Whisper's word error rates compare them.",
    help: normalizerHelp,
    example: "load_dataset(\"speech.csv\").whisper_normalize()"
  ) { call in try call.datasetWithTexts(call.whisperNormalizer(), named: "whisper_normalize") }
}
