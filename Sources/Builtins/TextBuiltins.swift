internal import Datasets
internal import Display
internal import Interpreter
internal import Text

/// A tokenizer as recipes see it.
final class TokenizerObject: EngineObject {
  let tokenizer: CTCTokenizer

  init(_ tokenizer: CTCTokenizer) {
    self.tokenizer = tokenizer
  }

  var typeName: String { "tokenizer" }

  func portable() -> PortableObject? { Builtins.portable(self) }

  func text() -> String {
    let special = tokenizer.special
    return "tokenizer(\(formatCount(tokenizer.vocabulary.count, of: "token")), "
      + "unk \(special.unknown ?? "none"), pad \(special.padding), "
      + "word delimiter \(special.wordDelimiter ?? "none"))"
  }

  var fieldNames: [String] { ["vocab", "pad_id", "unk_id", "word_delimiter_id"] }

  func field(_ name: String) -> Value? {
    switch name {
    case "vocab": vocabularyRecord(tokenizer.vocabulary)
    case "pad_id": .int(tokenizer.paddingID)
    case "unk_id": tokenizer.unknownID.map { .int($0) } ?? .some(.none)
    case "word_delimiter_id": tokenizer.wordDelimiterID.map { .int($0) } ?? .some(.none)
    default: nil
    }
  }

  var count: Int? { tokenizer.vocabulary.count }

  func isEqual(to other: any EngineObject) -> Bool {
    (other as? TokenizerObject)?.tokenizer == tokenizer
  }
}

private func vocabularyRecord(_ vocabulary: Vocabulary) -> Value {
  .record(Record(vocabulary.tokens.enumerated().map { ($0.element, .int($0.offset)) }))
}

private var tokenizerParameter: Parameter { Parameter("tokenizer", .object("tokenizer")) }
private var idsParameter: Parameter {
  Parameter("ids", .list(of: .int), "ids of tokens, one a frame")
}

var textBuiltins: [Builtin] {
  [buildVocab, ctcTokenizer, loadTokenizer, encode, decode, tokens, saveTokenizer]
}

private var specialParameters: [Parameter] {
  [
    Parameter(
      "unk", .string, default: .string("[UNK]"), "the token for letters outside the vocabulary"),
    Parameter("pad", .string, default: .string("[PAD]"), "the padding token, which is CTC's blank"),
    Parameter(
      "word_delimiter", .string, default: .string("|"), "the token that stands for a space"),
  ]
}

private var buildVocab: Builtin {
  Builtin(
    "build_vocab",
    [
      .rest(
        "data", .anyOf([.object("dataset"), .list(of: .string), .string]), "texts, or datasets"),
      Parameter("column", .string, default: .string("text"), "the column of a dataset's texts"),
    ] + specialParameters, isPure: true, result: "record",
    summary: "All letters of the texts with their ids, ready for ctc_tokenizer.",
    help: "The letters are sorted; the space is renamed to the word delimiter, and the tokens for "
      + "unknown letters and for padding come last.",
    example: "build_vocab([\"one two\", \"three\"])"
  ) { call in
    var texts: [String] = []
    for item in try call.list("data") {
      switch item {
      case .string(let text): texts.append(text)
      case .list(let list):
        texts += list.items.compactMap { item in
          if case .string(let text) = item { return text }
          return nil
        }
      case .object(let object):
        guard let data = object as? DatasetObject else { continue }
        texts += try data.dataset.texts(call.string("column"))
      default: continue
      }
    }
    let vocabulary = try Vocabulary(
      lettersOf: texts, wordDelimiter: call.string("word_delimiter"), unknown: call.string("unk"),
      padding: call.string("pad"))
    return vocabularyRecord(vocabulary)
  }
}

private var ctcTokenizer: Builtin {
  Builtin(
    "ctc_tokenizer",
    [
      Parameter(
        "vocab", .anyOf([.record, .inputPath]),
        "tokens with their ids, or a vocab.json or its folder")
    ] + specialParameters, result: "tokenizer",
    summary: "Turns texts into ids of letters and the frames of a CTC model into text.",
    example: "ctc_tokenizer(build_vocab([\"one two\"])).encode(\"two one\")"
  ) { call in
    let vocabulary: Vocabulary
    switch try call.value("vocab") {
    case .record(let record):
      let members = try record.fields.map { token, id in
        guard case .int(let number) = id else {
          throw BuiltinError("token \(token.debugDescription) has no whole number for an id")
        }
        return (key: token, value: JSON.integer(number))
      }
      vocabulary = try Vocabulary(json: .object(JSONObject(members)))
    case .string(let path):
      vocabulary = try Vocabulary(path: vocabularyFile(call.session.reading(path)))
    default: throw BuiltinError("expects a record or a path", argument: "vocab")
    }
    let special = SpecialTokens(
      unknown: try call.string("unk"), padding: try call.string("pad"),
      wordDelimiter: try call.string("word_delimiter"))
    return .object(
      TokenizerObject(try CTCTokenizer(vocabulary: vocabulary, special: special)))
  }
}

