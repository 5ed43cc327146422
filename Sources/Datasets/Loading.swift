internal import Audio
internal import ExactStrings
internal import Text

/// Loads a corpus: a folder of recordings with transcripts, or a manifest.
///
/// The dataset has the columns `file`, `audio` and `text`, then what else the corpus says, then
/// `duration` in seconds and `sampling_rate` in hertz, both from the headers of the recordings. No
/// sound is decoded. The format `table` is for tables without recordings, and adds no column; see
/// ``loadTable(_:)``. Rows whose recording is missing, empty or no audio, and rows without a
/// transcript, are left out and listed in ``Dataset/problems``.
///
/// - Parameters:
///   - path: The folder or the manifest.
///   - format: The name of the format; `auto` goes by the ending and by whether it is a folder.
///   - options: Where to look for what.
///   - progress: Called now and then with the number of headers read and of all.
///   - isCancelled: Asked often; the work stops soon after it says yes.
/// - Returns: The rows that can be used, in the order of the corpus.
/// - Throws: ``DatasetError`` if the corpus is missing or broken, if it names a recording outside
///   its folder, or if no row can be used.
public func loadDataset(
  _ path: String, format: String = "auto", options: LoadOptions = LoadOptions(),
  progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in },
  isCancelled: @escaping @Sendable () -> Bool = { false }
) throws(DatasetError) -> Dataset {
  let kind: PathKind?
  do {
    kind = try pathKind(path)
  } catch {
    throw .text(error)
  }
  guard let kind else { throw .missingCorpus(path: path) }
  if kind == .other { throw .text(.file(path: path, problem: .notAFile)) }
  if format == "table" { return try loadTable(path) }
  let reader = try CorpusFormats.reader(
    format: format, path: path, isFolder: kind == .folder,
    options: options)
  let corpus = try reader.read(path, options: options)
  let lookalikes = LookalikePaths()
  let rows = try readHeaders(of: corpus, options: options, progress, isCancelled) { row, header in
    Result { () throws(RowProblem.Reason) in
      try loadedRow(row, header, options, lookalikes)
    }
  }
  guard !isCancelled() else { throw .cancelled }
  return try dataset(corpus, rows, path: path, hasText: options.needsTranscripts)
}

/// Loads a table that has no recordings: comma- or tab-separated values, or JSON lines.
public func loadTable(_ path: String) throws(DatasetError) -> Dataset {
  let table: Table
  let name = path.lowercased()
  if name.hasSuffix(".csv") {
    table = try Table(path: path, format: .csv)
  } else if name.hasSuffix(".tsv") {
    table = try Table(path: path, format: .tsv)
  } else if name.hasSuffix(".jsonl") {
    table = try Table(jsonLines: path)
  } else {
    throw .unclearFormat(path: path, known: ["csv", "tsv", "jsonl"])
  }
  let keys = table.rows.map { Row(names: table.names, cells: $0.cells).keyText }
  return Dataset(
    names: table.names, columns: table.columns, keys: keys, problems: table.problems)
}

/// A row that can be used: the cells of its columns, and what names it whatever its place.
private struct LoadedRow: Sendable {
  let cells: [Cell]
  let key: String
}

private func dataset(
  _ corpus: Corpus, _ rows: [[Result<LoadedRow, RowProblem.Reason>]], path: String,
  hasText: Bool
) throws(DatasetError) -> Dataset {
  let names =
    ["file", "audio"] + (hasText ? ["text"] : []) + corpus.otherNames + [
      "duration", "sampling_rate",
    ]
  var columns = [[Cell]](repeating: [], count: names.count)
  for index in columns.indices { columns[index].reserveCapacity(corpus.rows.count) }
  var keys: [String] = []
  keys.reserveCapacity(corpus.rows.count)
  var problems = corpus.problems
  for (claimed, loaded) in zip(corpus.rows, rows.joined()) {
    switch loaded {
    case .success(let row):
      for (index, cell) in row.cells.enumerated() { columns[index].append(cell) }
      keys.append(row.key)
    case .failure(let reason):
      problems.append(RowProblem(row: claimed.number, path: claimed.path, reason: reason))
    }
  }
  guard !keys.isEmpty else { throw .noUsableRows(path: path, first: problems.first) }
  return Dataset(
    names: names, columns: columns, keys: keys, problems: problems,
    figures: FigureColumn.ofReaders)
}

