internal import ExactStrings
internal import Files

/// Reads a manifest: a line a recording, with its path, its transcript and anything else.
///
/// Paths are relative to the manifest's folder. A column `offset` of seconds makes its rows
/// stretches of their files, as long as the column `duration` says.
public struct ManifestReader: CorpusReader {
  /// How a manifest divides its lines.
  public enum Layout: String, Sendable {
    /// Comma-separated values with a header.
    case csv
    /// Tab-separated values with a header.
    case tsv
    /// A JSON object a line.
    case jsonLines = "jsonl"
  }

  /// The columns that usually hold the path, the likeliest first.
  public static let audioNames = [
    "file", "path", "audio", "audio_filepath", "audio_path", "audio_file", "wav", "file_name",
    "filename",
  ]
  /// The columns that usually hold the transcript, the likeliest first.
  public static let textNames = [
    "text", "sentence", "transcript", "transcription", "normalized_text",
  ]
  /// The columns that are text even if every value looks like a number.
  static let nameColumns = [
    "speaker", "speaker_id", "client_id", "id", "utterance_id", "split", "locale", "voice",
  ]

  let layout: Layout

  /// Makes a reader of a layout.
  public init(_ layout: Layout) {
    self.layout = layout
  }

  /// The name of the format.
  public var format: String { layout.rawValue }

  /// Whether the file has the layout's ending.
  public func recognizes(_ place: CorpusPlace) -> Bool {
    !place.isFolder && endings.contains(place.path.pathEnding.lowercased())
  }

  private var endings: [String] {
    switch layout {
    case .csv: ["csv"]
    case .tsv: ["tsv"]
    case .jsonLines: ["jsonl", "ndjson", "json"]
    }
  }

  /// Reads what the manifest claims.
  public func read(_ path: String, options: LoadOptions) throws(DatasetError) -> Corpus {
    try read(path, folder: path.pathFolder, options: options)
  }

  func read(
    _ path: String, folder: String, options: LoadOptions
  ) throws(DatasetError) -> Corpus {
    let table = try table(path, options: options)
    func position(
      _ chosen: String?, _ usual: [String], _ purpose: String
    ) throws(DatasetError) -> Int {
      if let chosen {
        if let position = table.names.firstExactIndex(of: chosen) { return position }
        throw .noColumn(
          chosen, nearest: nearest(to: chosen, among: table.names), known: table.names)
      }
      for name in usual {
        if let position = table.names.firstExactIndex(of: name) { return position }
      }
      throw .noManifestColumn(path: path, purpose: purpose, usual: usual, known: table.names)
    }
    let audio = try position(options.audioColumn, Self.audioNames, "recording")
    let text =
      try options.needsTranscripts
      ? position(options.textColumn, Self.textNames, "transcript") : nil
    let offset = table.names.firstExactIndex(of: "offset")
    let duration = table.names.firstExactIndex(of: "duration")
    // Lengths and rates are read from the recordings themselves.
    var own = ["file", "audio", "duration", "sampling_rate"]
    if options.needsTranscripts { own.append("text") }
    let others = table.names.indices.filter {
      $0 != audio && $0 != text && !own.contains(table.names[$0])
    }
    var corpus = Corpus(source: path, folder: folder)
    corpus.problems = table.problems
    corpus.otherNames = others.map { table.names[$0] }
    for (line, cells) in table.rows {
      let spoken = text.map { cells[$0] } ?? .none
      var row = CorpusRow(
        number: line, path: cells[audio].text ?? "", text: spoken.text ?? spelling(spoken) ?? "")
      row.stretch = offset.map { (cells[$0], duration.map { cells[$0] } ?? .none) }
      row.others = others.map { cells[$0] }
      corpus.rows.append(row)
    }
    return corpus
  }

  private func table(_ path: String, options: LoadOptions) throws(DatasetError) -> Table {
    let chosen = [options.audioColumn, options.textColumn].compactMap(\.self)
    let names = Set(
      exact:
        Self.audioNames + Self.textNames + Self.nameColumns + chosen)
    return switch layout {
    case .csv: try Table(path: path, format: .csv, textColumns: names)
    case .tsv: try Table(path: path, format: .tsv, textColumns: names)
    case .jsonLines: try Table(jsonLines: path)
    }
  }
}