private func vocabularyFile(_ path: String) throws -> String {
  try pathKind(path) == .folder ? path + "/vocab.json" : path
}

private var loadTokenizer: Builtin {
  Builtin(
    "load_tokenizer", [Parameter("path", .inputPath, "a folder with vocab.json, or such a file")],
    result: "tokenizer", summary: "Reads a tokenizer as transformers saves it.",
    example: "ctc_tokenizer(build_vocab([\"ab\"])).save(\"letters\")\nload_tokenizer(\"letters\")"
  ) { call in .object(TokenizerObject(try CTCTokenizer(path: call.inputPath("path")))) }
}

private var encode: Builtin {
  Builtin(
    "encode", on: tokenizerParameter,
    [
      Parameter("text", .string),
      Parameter(
        "allow_unknown", .bool, default: .bool(false),
        "write the unknown token for letters outside the vocabulary, rather than refuse them"),
    ], isPure: true, result: "list of int", summary: "The ids of a text's letters.",
    example: "ctc_tokenizer(build_vocab([\"ab\"])).encode(\"ba\")"
  ) { call in
    let tokenizer = try call.object("tokenizer", as: TokenizerObject.self).tokenizer
    let ids = try tokenizer.spelled(
      call.string("text"), unknown: call.bool("allow_unknown") ? .useUnknownToken : .refuse)
    return Value(ids.map { Value($0) })
  }
}

extension CTCTokenizer {
  /// The ids of a text; the error for a letter that is missing says if the other case would do.
  func spelled(_ text: String, unknown: UnknownLetters = .refuse) throws -> [Int] {
    do throws(TextError) {
      return try encode(text, unknown: unknown)
    } catch {
      guard case .unknownLetter = error, let advice = caseAdvice(for: [text]) else { throw error }
      throw BuiltinError("\(error)", hint: advice, kind: "text")
    }
  }
}

private var decode: Builtin {
  Builtin(
    "decode", on: tokenizerParameter,
    [
      idsParameter,
      Parameter(
        "group", .bool, default: .bool(true), "merge runs of a token, as CTC's frames need"),
    ], isPure: true, result: "string",
    summary: "The text of ids: runs merged, padding dropped, the word delimiter a space.",
    help: "Labels, which never hold a blank between doubled letters, are decoded with group=false.",
    example: "ctc_tokenizer(build_vocab([\"ab\"])).decode([0, 0, 1])"
  ) { call in
    let tokenizer = try call.object("tokenizer", as: TokenizerObject.self).tokenizer
    return .string(try tokenizer.decode(ids(call), group: call.bool("group")))
  }
}

private var tokens: Builtin {
  Builtin(
    "tokens", on: tokenizerParameter, [idsParameter], isPure: true, result: "list of string",
    summary: "The token of every id, padding and all.",
    example: "ctc_tokenizer(build_vocab([\"ab\"])).tokens([0, 1]).join(\" \")"
  ) { call in
    let tokenizer = try call.object("tokenizer", as: TokenizerObject.self).tokenizer
    return Value(try tokenizer.tokens(ids(call)).map { Value($0) })
  }
}

private var saveTokenizer: Builtin {
  Builtin(
    "save", on: tokenizerParameter, [Parameter("folder", .outputPath)], result: "none",
    summary: "Writes vocab.json and its settings into a folder, as transformers reads them.",
    example: "ctc_tokenizer(build_vocab([\"ab\"])).save(\"letters\")"
  ) { call in
    try call.object("tokenizer", as: TokenizerObject.self).tokenizer.save(
      to: call.outputPath("folder"))
    return .none
  }
}

private func ids(_ call: Call) throws -> [Int] {
  try call.list("ids").map { item in
    guard case .int(let id) = item else {
      throw BuiltinError("expects whole numbers", kind: "type", argument: "ids")
    }
    return id
  }
}
