/// A way to find the recordings and transcripts of a corpus.
///
/// A reader says what a corpus claims; whether the recordings are there and can be read is found
/// out for all formats in one place.
public protocol CorpusReader: Sendable {
  /// The name of the format, as `format=` takes it.
  var format: String { get }

  /// Whether what is at the path looks like the format, from its name and kind alone.
  func recognizes(_ path: String, isFolder: Bool) -> Bool

  /// Reads what the corpus at the path claims.
  func read(_ path: String, options: LoadOptions) throws(DatasetError) -> Corpus
}

/// What a corpus claims: recordings with transcripts, and whatever else it says about them.
public struct Corpus: Sendable {
  /// The file or folder that says so, for messages.
  public var source: String
  /// The folder that paths are relative to, and that they must not leave.
  public var folder: String
  /// The names of the other columns.
  public var otherNames: [String] = []
  /// The claimed rows, in order.
  public var rows: [CorpusRow] = []

  /// Makes a corpus without rows.
  public init(source: String, folder: String) {
    self.source = source
    self.folder = folder
  }
}

/// A recording that a corpus claims to have.
public struct CorpusRow: Sendable {
  /// The number of the row: its line in a manifest, or its place from 1.
  public var number: Int
  /// The path of the recording as the corpus gives it.
  public var path: String
  /// Whether there is no recording although the corpus has a transcript.
  public var lacksRecording = false
  /// What was said.
  public var text: String
  /// Where the recording starts in its file, and how long it is; numbers of seconds, or nothing.
  public var stretch: (start: Cell, duration: Cell)?
  /// The values of the other columns.
  public var others: [Cell] = []
}

/// The formats that are read, and those that are known by name.
public enum CorpusFormats {
  /// The readers, in the order in which they are asked.
  public static let readers: [any CorpusReader] = [
    FolderReader(), ManifestReader(.csv), ManifestReader(.tsv), ManifestReader(.jsonLines),
  ]

  /// The names of formats that are known and not read yet.
  public static let unread = [
    "librispeech", "common_voice", "timit", "voxforge", "mls", "open_stt",
  ]

  /// The reader of a format, or of what is at a path if the format is `auto`.
  static func reader(
    format: String, path: String, isFolder: Bool
  ) throws(DatasetError) -> any CorpusReader {
    let known = readers.map(\.format)
    if format == "auto" {
      let reader = readers.first { $0.recognizes(path, isFolder: isFolder) }
      guard let reader else { throw .unclearFormat(path: path, known: known) }
      return reader
    }
    if let reader = readers.first(where: { $0.format == format }) { return reader }
    if unread.contains(format) { throw .unreadFormat(format, known: known) }
    throw .unknownFormat(
      format, nearest: nearest(to: format, among: known + unread + ["table"]),
      known: ["auto"] + known + ["table"])
  }
}
