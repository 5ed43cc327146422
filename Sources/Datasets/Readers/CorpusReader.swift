/// A way to find the recordings and transcripts of a corpus.
///
/// A reader says what a corpus claims; whether the recordings are there and can be read is found
/// out for all formats in one place.
public protocol CorpusReader: Sendable {
  /// The name of the format, as `format=` takes it.
  var format: String { get }

  /// Whether what is at the path looks like the format, from its name, its kind and a quick look.
  func recognizes(_ place: CorpusPlace) -> Bool

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
  /// What of the corpus could not be read far enough to be a row.
  public var problems: [RowProblem] = []

  /// Makes a corpus without rows.
  public init(source: String, folder: String) {
    self.source = source
    self.folder = folder
  }
}

extension Corpus {
  /// Reads a part of the corpus; a file that cannot be read is a problem of that part alone.
  ///
  /// - Parameters:
  ///   - place: The part, relative to the folder.
  ///   - body: Adds the rows of the part.
  /// - Throws: ``DatasetError`` for what is wrong with more than one file.
  mutating func read(
    _ place: String, _ body: (inout Corpus) throws(DatasetError) -> Void
  ) throws(DatasetError) {
    do throws(DatasetError) {
      try body(&self)
    } catch .text(let error) {
      problems.append(
        RowProblem(row: rows.count + 1, path: place, reason: .transcript(error)))
    } catch .badLine(let path, let line, let problem) {
      problems.append(RowProblem(row: line, path: path, reason: .badLine(problem)))
    } catch {
      throw error
    }
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
    CommonVoiceReader(), LJSpeechReader(), KaldiReader(), MultilingualLibriSpeechReader(),
    LibriSpeechReader(),
    TIMITReader(), VoxForgeReader(), FolderReader(), OpenSTTReader(), LabelReader(),
    ManifestReader(.csv), ManifestReader(.tsv), ManifestReader(.jsonLines),
  ]

  /// The reader of a format, or of what is at a path if the format is `auto`.
  static func reader(
    format: String, path: String, isFolder: Bool, options: LoadOptions
  ) throws(DatasetError) -> any CorpusReader {
    let known = readers.map(\.format)
    if !options.needsTranscripts, isFolder {
      guard ["auto", "folder"].contains(format) else {
        throw .badArgument(
          "transcripts",
          "is false, which goes with a folder of recordings or a manifest, not with"
            + " \"\(format)\"")
      }
      return RecordingsReader()
    }
    if format == "auto" {
      let place = CorpusPlace(path, isFolder: isFolder)
      if let reader = readers.first(where: { $0.recognizes(place) }) {
        // A named file of transcripts means a plain folder where the format has none to choose.
        let hasChoice = reader.format == "common_voice" || !isFolder
        return options.transcripts == nil || hasChoice ? reader : FolderReader()
      }
      // A folder that nothing is known of: its reader says what it looked for.
      if isFolder { return FolderReader() }
      throw .unclearFormat(path: path, known: known)
    }
    if let reader = readers.first(where: { $0.format == format }) { return reader }
    throw .unknownFormat(
      format, nearest: nearest(to: format, among: known + ["table"]),
      known: ["auto"] + known + ["table"])
  }
}
