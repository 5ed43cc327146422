internal import ExactStrings

/// What the files of a tokenizer say, before it is known how many of its tokens a model scores.
///
/// The tokenizer of transformers appends tokens to the vocabulary: those that `added_tokens.json` or
/// `tokenizer_config.json` list and, when it is made, each token with a role that is not there yet.
/// `<s>` and `</s>` are such roles even where no file names them. Whether a model has a row for an
/// appended token depends on which of its sizes the author took, so the model's head decides.
public struct StoredTokenizer: Sendable {
  /// The tokens of `vocab.json`.
  public let vocabulary: Vocabulary
  /// The tokens behind them that files list.
  public let listed: [String]
  /// The tokens behind those, which transformers appends because they have a role.
  public let implied: [String]

  private let path: String
  private let special: SpecialTokens
  private let added: [AddedToken]

  /// Reads the files.
  ///
  /// - Parameters:
  ///   - path: A folder that holds a `vocab.json`, or such a file.
  ///   - language: Which language to take, if the vocabulary has several.
  /// - Throws: ``TextError`` if a file is missing or broken.
  public init(path: String, language: String? = nil) throws(TextError) {
    self.path = path
    guard try pathKind(path) == .folder else {
      vocabulary = try Vocabulary(path: path, language: language)
      (listed, implied, added) = ([], [], [])
      special = SpecialTokens(settings: [], of: vocabulary.tokens)
      return
    }
    let files = ["tokenizer_config.json", "special_tokens_map.json"]
    var settings: [JSON] = []
    for name in files { settings.append(try Self.settings("\(path)/\(name)") ?? .null) }
    if let name = settings[0]["tokenizer_class"]?.string, !Self.readable.contains(name) {
      throw .content(
        path: "\(path)/\(files[0])",
        problem: "names the tokenizer \(name.prefix(80).debugDescription); "
          + "\(Self.readable[0]) can be read")
    }
    if settings[0]["split_special_tokens"]?.boolean ?? false {
      throw .content(
        path: "\(path)/\(files[0])",
        problem: "sets split_special_tokens, with which no token of several letters is found in a "
          + "text; asrsh has no such way of reading")
    }
    let chosen = language ?? settings[0]["target_lang"]?.string
    vocabulary = try Vocabulary(path: path + "/vocab.json", language: chosen)
    listed = try Self.listed(
      try Self.settings(path + "/added_tokens.json"), settings[0], behind: vocabulary, path: path)
    added = Self.added(settings[0], beside: vocabulary)
    let known = vocabulary.tokens + listed
    special = SpecialTokens(settings: settings, of: known)
    func other(_ key: String) -> String? { settings.lazy.compactMap { $0[key]?.token }.first }
    let roles = [
      special.sentenceStart, special.sentenceEnd, special.unknown, other("sep_token"),
      special.padding, other("cls_token"), other("mask_token"), special.wordDelimiter,
    ]
    var implied: [String] = []
    for case let token? in roles + Self.extra(settings)
    where !(known + implied).containsExactly(token) {
      implied.append(token)
    }
    self.implied = implied
  }

  /// Tokens that settings name without a role: those with a name of their own, and then the first
  /// list of others.
  private static func extra(_ settings: [JSON]) -> [String] {
    var named: [JSON] = []
    var list: [JSON]?
    for json in settings {
      for key in ["extra_special_tokens", "additional_special_tokens"] {
        named += json[key]?.object?.members.map(\.value) ?? []
        list = list ?? json[key]?.array
      }
    }
    return (named + (list ?? [])).compactMap(\.token)
  }

  /// The tokens of settings that ask something of what stands beside them in a text.
  ///
  /// Those of several letters in the vocabulary are not among them: the tokenizer of transformers
  /// writes them down as swallowing spaces without being told to, and does not read it again.
  private static func added(_ settings: JSON, beside vocabulary: Vocabulary) -> [AddedToken] {
    (settings["added_tokens_decoder"]?.object?.members ?? []).compactMap { id, json in
      guard let id = Int(id), let content = json["content"]?.string else { return nil }
      if vocabulary.tokens.indices.contains(id) {
        // A letter of another language's vocabulary may stand in this place.
        guard content.singleScalar != nil, vocabulary.id(of: content) == id else { return nil }
      }
      func flag(_ key: String) -> Bool { json[key]?.boolean ?? false }
      let token = AddedToken(
        content, isSingleWord: flag("single_word"), stripsLeft: flag("lstrip"),
        stripsRight: flag("rstrip"))
      return token.isPlain ? nil : token
    }
  }

  private static let readable = ["Wav2Vec2CTCTokenizer", "Wav2Vec2Tokenizer"]