private func loadedRow(
  _ row: CorpusRow, _ header: RecordingHeader?, _ options: LoadOptions,
  _ lookalikes: LookalikePaths
) throws(RowProblem.Reason) -> LoadedRow {
  let source = try audioSource(row, header, options, lookalikes)
  var cells: [Cell] = []
  cells.reserveCapacity(5 + row.others.count)
  cells.append(.text(source.path ?? row.path))
  cells.append(.audio(source))
  if options.needsTranscripts { cells.append(.text(row.text)) }
  cells += row.others
  cells.append(.number(source.duration))
  cells.append(.int(source.samplingRate))
  let key = row.stretch == nil ? row.path : "\(row.path)\u{1F}\(source.start)"
  return LoadedRow(cells: cells, key: key)
}

/// The recording of a row, if it can be used.
private func audioSource(
  _ row: CorpusRow, _ header: RecordingHeader?, _ options: LoadOptions,
  _ lookalikes: LookalikePaths
) throws(RowProblem.Reason) -> AudioSource {
  let channel = options.channel
  guard let header else { throw row.lacksRecording ? .noRecording : .noPath }
  let info: AudioInfo
  do {
    info = try header.get()
  } catch .missingFile(let path) where isThereFromHere(row.path) && !path.isExactly(row.path) {
    throw .elsewhere(missing: path, found: row.path)
  } catch .missingFile(let path) {
    guard let found = lookalikes.path(like: path) else { throw .audio(.missingFile(path: path)) }
    throw .spelledOtherwise(missing: path, found: found)
  } catch {
    throw .audio(error)
  }
  guard info.frameCount > 0 else { throw .audio(.noFrames(path: info.path)) }
  if let channel, !(0..<info.channelCount).contains(channel) {
    throw .audio(.noSuchChannel(channel: channel, count: info.channelCount))
  }
  guard !options.needsTranscripts || hasWords(row.text) else { throw .noTranscript }
  guard let stretch = row.stretch else { return AudioSource(info, channel: channel) }
  let start = try seconds(stretch.start, "offset", from: 0, to: info.duration)
  guard stretch.duration != .none else {
    return AudioSource(info, channel: channel, start: start)
  }
  let left = info.duration - start
  let duration = try seconds(stretch.duration, "duration", from: 0, to: left + 0.01)
  guard duration > 0 else {
    throw .badStretch(field: "duration", value: spelling(stretch.duration) ?? "")
  }
  return AudioSource(info, channel: channel, start: start, duration: min(duration, left))
}

/// Whether a path that a corpus gives names a file from where asrsh runs, as Kaldi takes it.
private func isThereFromHere(_ path: String) -> Bool {
  !path.hasPrefix("/") && (try? pathKind(path)) == .file
}

/// Whether a text has anything but white space.
private func hasWords(_ text: String) -> Bool {
  // Mostly the first letter tells.
  if let first = text.utf8.first, (0x21..<0x7F).contains(first) { return true }
  return !normalizeSpaces(text).isEmpty
}

private func seconds(
  _ cell: Cell, _ field: String, from least: Double, to most: Double
) throws(RowProblem.Reason) -> Double {
  if cell == .none { return 0 }
  // One bad number makes a column text; the others still count.
  guard let value = cell.number ?? cell.text.flatMap(decimalNumber), value >= least, value <= most
  else {
    throw .badStretch(field: field, value: cell.text ?? spelling(cell) ?? cell.kind)
  }
  return value
}

extension RowProblem.Reason: Error {}
