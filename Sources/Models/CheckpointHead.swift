internal import ExactStrings
internal import Text

/// Which tokens a checkpoint's model scores, and whether the checkpoint's head fits them.
struct CheckpointHead {
  let tokenizer: CTCTokenizer
  /// Why the head is drawn afresh, or `nil` if it is the checkpoint's.
  let freshReason: String?
  /// What is to be known about the rows of the head.
  let notices: [String]

  /// Chooses the tokenizer.
  ///
  /// - Parameters:
  ///   - folder: The folder's files.
  ///   - options: The tokenizer that is wanted, if it is not the folder's.
  ///   - rows: The number of tokens that the checkpoint's head scores; `nil` if it has no head.
  /// - Throws: ``ModelError`` if there is no tokenizer, or if the folder's does not fit its head.
  init(
    _ folder: CheckpointFolder, _ options: CheckpointOptions, rows: Int?
  ) throws(ModelError) {
    let stored = try Self.stored(folder, options)
    guard let wanted = options.tokenizer else {
      guard let stored else { throw Self.noTokenizer(folder) }
      let own = try mapping { () throws(TextError) in try stored.tokenizer(rows: rows) }
      if rows != nil { try Self.check(own, folder) }
      tokenizer = own
      freshReason = rows == nil ? Self.headless : nil
      notices = rows == nil ? [] : Self.appended(stored, in: own) + Self.unnamed(own)
      return
    }
    tokenizer = wanted
    notices = []
    freshReason = try Self.reasonForNewHead(wanted, stored, folder, rows: rows)
  }

  private static let headless = "the checkpoint has no head that scores tokens"

  private static func stored(
    _ folder: CheckpointFolder, _ options: CheckpointOptions
  ) throws(ModelError) -> StoredTokenizer? {
    guard folder.names.contains(CheckpointFolder.vocabulary) else {
      // Every model saved here has its vocabulary.
      return nil
    }
    do throws(TextError) {
      return try StoredTokenizer(path: folder.path, language: options.language)
    } catch {
      // A tokenizer that cannot be read does not matter where another is wanted.
      if options.tokenizer != nil { return nil }
      throw .file(error)
    }
  }

  private static func noTokenizer(_ folder: CheckpointFolder) -> ModelError {
    .file(
      .content(
        path: "\(folder.path)/\(CheckpointFolder.vocabulary)",
        problem: "does not exist, so nothing says which tokens the model is to score; "
          + "give a tokenizer: tokenizer=ctc_tokenizer(…)"))
  }

  /// Checks that the blank is the same for the network and for the tokenizer.
  private static func check(
    _ tokenizer: CTCTokenizer, _ folder: CheckpointFolder
  ) throws(ModelError) {
    guard let blank = blank(folder), blank != tokenizer.paddingID else { return }
    throw .notAModel(
      path: folder.path,
      problem: "config.json says pad_token_id \(blank), the tokenizer has \(tokenizer.paddingID)")
  }

  private static func blank(_ folder: CheckpointFolder) -> Int? {
    folder.object["pad_token_id"].map(\.integer) ?? folder.family.usualPaddingID
  }

  /// Why the checkpoint's head does not fit a tokenizer that the caller gave, or `nil` if it does.
  private static func reasonForNewHead(
    _ wanted: CTCTokenizer, _ stored: StoredTokenizer?, _ folder: CheckpointFolder, rows: Int?
  ) throws(ModelError) -> String? {
    guard let rows else { return headless }
    let count = wanted.rowCount
    guard rows == count else {
      return "the checkpoint's has \(rows) rows, the tokenizer \(count) tokens"
    }
    guard blank(folder).map({ $0 == wanted.paddingID }) ?? true else {
      return "the checkpoint's blank is another token"
    }
    guard let stored else { return nil }
    do throws(TextError) {
      return try stored.tokenizer(rows: rows).vocabulary == wanted.vocabulary
        ? nil : "the checkpoint's scores other tokens"
    } catch {
      return "the checkpoint's tokens are not known"
    }
  }

  /// What transformers appended to the vocabulary, and whether the head has rows for it.
  private static func appended(_ stored: StoredTokenizer, in tokenizer: CTCTokenizer) -> [String] {
    let tokens = tokenizer.vocabulary.tokens
    let kept = tokens[stored.vocabulary.count...]
    let lost = stored.listed.dropFirst(kept.count)
    var notices: [String] = []
    if !kept.isEmpty {
      let ids =
        kept.count == 1
        ? "row \(kept.startIndex)" : "rows \(kept.startIndex) to \(tokens.count - 1)"
      notices.append(
        "\(ids) of the head: \(list(kept)), appended to the vocabulary by transformers")
    }
    if !lost.isEmpty {
      notices.append("\(list(lost)): left out of the tokens, the head has no row for them")
    }
    return notices
  }

  /// The rows of the head that have no token.
  private static func unnamed(_ tokenizer: CTCTokenizer) -> [String] {
    let (first, last) = (tokenizer.vocabulary.count, tokenizer.rowCount - 1)
    guard first <= last else { return [] }
    let rows =
      first == last ? "row \(first) of the head has" : "rows \(first) to \(last) of the head have"
    let reading = tokenizer.special.unknown.map { "read as \(shown($0))" } ?? "not written"
    return ["\(rows) no token: what they score highest is \(reading), as transformers does it"]
  }

  private static func list(_ tokens: some Sequence<String>) -> String {
    tokens.map { shown($0) }.joined(separator: ", ")
  }
}
