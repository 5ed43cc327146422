extension CTCTokenizer {
  /// The files of the tokenizer, `vocab.json`, `tokenizer_config.json` and `special_tokens_map.json`,
  /// from which transformers' `Wav2Vec2CTCTokenizer` reads the same one.
  public var files: [(name: String, content: JSON)] {
    // A token that is not there is null, or transformers would add its own to the vocabulary.
    let roles: [JSONObject.Member] = [
      (key: "unk_token", value: special.unknown), (key: "pad_token", value: special.padding),
      (key: "bos_token", value: special.sentenceStart),
      (key: "eos_token", value: special.sentenceEnd),
    ].map { (key: $0.key, value: $0.value.map { .string($0) } ?? .null) }
    let settings: [JSONObject.Member] = [
      (key: "tokenizer_class", value: .string("Wav2Vec2CTCTokenizer")),
      (key: "word_delimiter_token", value: special.wordDelimiter.map { .string($0) } ?? .null),
      (key: "replace_word_delimiter_char", value: .string(special.space)),
      (key: "do_lower_case", value: .boolean(special.foldsCase)),
      (key: "clean_up_tokenization_spaces", value: .boolean(special.cleansSpaces)),
    ]
    let (vocabulary, list) = vocabularyAndList
    let listed: [JSONObject.Member] =
      list.isEmpty ? [] : [(key: "added_tokens_decoder", value: .object(JSONObject(list)))]
    return [
      ("vocab.json", vocabulary),
      ("special_tokens_map.json", .object(JSONObject(roles.filter { $0.value != .null }))),
      ("tokenizer_config.json", .object(JSONObject(settings + roles + listed))),
    ]
  }

  /// The content of `vocab.json`, and the tokens that are listed beside it.
  ///
  /// What an added token asks for is heeded only outside the vocabulary, if it has several letters;
  /// so the first of those and all tokens behind it are listed.
  private var vocabularyAndList: (JSON, [JSONObject.Member]) {
    let asking = Dictionary(
      added.compactMap { token in vocabulary.id(of: token.content).map { ($0, token) } },
      uniquingKeysWith: { first, _ in first })
    let end =
      asking.filter { $0.value.content.singleScalar == nil }.map(\.key).min() ?? vocabulary.count
    let tokens = vocabulary.tokens.enumerated()
    let kept = tokens.prefix(end).map { (key: $0.element, value: JSON.integer($0.offset)) }
    let list = tokens.filter { $0.offset >= end || asking[$0.offset] != nil }
    return (
      .object(JSONObject(kept)),
      list.map { (id, token) in
        (key: String(id), value: (asking[id] ?? AddedToken(token)).json)
      }
    )
  }

  /// Writes ``files`` into a folder.
  public func save(to folder: String) throws(TextError) {
    try makeFolder(folder)
    for (name, content) in files { try content.save(to: "\(folder)/\(name)") }
  }

  /// Reads a tokenizer from a folder that holds a `vocab.json`, or from such a file.
  ///
  /// The tokens with a role come from `tokenizer_config.json` and `special_tokens_map.json` beside
  /// it, or are those that the vocabulary has of `[UNK]` and `<unk>`, `[PAD]` and `<pad>`, `|`.
  /// Tokens that `added_tokens.json` or `tokenizer_config.json` add follow those of the vocabulary.
  ///
  /// - Parameters:
  ///   - path: The folder or the file.
  ///   - language: Which language to take, if the vocabulary has several.
  /// - Throws: ``TextError`` if a file is missing or broken, or if what they say does not fit.
  public init(path: String, language: String? = nil) throws(TextError) {
    self = try StoredTokenizer(path: path, language: language).tokenizer()
  }
}

extension AddedToken {
  /// The token as `tokenizer_config.json` lists it.
  fileprivate var json: JSON {
    let members: [JSONObject.Member] = [
      (key: "content", value: .string(content)), (key: "lstrip", value: .boolean(stripsLeft)),
      (key: "normalized", value: .boolean(false)), (key: "rstrip", value: .boolean(stripsRight)),
      (key: "single_word", value: .boolean(isSingleWord)),
      (key: "special", value: .boolean(false)),
    ]
    return .object(JSONObject(members))
  }
}
