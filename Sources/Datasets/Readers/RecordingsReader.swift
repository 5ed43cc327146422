internal import ExactStrings

/// Reads a folder of recordings alone, and the folders in it: nothing is known of what is said.
///
/// The rows are in natural order (`2.wav` before `10.wav`), folder by folder. Hidden files are left
/// out. Sound of a kind that is not decoded is listed too, so that its row says so.
struct RecordingsReader: CorpusReader {
  var format: String { "folder" }

  func recognizes(_ place: CorpusPlace) -> Bool { place.isFolder }

  /// Reads which recordings are there.
  func read(_ path: String, options: LoadOptions) throws(DatasetError) -> Corpus {
    var corpus = Corpus(source: path, folder: path)
    try FolderTree(path).visit { (folder, listing) throws(DatasetError) in
      for name in listing.files where isRecording(name) || isForeignSound(name) {
        corpus.rows.append(
          CorpusRow(number: corpus.rows.count + 1, path: joined(folder, name), text: ""))
      }
      return true
    }
    guard !corpus.rows.isEmpty else { throw .noRecordings(folder: path) }
    return corpus
  }

  /// Whether a name ends as sound or film does that no decoder here reads.
  private func isForeignSound(_ name: String) -> Bool {
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return false }
    return Self.foreignEndings.containsExactly(name[name.index(after: dot)...].lowercased())
  }

  private static let foreignEndings = [
    "m4a", "mp4", "aac", "3gp", "wma", "amr", "awb", "webm", "mka", "mkv", "wv", "ape", "ac3",
    "dts",
    "mpc", "tta", "dsf", "ra", "mov",
  ]
}
