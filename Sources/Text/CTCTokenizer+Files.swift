extension CTCTokenizer {
  /// Writes the tokenizer into a folder, as `vocab.json`, `tokenizer_config.json` and
  /// `special_tokens_map.json`, from which transformers' `Wav2Vec2CTCTokenizer` reads the same one.
  public func save(to folder: String) throws(TextError) {
    try makeFolder(folder)
    try vocabulary.save(to: folder + "/vocab.json")
    let tokens: JSON = [
      "unk_token": .string(special.unknown), "pad_token": .string(special.padding),
    ]
    try tokens.save(to: folder + "/special_tokens_map.json")
    // The sentence tokens are null, or transformers would add two tokens to the vocabulary.
    let configuration: JSON = [
      "tokenizer_class": "Wav2Vec2CTCTokenizer", "unk_token": .string(special.unknown),
      "pad_token": .string(special.padding), "word_delimiter_token": .string(special.wordDelimiter),
      "replace_word_delimiter_char": " ", "bos_token": .null, "eos_token": .null,
      "do_lower_case": .boolean(special.foldsCase), "clean_up_tokenization_spaces": false,
    ]
    try configuration.save(to: folder + "/tokenizer_config.json")
  }

  /// Reads a tokenizer from a folder that holds a `vocab.json`, or from such a file.
  ///
  /// The tokens with a role come from `tokenizer_config.json` and `special_tokens_map.json` beside
  /// it, or are those that the vocabulary has of `[UNK]` and `<unk>`, `[PAD]` and `<pad>`, `|`.
  ///
  /// - Parameters:
  ///   - path: The folder or the file.
  ///   - language: Which language to take, if the vocabulary has several.
  /// - Throws: ``TextError`` if a file is missing or broken, or if what they say does not fit.
  public init(path: String, language: String? = nil) throws(TextError) {
    guard try pathKind(path) == .folder else {
      let vocabulary = try Vocabulary(path: path, language: language)
      do {
        try self.init(vocabulary: vocabulary, special: SpecialTokens(usualOf: vocabulary))
      } catch {
        throw error.about(path)
      }
      return
    }
    var settings: [JSON] = []
    for name in ["tokenizer_config.json", "special_tokens_map.json"] {
      let file = path + "/" + name
      guard try pathKind(file) != nil else { continue }
      var limits = JSON.Limits()
      limits.roundsLargeIntegers = true
      let json = try JSON(path: file, limits: limits)
      guard json.object != nil else {
        throw .content(path: file, problem: "is \(json.kind), not an object of settings")
      }
      settings.append(json)
    }
    let chosen = language ?? settings.lazy.compactMap { $0["target_lang"]?.string }.first
    var vocabulary = try Vocabulary(path: path + "/vocab.json", language: chosen)
    let added = path + "/added_tokens.json"
    if try pathKind(added) != nil {
      vocabulary = try vocabulary.adding(JSON(path: added), path: added)
    }
    let special = SpecialTokens(settings: settings, usual: SpecialTokens(usualOf: vocabulary))
    do {
      try self.init(vocabulary: vocabulary, special: special)
    } catch {
      throw error.about(path)
    }
  }
}

extension Vocabulary {
  /// The vocabulary with the tokens of an `added_tokens.json` behind its own.
  fileprivate func adding(_ added: JSON, path: String) throws(TextError) -> Vocabulary {
    guard let object = added.object else {
      throw .content(path: path, problem: "is \(added.kind), not an object of tokens and ids")
    }
    let known = object.members.filter {
      id(of: $0.key) != nil && id(of: $0.key) == $0.value.integer
    }
    let new = object.members.filter { member in !known.contains { $0.key == member.key } }
    let own = tokens.enumerated().map { (key: $0.element, value: JSON.integer($0.offset)) }
    if let twice = new.first(where: { id(of: $0.key) != nil }) {
      throw .vocabulary(.duplicateToken(twice.key))
    }
    return try Vocabulary(json: .object(JSONObject(own + new)))
  }
}

extension SpecialTokens {
  /// The usual names of the roles, as far as the vocabulary has them.
  fileprivate init(usualOf vocabulary: Vocabulary) {
    func present(_ names: [String]) -> String {
      names.first { vocabulary.id(of: $0) != nil } ?? names[0]
    }
    self.init(unknown: present(["[UNK]", "<unk>"]), padding: present(["[PAD]", "<pad>"]))
  }

  /// What settings files say, the first that says it first.
  fileprivate init(settings: [JSON], usual: SpecialTokens) {
    func token(_ key: String) -> String? {
      settings.lazy.compactMap { $0[key]?.string ?? $0[key]?["content"]?.string }.first
    }
    self.init(
      unknown: token("unk_token") ?? usual.unknown, padding: token("pad_token") ?? usual.padding,
      wordDelimiter: token("word_delimiter_token") ?? usual.wordDelimiter,
      foldsCase: settings.lazy.compactMap { $0["do_lower_case"]?.boolean }.first ?? false)
  }
}
