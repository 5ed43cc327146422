internal import Files
internal import Text

/// Reads a folder of recordings with a file of transcripts.
///
/// The transcripts are a manifest (`.csv`, `.tsv`, `.jsonl`), or lines of text. Lines that all start
/// with the name of a recording, divided from the transcript by a tab, a `|` or a space, belong to
/// those. Other lines belong to the recordings in natural order (`2.wav` before `10.wav`), and if
/// the recordings are called by nothing but numbers, line 7 belongs to `7.wav` even if `6.wav` is
/// missing.
public struct FolderReader: CorpusReader {
  /// The usual names of transcripts, the likeliest first.
  public static let usualNames = [
    "transcripts.tsv", "transcripts.csv", "transcripts.jsonl", "metadata.csv", "metadata.tsv",
    "metadata.jsonl", "transcripts.txt", "metadata.txt",
  ]
  /// The endings of recordings.
  static let audioEndings: Set<String> = [
    "wav", "flac", "ogg", "oga", "opus", "mp3", "aif", "aiff", "aifc", "au", "caf", "w64", "rf64",
  ]

  /// Makes a reader of folders.
  public init() {}

  /// The name of the format.
  public var format: String { "folder" }

  /// Whether there is a folder with transcripts under a usual name.
  public func recognizes(_ place: CorpusPlace) -> Bool {
    place.isFolder && Self.usualNames.contains { (try? pathKind(place.path + "/" + $0)) == .file }
  }

  /// Reads what the transcripts in the folder claim.
  public func read(_ path: String, options: LoadOptions) throws(DatasetError) -> Corpus {
    let transcripts = try transcriptsPath(path, options: options)
    for layout in [ManifestReader.Layout.csv, .tsv, .jsonLines] {
      let reader = ManifestReader(layout)
      if reader.recognizes(CorpusPlace(transcripts, isFolder: false)) {
        return try reader.read(transcripts, folder: path, options: options)
      }
    }
    return try pair(transcripts, folder: path)
  }

  private func transcriptsPath(
    _ folder: String, options: LoadOptions
  ) throws(DatasetError) -> String {
    if let name = options.transcripts {
      return name.hasPrefix("/") ? name : folder + "/" + name
    }
    for name in Self.usualNames {
      do {
        if try pathKind(folder + "/" + name) == .file { return folder + "/" + name }
      } catch {
        throw .text(error)
      }
    }
    throw .noTranscripts(folder: folder, usual: Self.usualNames)
  }

  private func pair(_ transcripts: String, folder: String) throws(DatasetError) -> Corpus {
    let recordings = try recordings(in: folder)
    guard !recordings.isEmpty else { throw .noRecordings(folder: folder) }
    var lines = try content(transcripts).split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline
    ).map { normalizeSpaces(String($0)) }
    while lines.last?.isEmpty == true { lines.removeLast() }
    guard !lines.isEmpty else { throw .noHeader(path: transcripts) }
    var corpus = Corpus(source: transcripts, folder: folder)
    if let named = namedRows(lines, recordings) {
      corpus.rows = named
    } else if let numbered = numberedRows(lines, recordings) {
      corpus.rows = numbered
    } else {
      if let unnumbered = recordings.first(where: { !$0.contains(where: \.isNumber) }) {
        throw .unnumbered(transcripts: transcripts, recording: unnumbered)
      }
      guard lines.count == recordings.count else {
        throw .unpaired(
          transcripts: transcripts, lineCount: lines.count, folder: folder,
          recordingCount: recordings.count)
      }
      corpus.rows = zip(lines, recordings).enumerated().map { index, pair in
        CorpusRow(number: index + 1, path: pair.1, text: pair.0)
      }
    }
    return corpus
  }

  private func recordings(in folder: String) throws(DatasetError) -> [String] {
    do throws(SystemFault) {
      return try folderEntries(folder).map(\.name).filter(isRecording).sorted(by: comesBefore)
    } catch {
      throw .text(.file(path: folder, problem: .refused(error.words)))
    }
  }

  /// Rows of lines that all start with the name of a recording, or `nil` if one does not.
  private func namedRows(_ lines: [String], _ recordings: [String]) -> [CorpusRow]? {
    var paths = RecordingNames()
    for recording in recordings {
      paths.add(recording, as: recording)
      paths.add(recording, as: stem(recording))
    }
    var rows: [CorpusRow] = []
    for (index, line) in lines.enumerated() where !line.isEmpty {
      let bar = line.firstIndex(of: "|") ?? line.endIndex
      let space = line.firstIndex(of: " ") ?? line.endIndex
      let end = min(bar, space)
      guard let path = paths[String(line[..<end])], end < line.endIndex else { return nil }
      let text = normalizeSpaces(String(line[line.index(after: end)...]))
      rows.append(CorpusRow(number: index + 1, path: path, text: text))
    }
    return rows
  }

  /// Rows of lines whose number is the name of their recording, or `nil` if names are no numbers.
  private func numberedRows(_ lines: [String], _ recordings: [String]) -> [CorpusRow]? {
    var paths: [Int: String] = [:]
    for recording in recordings {
      guard let number = Int(stem(recording)), number >= 0, paths[number] == nil else { return nil }
      paths[number] = recording
    }
    let start = paths[0] == nil ? 1 : 0
    guard let last = paths.keys.max(), last - start < lines.count else { return nil }
    return lines.enumerated().map { index, line in
      let path = paths[index + start]
      var row = CorpusRow(number: index + 1, path: path ?? "\(index + start)", text: line)
      row.lacksRecording = path == nil
      return row
    }
  }
}
