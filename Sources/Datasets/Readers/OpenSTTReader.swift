internal import ExactStrings
internal import Files
internal import Text

/// Reads Open STT, and any folder like it: each recording with a text of the same name beside it,
/// `a.wav` and `a.txt`; or a manifest of it, lines `recording.wav,text.txt,duration` without a header.
///
/// Reference: https://github.com/snakers4/open_stt
public struct OpenSTTReader: CorpusReader {
  /// Makes a reader of the corpus.
  public init() {}

  /// The name of the format.
  public var format: String { "open_stt" }

  /// Whether a recording has its text beside it, or the first line of a manifest names both.
  public func recognizes(_ place: CorpusPlace) -> Bool {
    guard !place.isFolder else {
      return place.hasFolder(deepest: 6) { listing in
        let texts = Set(exact: listing.files.filter { $0.hasSuffix(".txt") }.map { stem($0) })
        return listing.files.contains { isRecording($0) && texts.contains(stem($0)) }
      }
    }
    guard place.path.lowercased().hasSuffix(".csv"),
      let start = try? startOfFile(place.path, count: 8_192)
    else {
      return false
    }
    let line = String(decoding: start.prefix { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self)
    return isEntry(line.split(separator: ",", omittingEmptySubsequences: false).map(String.init))
  }

  private func isEntry(_ fields: [String]) -> Bool {
    fields.count >= 2 && isRecording(fields[0]) && fields[1].hasSuffix(".txt")
  }

  /// Reads the texts beside the recordings.
  public func read(_ path: String, options: LoadOptions) throws(DatasetError) -> Corpus {
    (try? pathKind(path)) == .folder
      ? try readFolder(path, options) : try readManifest(path, options)
  }

  private func readFolder(
    _ path: String, _ options: LoadOptions
  ) throws(DatasetError) -> Corpus {
    var corpus = Corpus(source: path, folder: path)
    let tree = FolderTree(path, followsLinks: options.allowsOutside)
    try tree.visit { (folder, listing) throws(DatasetError) in
      let texts = Set(exact: listing.files)
      for name in listing.files where isRecording(name) {
        let text = stem(name) + ".txt"
        try add(
          joined(folder, name), texts.contains(text) ? joined(folder, text) : nil, tree.root,
          to: &corpus)
      }
      return true
    }
    return corpus
  }

  private func readManifest(
    _ path: String, _ options: LoadOptions
  ) throws(DatasetError) -> Corpus {
    let folder = path.pathFolder
    var corpus = Corpus(source: path, folder: folder)
    var root = PathRoot(folder, allowsOutside: options.allowsOutside)
    for (number, line) in try numberedLines(path) {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      guard isEntry(fields) else { throw .badLine(path: path, line: number, .entry) }
      do throws(PathRoot.Refusal) {
        guard root.isInside(try root.resolve(fields[1])) else { throw .outside }
      } catch {
        throw .outsidePath(manifest: path, row: number, path: fields[1])
      }
      try add(fields[0], fields[1], folder, to: &corpus)
    }
    return corpus
  }

  private func add(
    _ recording: String, _ text: String?, _ root: String, to corpus: inout Corpus
  ) throws(DatasetError) {
    try corpus.read(recording) { (corpus) throws(DatasetError) in
      let path = text.map { $0.hasPrefix("/") ? $0 : root + "/" + $0 }
      let said = try path.map { (path) throws(DatasetError) in try content(path) } ?? ""
      corpus.rows.append(
        CorpusRow(number: corpus.rows.count + 1, path: recording, text: normalizeSpaces(said)))
    }
  }
}
