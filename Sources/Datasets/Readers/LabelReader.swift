/// Reads folders that are named by what is said in their recordings, as those of commands or drug
/// names are: `aspirin/1.wav` has the text `aspirin`, and so has the column `label`.
public struct LabelReader: CorpusReader {
  /// Makes a reader of labelled folders.
  public init() {}

  /// The name of the format.
  public var format: String { "labels" }

  /// Whether the folder has no recordings, but folders of recordings.
  public func recognizes(_ place: CorpusPlace) -> Bool {
    guard place.isFolder, let top = try? place.listing(), !top.folders.isEmpty,
      !top.files.contains(where: isRecording)
    else { return false }
    return place.hasFolder(deepest: 1) { $0.files.contains(where: isRecording) }
  }

  /// Reads the folders; one with an underscore first, as that of background noise, is no label.
  public func read(_ path: String, options: LoadOptions) throws(DatasetError) -> Corpus {
    var corpus = Corpus(source: path, folder: path)
    corpus.otherNames = ["label"]
    let tree = FolderTree(path, followsLinks: options.allowsOutside)
    try tree.visit(deepest: 1) { (folder, listing) throws(DatasetError) in
      for name in listing.files where !folder.isEmpty && isRecording(name) {
        guard !folder.hasPrefix("_") else {
          let place = joined(folder, name)
          corpus.problems.append(RowProblem(row: 0, path: place, reason: .noLabel(folder)))
          continue
        }
        var row = CorpusRow(
          number: corpus.rows.count + 1, path: joined(folder, name), text: folder)
        row.others = [.text(folder)]
        corpus.rows.append(row)
      }
      return true
    }
    return corpus
  }
}