  private static func settings(_ path: String) throws(TextError) -> JSON? {
    guard try pathKind(path) != nil else { return nil }
    var limits = JSON.Limits()
    limits.roundsLargeIntegers = true
    let json = try JSON(path: path, limits: limits)
    guard json.object != nil else {
      throw .content(path: path, problem: "is \(json.kind), not an object of settings")
    }
    return json
  }

  /// The tokens that `added_tokens.json` and the settings list behind those of the vocabulary.
  private static func listed(
    _ added: JSON?, _ settings: JSON, behind vocabulary: Vocabulary, path: String
  ) throws(TextError) -> [String] {
    var members = added?.object?.members ?? []
    for (id, token) in settings["added_tokens_decoder"]?.object?.members ?? [] {
      guard let id = Int(id), let token = token["content"]?.string else {
        throw .content(
          path: path + "/tokenizer_config.json",
          problem: "has an added_tokens_decoder that is not of ids and tokens")
      }
      // What the vocabulary of a language has in this place goes before what another left here.
      if id >= vocabulary.count { members.append((key: token, value: .integer(id))) }
    }
    var tokens: [Int: String] = [:]
    for (token, value) in members {
      guard let id = value.integer else {
        throw .vocabulary(.notAnID(token: token, kind: value.kind))
      }
      if vocabulary.id(of: token) == id { continue }
      if vocabulary.id(of: token) != nil { throw .vocabulary(.duplicateToken(token)) }
      if vocabulary.tokens.indices.contains(id) {
        throw .vocabulary(.duplicateID(id, vocabulary.tokens[id], token))
      }
      if let other = tokens.updateValue(token, forKey: id), !other.isExactly(token) {
        throw .vocabulary(.duplicateID(id, other, token))
      }
    }
    let count = vocabulary.count + tokens.count
    for (id, token) in tokens.sorted(by: { $0.key < $1.key }) where id >= count || id < 0 {
      throw .vocabulary(.badID(id, token: token, tokenCount: count))
    }
    return tokens.sorted { $0.key < $1.key }.map(\.value)
  }
}

extension StoredTokenizer {
  /// Makes the tokenizer of a model that scores `rows` tokens.
  ///
  /// - Parameter rows: The rows of the model's head; `nil` takes all tokens that files list.
  /// - Returns: A tokenizer of as many tokens, or of all where there are fewer.
  /// - Throws: ``TextError`` if the vocabulary has more tokens than there are rows, or if the tokens
  ///   with a role do not fit.
  public func tokenizer(rows: Int? = nil) throws(TextError) -> CTCTokenizer {
    let all = vocabulary.tokens + listed + implied
    let count = rows ?? all.count - implied.count
    guard count >= vocabulary.count else {
      throw .content(
        path: path,
        problem: "has \(vocabulary.count) tokens, and the model scores \(count)")
    }
    let kept = try Vocabulary(tokens: Array(all.prefix(count)))
    var special = special
    func present(_ token: String?) -> String? {
      token.flatMap { kept.id(of: $0) == nil ? nil : $0 }
    }
    special.unknown = present(special.unknown)
    special.wordDelimiter = present(special.wordDelimiter)
    special.sentenceStart = present(special.sentenceStart)
    special.sentenceEnd = present(special.sentenceEnd)
    do {
      let added = added.filter { kept.id(of: $0.content) != nil }
      return try CTCTokenizer(
        vocabulary: kept, special: special, added: added, rowCount: count)
    } catch {
      throw error.about(path)
    }
  }
}

extension SpecialTokens {
  /// What settings files say, the first that says it first, and else the usual name of a role, of
  /// those the one that the vocabulary has.
  fileprivate init(settings: [JSON], of tokens: [String]) {
    func usual(_ names: [String]) -> String? {
      names.first { name in tokens.containsExactly(name) } ?? names.last
    }
    func token(_ key: String, _ names: String...) -> String? {
      for json in settings {
        guard let value = json[key] else { continue }
        return value.token
      }
      return usual(names)
    }
    // Settings may say that there is no padding, yet CTC has a blank.
    let padding = settings.lazy.compactMap { $0["pad_token"]?.token }.first
    self.init(
      unknown: token("unk_token", "[UNK]", "<unk>"),
      padding: padding ?? usual(["[PAD]", "<pad>"]) ?? "<pad>",
      wordDelimiter: token("word_delimiter_token", "|"),
      foldsCase: settings.lazy.compactMap { $0["do_lower_case"]?.boolean }.first ?? false)
    cleansSpaces =
      settings.lazy.compactMap { $0["clean_up_tokenization_spaces"]?.boolean }.first ?? false
    sentenceStart = token("bos_token", "<s>")
    sentenceEnd = token("eos_token", "</s>")
    space =
      settings.lazy.compactMap { $0["replace_word_delimiter_char"]?.string }.first ?? space
  }
}

extension JSON {
  /// A token, which files have as text or as an object with its content.
  fileprivate var token: String? { string ?? self["content"]?.string }
}
