internal import ExactStrings
internal import Foundation
internal import Text

/// Reads a release of Mozilla's Common Voice in one language.
///
/// The folder of a language has recordings in `clips` and lists of them: `validated.tsv`, unless
/// ``LoadOptions/transcripts`` names another. `client_id` becomes `speaker`, and `split` says in which
/// of `train.tsv`, `dev.tsv` and `test.tsv` a recording is, if in any. A release with one language may
/// be given as a whole.
///
/// Reference: R. Ardila et al., "Common Voice: A Massively-Multilingual Speech Corpus", LREC 2020.
public struct CommonVoiceReader: CorpusReader {
  private static let lists: Set = [
    "validated.tsv", "train.tsv", "dev.tsv", "test.tsv", "other.tsv", "invalidated.tsv",
  ]

  /// Makes a reader of releases.
  public init() {}

  /// The name of the format.
  public var format: String { "common_voice" }

  /// Whether the folder, or one in it, has recordings in `clips` and lists of them.
  public func recognizes(_ place: CorpusPlace) -> Bool {
    guard place.isFolder else { return false }
    return place.hasFolder(deepest: 1) { isLanguage($0) }
  }

  private func isLanguage(_ listing: FolderTree.Listing) -> Bool {
    listing.folders.contains("clips") && listing.files.contains { Self.lists.contains($0) }
  }

  /// Reads what a list of the release claims.
  public func read(_ path: String, options: LoadOptions) throws(DatasetError) -> Corpus {
    let folder = try languageFolder(path)
    let list = folder + "/" + (options.transcripts ?? "validated.tsv")
    let textNames: Set<ExactString> = [
      "client_id", "path", "sentence", "sentence_id", "age", "gender", "locale",
    ]
    let table = try Table(path: list, format: .tsv, textColumns: textNames)
    let splits = try splits(of: folder)
    func position(_ name: String, _ purpose: String) throws(DatasetError) -> Int {
      if let place = table.names.firstExactIndex(of: name) { return place }
      throw .noManifestColumn(path: list, purpose: purpose, usual: [name], known: table.names)
    }
    let (path, sentence) = (
      try position("path", "recording"), try position("sentence", "transcript")
    )
    let others = table.names.indices.filter { $0 != path && $0 != sentence }
    var corpus = Corpus(source: list, folder: folder)
    corpus.problems = table.problems
    corpus.otherNames = others.map { table.names[$0] == "client_id" ? "speaker" : table.names[$0] }
    corpus.otherNames.append("split")
    for (line, cells) in table.rows {
      let name = cells[path].text ?? ""
      let clip = name.isEmpty || name.contains(".") ? name : name + ".mp3"
      var row = CorpusRow(
        number: line, path: clip.isEmpty ? "" : "clips/" + clip, text: cells[sentence].text ?? "")
      row.others = others.map { cells[$0] } + [splits[name].map { .text($0) } ?? .none]
      corpus.rows.append(row)
    }
    return corpus
  }

  private func languageFolder(_ path: String) throws(DatasetError) -> String {
    let tree = FolderTree(path)
    let listing = try tree.listing()
    if isLanguage(listing) { return path }
    var languages: [String] = []
    for folder in listing.folders where isLanguage(try tree.listing(folder)) {
      languages.append(folder)
    }
    switch languages.count {
    case 1: return path + "/" + languages[0]
    case 0:
      throw .incomplete(
        path: path, format: format, needs: "a folder clips and a list validated.tsv")
    default: throw .severalCorpora(path: path, folders: languages)
    }
  }

  /// For each recording that one of the three lists names, which.
  private func splits(of folder: String) throws(DatasetError) -> [ExactString: String] {
    var splits: [ExactString: String] = [:]
    for split in ["train", "dev", "test"] {
      let list = "\(folder)/\(split).tsv"
      guard (try? pathKind(list)) == .file else { continue }
      let table = try Table(path: list, format: .tsv, textColumns: ["path"])
      guard let path = table.names.firstExactIndex(of: "path") else { continue }
      for (_, cells) in table.rows {
        if let name = cells[path].text { splits[name] = split }
      }
    }
    return splits
  }
}
