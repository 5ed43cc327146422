internal import ExactStrings

/// Reads LibriSpeech, or a part of it down to one chapter: files `….trans.txt`, each with the
/// utterances of the recordings beside it.
///
/// `split` is the part, such as `train-clean-100`, where the folder shows it.
///
/// Reference: V. Panayotov et al., "Librispeech: an ASR corpus based on public domain audio books",
/// ICASSP 2015.
public struct LibriSpeechReader: CorpusReader {
  private static let ending = ".trans.txt"

  /// Makes a reader of the corpus.
  public init() {}

  /// The name of the format.
  public var format: String { "librispeech" }

  /// Whether there are transcripts of chapters some steps down.
  public func recognizes(_ place: CorpusPlace) -> Bool {
    place.isFolder
      && place.hasFolder(deepest: 4) { listing in
        listing.files.contains { $0.hasSuffix(Self.ending) }
      }
  }

  /// Reads what the transcripts of the chapters claim.
  public func read(_ path: String, options: LoadOptions) throws(DatasetError) -> Corpus {
    var corpus = Corpus(source: path, folder: path)
    corpus.otherNames = ["speaker", "chapter", "split"]
    let tree = FolderTree(path, followsLinks: options.allowsOutside)
    try tree.visit { (folder, listing) throws(DatasetError) in
      for file in listing.files where file.hasSuffix(Self.ending) {
        try corpus.read("\(folder)/\(file)") { (corpus) throws(DatasetError) in
          try addChapter(path, folder, file, listing, to: &corpus)
        }
      }
      return true
    }
    return corpus
  }

  private func addChapter(
    _ root: String, _ folder: String, _ file: String, _ listing: FolderTree.Listing,
    to corpus: inout Corpus
  ) throws(DatasetError) {
    var recordings = RecordingNames()
    for name in listing.files where isRecording(name) { recordings.add(name, as: stem(name)) }
    let parts = folder.split(separator: "/")
    let split = parts.count >= 3 ? Cell.text(String(parts[parts.count - 3])) : .none
    for (_, line) in try numberedLines(root + "/" + joined(folder, file)) {
      let (id, text) = line.firstWord
      let names = id.split(separator: "-")
      let name = recordings[id]
      var row = CorpusRow(
        number: corpus.rows.count + 1, path: joined(folder, name ?? id), text: text)
      row.lacksRecording = name == nil
      row.others = [
        names.first.map { .text(String($0)) } ?? .none,
        names.count > 1 ? .text(String(names[1])) : .none, split,
      ]
      corpus.rows.append(row)
    }
  }
}

/// Reads Multilingual LibriSpeech: folders `train`, `dev` and `test`, or one of them, each with
/// `transcripts.txt` and recordings under `audio/SPEAKER/BOOK`.
///
/// Reference: V. Pratap et al., "MLS: A Large-Scale Multilingual Dataset for Speech Research",
/// Interspeech 2020.
public struct MultilingualLibriSpeechReader: CorpusReader {
  /// Makes a reader of the corpus.
  public init() {}

  /// The name of the format.
  public var format: String { "mls" }

  /// Whether the folder, or one in it, has transcripts beside `audio`.
  public func recognizes(_ place: CorpusPlace) -> Bool {
    place.isFolder && place.hasFolder(deepest: 1, isPart)
  }

  private func isPart(_ listing: FolderTree.Listing) -> Bool {
    listing.files.contains("transcripts.txt") && listing.folders.contains("audio")
  }

  /// Reads what the transcripts claim.
  public func read(_ path: String, options: LoadOptions) throws(DatasetError) -> Corpus {
    var corpus = Corpus(source: path, folder: path)
    corpus.otherNames = ["speaker", "book", "split"]
    let tree = FolderTree(path, followsLinks: options.allowsOutside)
    try tree.visit(deepest: 1) { (folder, listing) throws(DatasetError) in
      if isPart(listing) { try addPart(tree, folder, to: &corpus) }
      return true
    }
    guard !corpus.rows.isEmpty else {
      throw .incomplete(path: path, format: format, needs: "transcripts.txt beside a folder audio")
    }
    return corpus
  }

  private func addPart(
    _ tree: FolderTree, _ folder: String, to corpus: inout Corpus
  ) throws(DatasetError) {
    var endings: [ExactString: String] = [:]
    for (number, line) in try numberedLines(
      tree.root + "/" + joined(folder, "transcripts.txt"))
    {
      let (id, text) = line.firstWord
      let names = id.split(separator: "_").map(String.init)
      guard names.count >= 3 else {
        let reason = RowProblem.Reason.badLine(.identifier(id, expected: "SPEAKER_BOOK_NUMBER"))
        corpus.problems.append(RowProblem(row: number, path: id, reason: reason))
        continue
      }
      let place = joined(folder, "audio/\(names[0])/\(names[1])")
      // All recordings of a book end alike: .flac as they come, .opus or .wav where converted.
      if endings[place] == nil {
        let files = (try? tree.listing(place).files) ?? []
        endings[place] = files.first(where: isRecording).map {
          String($0.dropFirst(stem($0).count))
        }
      }
      var row = CorpusRow(
        number: number, path: "\(place)/\(id)\(endings[place] ?? ".flac")", text: text)
      row.others = [
        .text(names[0]), .text(names[1]), folder.isEmpty ? .none : .text(folder),
      ]
      corpus.rows.append(row)
    }
  }
}
