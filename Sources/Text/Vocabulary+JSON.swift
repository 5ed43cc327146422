extension Vocabulary {
  /// Reads a vocabulary from an object of tokens and ids, the content of a `vocab.json`.
  ///
  /// - Parameters:
  ///   - json: Tokens with their ids, or, for a model of several languages, such an object for each.
  ///   - language: Which of several languages to take.
  /// - Throws: ``TextError/vocabulary(_:)`` unless the ids are 0, 1, 2 and so on, each once.
  public init(json: JSON, language: String? = nil) throws(TextError) {
    guard let object = json.object else {
      throw .vocabulary(.notAnID(token: "", kind: json.kind))
    }
    let nested = object.members.filter { $0.value.object != nil }
    if !nested.isEmpty, nested.count == object.count {
      let languages = nested.map(\.key)
      guard let language else { throw .vocabulary(.severalLanguages(languages)) }
      guard let chosen = object[language] else {
        throw .vocabulary(.unknownLanguage(language, languages))
      }
      try self.init(json: chosen)
      return
    }
    var tokens = [String?](repeating: nil, count: object.count)
    for (token, value) in object.members {
      guard let id = value.integer else {
        throw .vocabulary(.notAnID(token: token, kind: value.kind))
      }
      guard tokens.indices.contains(id) else {
        throw .vocabulary(.badID(id, token: token, tokenCount: object.count))
      }
      if let other = tokens[id] { throw .vocabulary(.duplicateID(id, other, token)) }
      tokens[id] = token
    }
    try self.init(tokens: tokens.compactMap(\.self))
  }

  /// The tokens and their ids as the object that a `vocab.json` holds, in the order of the ids.
  public var json: JSON {
    .object(JSONObject(tokens.enumerated().map { ($0.element, .integer($0.offset)) }))
  }

  /// Reads a `vocab.json`.
  public init(path: String, language: String? = nil) throws(TextError) {
    let json = try JSON(path: path)
    guard json.object != nil else {
      throw .content(path: path, problem: "is \(json.kind), not an object of tokens and ids")
    }
    do {
      try self.init(json: json, language: language)
    } catch {
      throw error.about(path)
    }
  }

  /// Writes a `vocab.json`.
  public func save(to path: String) throws(TextError) {
    try json.save(to: path)
  }
}
