internal import Caching
internal import Datasets
internal import Display
internal import ExactStrings
internal import Foundation
internal import Interpreter
internal import LanguageModels

/// A language model as recipes see it.
final class LanguageModelObject: EngineObject {
  let model: LanguageModel

  /// What was found out for the tokens that were asked about last.
  private var spelling: (tokens: [String], letters: [Unicode.Scalar], words: Int)?

  init(_ model: LanguageModel) {
    self.model = model
  }

  /// The letters of the words that no token has, and how many words have one of them.
  func lettersOutside(_ tokens: [String]) -> (letters: [Unicode.Scalar], words: Int) {
    if let spelling, spelling.tokens.areExactly(tokens) {
      return (spelling.letters, spelling.words)
    }
    let found = model.lettersOutside(Set(tokens.flatMap(\.unicodeScalars)).union(["|"]))
    spelling = (tokens, found.letters, found.words)
    return found
  }

  var typeName: String { "language_model" }

  func text() -> String {
    let unit = model.unit == .word ? "words" : "letters"
    let counts = model.counts.map { formatCount($0) }.joined(separator: " + ")
    return "language_model(\(model.order)-grams of \(unit), \(counts))"
  }

  var fieldNames: [String] { ["order", "counts", "unit"] }

  func field(_ name: String) -> Value? {
    switch name {
    case "order": .int(model.order)
    case "counts": Value(model.counts.map { .int($0) })
    case "unit": .string(model.unit.rawValue)
    default: nil
    }
  }
}

private var receiver: Parameter { Parameter("language_model", .object("language_model")) }

private var units: [String] { LanguageUnit.allCases.map(\.rawValue) }

/// Functions about language models.
///
/// - Parameter cache: Where compact forms are kept, if anywhere.
/// - Returns: The functions and methods.
func languageModelBuiltins(cache: ContentCache?) -> [Builtin] {
  [loadModel(cache), buildModel, score, perplexity, save]
}

private func loadModel(_ cache: ContentCache?) -> Builtin {
  Builtin(
    "load_lm",
    [
      Parameter("path", .inputPath, "an ARPA file, also compressed by gzip"),
      Parameter(
        "unit", .optional(.choice(units)), default: .none,
        "what its words are; if none, letters where all are single ones with a | among them"),
    ], result: "language_model",
    summary: "Reads an n-gram language model of any order.",
    help: "A compact form is kept in the cache under the file's content, so that it opens faster "
      + "the next time. KenLM's binary files are refused: only the ARPA file says all.",
    example: "build_lm([\"open the door\"], order=2).save(\"small.arpa\")\nload_lm(\"small.arpa\")"
  ) { call in
    let unit = try call.optionalString("unit").flatMap { LanguageUnit(rawValue: $0) }
    return .object(
      LanguageModelObject(
        try LanguageModel(path: call.inputPath("path"), unit: unit, cache: cache)))
  }
}

private var buildModel: Builtin {
  Builtin(
    "build_lm",
    [
      Parameter(
        "texts", .anyOf([.list(of: .string), .object("dataset")]),
        "a list, or a dataset with a column text"),
      Parameter(
        "order", .intIn(1...LanguageModel.highestOrder), default: .int(4),
        "the number of words of the longest n-grams"),
      Parameter("unit", .choice(units), default: .string("word"), "what is counted"),
      Parameter("column", .string, default: .string("text"), "the column of a dataset"),
    ], result: "language_model",
    summary: "Estimates an n-gram language model: interpolated modified Kneser-Ney.",
    help: "The texts should not be those that a recognizer is tested on. They are taken as they "
      + "are: clean them as the texts that the recognizer was trained on.",
    example: "build_lm([\"open the door\", \"close the door\"], order=3).score(\"open the door\")"
  ) { call in
    let unit = LanguageUnit(rawValue: try call.string("unit")) ?? .word
    return .object(
      LanguageModelObject(
        try LanguageModel(texts: texts(call), order: call.int("order"), unit: unit)))
  }
}

private func texts(_ call: Call) throws -> [String] {
  if case .object(let object as DatasetObject) = try call.value("texts") {
    return try object.dataset.texts(call.isGiven("column") ? call.string("column") : "text")
  }
  return try call.strings("texts")
}

private var score: Builtin {
  Builtin(
    "score", on: receiver,
    [
      Parameter("text", .string),
      Parameter(
        "whole", .bool, default: .bool(true), "whether the text begins and ends here"),
    ], result: "float",
    summary: "The logarithm to the base 10 of a text's probability.",
    example: "build_lm([\"a b\", \"a c\"], order=2).score(\"a b\")"
  ) { call in
    let model = try call.object("language_model", as: LanguageModelObject.self).model
    return .float(try model.score(call.string("text"), isWhole: call.bool("whole")))
  }
}

private var perplexity: Builtin {
  Builtin(
    "perplexity", on: receiver,
    [Parameter("texts", .anyOf([.list(of: .string), .object("dataset")]), "texts, or a dataset")],
    result: "float",
    summary: "Between how many words the model wavers on average; fewer is better.",
    help: "The ends of texts and unknown words count.",
    example: "build_lm([\"a b\", \"a c\"], order=2).perplexity([\"a b\"])"
  ) { call in
    let model = try call.object("language_model", as: LanguageModelObject.self).model
    var all: [String]
    if case .object(let object as DatasetObject) = try call.value("texts") {
      all = try object.dataset.texts("text")
    } else {
      all = try call.strings("texts")
    }
    return .float(try model.perplexity(all))
  }
}

private var save: Builtin {
  Builtin(
    "save", on: receiver, [Parameter("path", .outputPath, "the ARPA file")], result: "none",
    summary: "Writes the language model as an ARPA file, whole or not at all.",
    example: "build_lm([\"a b\", \"a c\"], order=2).save(\"letters.arpa\")"
  ) { call in
    let model = try call.object("language_model", as: LanguageModelObject.self).model
    try model.save(to: call.outputPath("path"))
    return .none
  }
}
