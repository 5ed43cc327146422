internal import CTC
internal import Display
internal import Interpreter
internal import LanguageModels
internal import Letters
internal import Models
internal import Tensors
internal import Text

/// How scores become a text, as the arguments of `transcribe` say it.
struct Decoding {
  /// The search, or `nil` for every frame's best token.
  let beam: BeamDecoder?
  /// How many texts are wanted.
  let best: Int

  /// The parameters of built-ins that decode.
  static var parameters: [Parameter] {
    [
      Parameter(
        "decoder", .choice(["greedy", "beam"]), default: .string("greedy"),
        "greedy takes every frame's best token, beam looks for the likeliest text"),
      Parameter(
        "lm", .optional(.object("language_model")), default: .none,
        "what texts are like: load_lm or build_lm"),
      Parameter("alpha", .number, default: .float(0.5), "the weight of the language model"),
      Parameter(
        "beta", .number, default: .float(1), "what each word is worth, with a language model"),
    ] + searchParameters
  }

  /// The parameters about the search for the likeliest text.
  static var searchParameters: [Parameter] {
    [
      Parameter(
        "beam_width", .intIn(1...100_000), default: .int(100), "how many texts are kept in view"),
      Parameter(
        "hot_words", .optional(.anyOf([.list(of: .string), .record])), default: .none,
        "words that are likely here, or a record of them with their weights"),
      Parameter(
        "hot_word_weight", .number, default: .float(10), "the weight of hot words in a list"),
      Parameter(
        "unknown_word", .number, default: .float(-10),
        "what a word is worth that the language model does not know"),
      Parameter(
        "token_pruning", .optional(.numberIn(0...1e6)), default: .float(12),
        "how far below a frame's best a token may be, in natural logarithms"),
      Parameter(
        "score_pruning", .optional(.numberIn(0...1e6)), default: .float(25),
        "how far below the best a text may be to stay in view"),
    ]
  }

  /// The parameter of `transcribe` alone.
  static var bestParameter: Parameter {
    Parameter("n_best", .intIn(1...10_000), default: .int(1), "how many alternatives to give")
  }

  /// Reads the arguments of a call.
  ///
  /// - Parameters:
  ///   - call: The call of a built-in with ``parameters``.
  ///   - model: Whose scores they are.
  ///   - best: How many texts are wanted.
  /// - Throws: `BuiltinError` for arguments that do not go together.
  init(_ call: Call, _ model: any SpeechModel, best: Int = 1) throws {
    self.best = best
    guard try call.string("decoder") == "beam" else {
      let others = Self.parameters.dropFirst() + [Self.bestParameter]
      for parameter in others where call.isGiven(parameter.name) {
        if parameter.name == "lm", try call.isNone("lm") { continue }
        throw BuiltinError(
          "\(parameter.name) means nothing to the greedy decoder",
          hint: "add decoder=\"beam\"", argument: parameter.name)
      }
      beam = nil
      return
    }
    var beam = try Self.search(call, model)
    beam.scoring.alpha = try finite("alpha", call)
    beam.scoring.beta = try finite("beta", call)
    self.beam = beam
  }

  /// The search that ``searchParameters`` and `lm` describe.
  static func search(_ call: Call, _ model: any SpeechModel) throws -> BeamDecoder {
    let tokenizer = model.tokenizer
    var beam = BeamDecoder(
      tokens: spellings(tokenizer), blank: model.blank, delimiter: tokenizer.wordDelimiterID)
    beam.width = try call.int("beam_width")
    beam.tokenPruning = try call.optionalDouble("token_pruning") ?? .infinity
    beam.scorePruning = try call.optionalDouble("score_pruning") ?? .infinity
    beam.scoring.unknownWord = try finite("unknown_word", call)
    beam.scoring.hotWords = try hotWords(call, tokenizer)
    if let object = try call.optionalObject("lm", as: LanguageModelObject.self) {
      try requireCommonLetters(object, beam.tokens, call)
      beam.scoring.model = object.model
    }
    return beam
  }

  /// How each token is written in a text.
  private static func spellings(_ tokenizer: CTCTokenizer) -> [String] {
    tokenizer.special.foldsCase ? tokenizer.rows.map(lowercasedAsInPython) : tokenizer.rows
  }

  private static func hotWords(
    _ call: Call, _ tokenizer: CTCTokenizer
  ) throws -> [(labels: [Int], weight: Double)] {
    var words: [(word: String, weight: Double)] = []
    switch try call.value("hot_words") {
    case .none: return []
    case .record(let record):
      for (word, value) in record.fields {
        switch value {
        case .int(let weight): words.append((word, Double(weight)))
        case .float(let weight) where weight.isFinite: words.append((word, weight))
        default:
          throw BuiltinError("the weight of \(word) is no number", argument: "hot_words")
        }
      }
    default:
      let weight = try finite("hot_word_weight", call)
      words = try call.strings("hot_words").map { ($0, weight) }
    }
    return try words.flatMap { text, weight in
      guard weight >= 0 else {
        throw BuiltinError("the weight of \(text) is below 0", argument: "hot_words")
      }
      // Each word of a phrase is a hot word.
      return try text.split(separator: " ").map {
        (try tokenizer.spelled(String($0)), weight)
      }
    }
  }

  /// Complains if the model cannot spell the words of the language model.
  private static func requireCommonLetters(
    _ object: LanguageModelObject, _ tokens: [String], _ call: Call
  ) throws {
    let (missing, unspellable) = object.lettersOutside(tokens)
    let count = object.model.allWords.count
    guard unspellable > 0 else { return }
    let letters =
      missing.prefix(12).map { String($0) }.joined(separator: " ")
      + (missing.count > 12 ? " …" : "")
    guard unspellable < count else {
      throw BuiltinError(
        "no word of the language model can be spelled by the model's tokens, which lack \(letters)",
        hint: "texts for build_lm are cleaned as those of the training were", argument: "lm")
    }
    // A few foreign names are no reason for a word.
    if unspellable * 10 > count {
      call.notice(
        "\(call.builtin.name): \(formatCount(unspellable)) of \(formatCount(count)) words of the language "
          + "model cannot be heard: the tokens lack \(letters)")
    }
  }
}

extension BeamDecoder {
  /// The likeliest text of scores.
  func text(
    _ logits: Tensor, _ tokenizer: CTCTokenizer, until shouldStop: () -> Bool
  ) throws -> String {
    let found = try decode(logits, until: shouldStop)
    return try tokenizer.decode(found.first?.labels ?? [], group: false)
  }
}

private func finite(_ name: String, _ call: Call) throws -> Double {
  let number = try call.double(name)
  guard number.isFinite else {
    throw BuiltinError("\(name) is not a finite number", argument: name)
  }
  return number
}
