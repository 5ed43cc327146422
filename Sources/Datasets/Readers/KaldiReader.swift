internal import ExactStrings
internal import Text

/// Reads a data folder of Kaldi: `wav.scp`, `text`, and where there are any `segments`, `utt2spk` and
/// `spk2gender`.
///
/// Paths in `wav.scp` are relative to the folder. Commands and parts of archives, which Kaldi allows
/// there, are refused: nothing that a file names is ever run.
///
/// Reference: D. Povey et al., "The Kaldi Speech Recognition Toolkit", ASRU 2011.
public struct KaldiReader: CorpusReader {
  /// Makes a reader of data folders.
  public init() {}

  /// The name of the format.
  public var format: String { "kaldi" }

  /// Whether there is a folder with `wav.scp`.
  public func recognizes(_ place: CorpusPlace) -> Bool {
    place.isFolder && (try? pathKind(place.path + "/wav.scp")) == .file
  }

  /// Reads what the folder claims.
  public func read(_ path: String, options: LoadOptions) throws(DatasetError) -> Corpus {
    let recordings = try recordings(path + "/wav.scp")
    let texts = try entries(path + "/text")
    let speakers = try optionalEntries(path + "/utt2spk")
    let genders = try optionalEntries(path + "/spk2gender")
    let segments = try segments(path + "/segments")
    var corpus = Corpus(source: path + "/text", folder: path)
    corpus.otherNames = ["id"]
    if speakers != nil { corpus.otherNames.append("speaker") }
    if genders != nil { corpus.otherNames.append("gender") }
    for (number, id, text) in texts.list {
      let segment = segments?[id]
      let recording = segments == nil ? id : segment?.recording ?? ""
      let file = recordings.texts[recording]
      var row = CorpusRow(
        number: number, path: file ?? (recording.isEmpty ? id : recording), text: text)
      row.lacksRecording = file == nil
      row.stretch = segment.map { (.number($0.start), $0.duration.map { .number($0) } ?? .none) }
      row.others = [.text(id)]
      let speaker = speakers?.texts[id]
      if speakers != nil { row.others.append(speaker.map { .text($0) } ?? .none) }
      if let genders {
        row.others.append(speaker.flatMap { genders.texts[$0] }.map { .text($0) } ?? .none)
      }
      corpus.rows.append(row)
    }
    // A recording without a line in text is a row without a transcript.
    let used = Set(texts.texts.keys)
    let all =
      segments.map { $0.keys.map(\.string).sorted(by: comesBefore) } ?? recordings.list.map(\.id)
    for id in all where !used.contains(id) {
      let problem = RowProblem(row: corpus.rows.count + 1, path: id, reason: .noTranscript)
      corpus.problems.append(problem)
    }
    return corpus
  }

  /// Lines of a name and what belongs to it.
  private struct Entries {
    var list: [(number: Int, id: String, text: String)] = []
    var texts: [ExactString: String] = [:]
  }

  private func entries(_ path: String) throws(DatasetError) -> Entries {
    var entries = Entries()
    for (number, line) in try numberedLines(path) {
      let (id, text) = line.firstWord
      guard entries.texts.updateValue(text, forKey: id) == nil else {
        throw .badLine(path: path, line: number, .repeated(id))
      }
      entries.list.append((number, id, text))
    }
    return entries
  }

  private func optionalEntries(_ path: String) throws(DatasetError) -> Entries? {
    (try? pathKind(path)) == .file ? try entries(path) : nil
  }

  private func recordings(_ path: String) throws(DatasetError) -> Entries {
    let entries = try entries(path)
    for (number, _, file) in entries.list {
      if file.hasSuffix("|") { throw .badLine(path: path, line: number, .command(file)) }
      let end = file.split(separator: ":").last ?? ""
      if file.contains(".ark:"), end.allSatisfy(\.isNumber) {
        throw .badLine(path: path, line: number, .archive(file))
      }
    }
    return entries
  }

  /// A stretch of a recording; without a duration it goes to the end of the recording.
  private struct Segment {
    let recording: String
    let start: Double
    let duration: Double?
  }

  private func segments(_ path: String) throws(DatasetError) -> [ExactString: Segment]? {
    guard let entries = try optionalEntries(path) else { return nil }
    var segments: [ExactString: Segment] = [:]
    for (number, id, text) in entries.list {
      let fields = text.split(separator: " ")
      guard fields.count == 3 || fields.count == 4, let start = decimalNumber(fields[1]),
        let end = decimalNumber(fields[2]), start >= 0, end > start || end == -1
      else { throw .badLine(path: path, line: number, .segment) }
      segments[id] = Segment(
        recording: String(fields[0]), start: start, duration: end == -1 ? nil : end - start)
    }
    return segments
  }
}
