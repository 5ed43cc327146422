internal import Text

/// Reads submissions to VoxForge: a folder for each, with recordings in `wav` or `flac`, their
/// sentences in `etc/PROMPTS` or `etc/prompts-original`, and what the speaker says of himself in
/// `etc/README`.
///
/// Reference: http://www.voxforge.org/
public struct VoxForgeReader: CorpusReader {
  private static let prompts = ["PROMPTS", "prompts", "prompts-original", "prompts.txt"]
  private static let about = [
    ("gender", ["gender:"]), ("age", ["age range:"]),
    ("dialect", ["pronunciation dialect:", "pronunication dialect:"]), ("language", ["language:"]),
  ]

  /// Makes a reader of the corpus.
  public init() {}

  /// The name of the format.
  public var format: String { "voxforge" }

  /// Whether there are submissions some steps down.
  public func recognizes(_ place: CorpusPlace) -> Bool {
    place.isFolder && place.hasFolder(deepest: 2) { hasPrompts($0) && $0.folders.isEmpty }
  }

  private func hasPrompts(_ listing: FolderTree.Listing) -> Bool {
    Self.prompts.contains { listing.files.contains($0) }
  }

  /// Reads what the submissions claim.
  public func read(_ path: String, options: LoadOptions) throws(DatasetError) -> Corpus {
    var corpus = Corpus(source: path, folder: path)
    corpus.otherNames = ["speaker"] + Self.about.map(\.0) + ["submission"]
    let tree = FolderTree(path, followsLinks: options.allowsOutside)
    try tree.visit { (folder, listing) throws(DatasetError) in
      guard folder == "etc" || folder.hasSuffix("/etc"), hasPrompts(listing) else { return true }
      let submission = String(folder.dropLast(folder == "etc" ? 3 : 4))
      try corpus.read(joined(submission, "etc")) { (corpus) throws(DatasetError) in
        try addSubmission(tree, submission, listing, to: &corpus)
      }
      return true
    }
    guard !corpus.rows.isEmpty || !corpus.problems.isEmpty else {
      throw .incomplete(path: path, format: format, needs: "folders with etc/PROMPTS and wav")
    }
    return corpus
  }

  private func addSubmission(
    _ tree: FolderTree, _ submission: String, _ listing: FolderTree.Listing, to corpus: inout Corpus
  ) throws(DatasetError) {
    guard let prompts = Self.prompts.first(where: listing.files.contains) else { return }
    var recordings = RecordingNames()
    for folder in try tree.listing(submission).folders where ["wav", "flac"].contains(folder) {
      for name in try tree.listing(joined(submission, folder)).files where isRecording(name) {
        recordings.add("\(folder)/\(name)", as: stem(name))
      }
    }
    let name = submission.split(separator: "/").last.map(String.init) ?? tree.root
    let facts = try facts(tree, submission, listing)
    for (_, line) in try numberedLines(tree.root + "/" + joined(submission, "etc/" + prompts)) {
      let (path, text) = line.firstWord
      let id = path.split(separator: "/").last.map(String.init) ?? path
      let recording = recordings[id] ?? recordings[stem(id)]
      var row = CorpusRow(
        number: corpus.rows.count + 1, path: joined(submission, recording ?? id), text: text)
      row.lacksRecording = recording == nil
      row.others =
        [.text(String(name.prefix { $0 != "-" }))] + facts + [.text(name)]
      corpus.rows.append(row)
    }
  }

  /// What the speaker says of himself, in the order of the columns.
  private func facts(
    _ tree: FolderTree, _ submission: String, _ listing: FolderTree.Listing
  ) throws(DatasetError) -> [Cell] {
    guard let readme = listing.files.first(where: { $0.uppercased() == "README" }) else {
      return Self.about.map { _ in .none }
    }
    let lines = try numberedLines(tree.root + "/" + joined(submission, "etc/" + readme))
      .map { normalizeSpaces(String($0.line)) }
    return Self.about.map { _, keys in
      for key in keys {
        guard let line = lines.first(where: { $0.lowercased().hasPrefix(key) }) else { continue }
        let value = normalizeSpaces(String(line.dropFirst(key.count)))
        if !value.isEmpty, value.lowercased() != "[unknown]" { return .text(value) }
      }
      return .none
    }
  }
}
