internal import Files
internal import Text

extension Dataset {
  /// Saves the table as JSON lines (`.jsonl`), comma-separated (`.csv`) or tab-separated values
  /// (`.tsv`), whole or not at all.
  ///
  /// What is saved reads back the same: in CSV, text stands in quotes and numbers do not, and a
  /// text that a spreadsheet would take for a formula gets an apostrophe in front that is taken off
  /// again. TSV has no quotes, so text with tabs or line ends is refused, an empty text comes back
  /// as nothing, and a column of texts that all look like numbers as numbers. Recordings in files
  /// are saved as their paths, relative to the table's folder if they lie in it, stretches of files
  /// with the columns `offset` and `duration` besides; sound in memory is refused.
  public func save(to path: String) throws(DatasetError) {
    let ending = path.pathEnding.lowercased()
    let text: String
    switch ending {
    case "jsonl": text = try savable(path).jsonLines(path)
    case "csv": text = try savable(path).delimited(path, format: .csv)
    case "tsv": text = try savable(path).delimited(path, format: .tsv)
    default: throw .unknownEnding(path: path, known: [".jsonl", ".csv", ".tsv"])
    }
    do {
      try writeFile(path, Array(text.utf8))
    } catch {
      throw .text(error)
    }
  }

  /// The table with paths in the place of recordings.
  ///
  /// A column `audio` goes if a column `file` says the same.
  private func savable(_ path: String) throws(DatasetError) -> Dataset {
    let folder = SavedPaths(besideTable: path)
    let files = names.contains("file") ? try column("file") : nil
    let recordings = names.contains("audio") ? try column("audio").map(\.audio) : []
    let hasStretches = recordings.contains { $0?.isStretch ?? false }
    func saved(_ file: String, _ column: String, _ row: Int) throws(DatasetError) -> String {
      if let saved = folder.saved(file) { return saved }
      throw .unsavable(
        path: path, column: column, row: row,
        problem: "the folder of its recording has a path that is not UTF-8, which no table can hold"
      )
    }
    var rows: [Row] = []
    for index in indices {
      var row = self[index]
      for (name, cell) in zip(row.names, row.cells) {
        guard case .audio(let source) = cell else { continue }
        guard let file = source.path else {
          throw .unsavable(
            path: path, column: name, row: index,
            problem: "its sound is in memory only; save it to a file first")
        }
        let isSaid = name == "audio" && files?[index] == .text(file)
        row[name] = isSaid ? nil : .text(try saved(file, name, index))
        if name == "audio", hasStretches {
          row["offset"] = .number(source.start)
          row["duration"] = .number(source.duration)
        }
      }
      if let file = row["file"]?.text { row["file"] = .text(try saved(file, "file", index)) }
      rows.append(row)
    }
    return Dataset(rows: rows)
  }

  private func jsonLines(_ path: String) throws(DatasetError) -> String {
    var text = ""
    for index in indices {
      let row = self[index]
      for (name, cell) in zip(row.names, row.cells) where json(cell) == nil {
        throw .unsavable(
          path: path, column: name, row: index, problem: "JSON has no sound and no such number")
      }
      let members = zip(row.names, row.cells).map { (key: $0, value: json($1) ?? .null) }
      do {
        text += try JSON.object(JSONObject(members)).text() + "\n"
      } catch {
        throw .unsavable(path: path, column: "", row: index, problem: error.description)
      }
    }
    return text
  }

  private func delimited(
    _ path: String, format: DelimitedFormat
  ) throws(DatasetError) -> String {
    let (separator, lineEnd) = format == .csv ? (",", "\r\n") : ("\t", "\n")
    var text = ""
    for (position, name) in names.enumerated() {
      text += position == 0 ? "" : separator
      text += try field(.text(name), format, path, column: name, row: 0)
    }
    text += lineEnd
    for index in indices {
      let row = self[index]
      for (position, (name, cell)) in zip(row.names, row.cells).enumerated() {
        text += position == 0 ? "" : separator
        text += try field(cell, format, path, column: name, row: index)
      }
      text += lineEnd
    }
    return text
  }

  private func field(
    _ cell: Cell, _ format: DelimitedFormat, _ path: String, column: String, row: Int
  ) throws(DatasetError) -> String {
    func refusal(_ problem: String) -> DatasetError {
      .unsavable(path: path, column: column, row: row, problem: problem)
    }
    if cell == .none { return "" }
    if let spelling = spelling(cell) { return spelling }
    guard let text = cell.text else {
      throw refusal("\(cell.kind) has no place in a field; save as .jsonl")
    }
    guard !text.utf8.contains(0) else { throw refusal("it has a NUL character") }
    switch format {
    case .csv:
      return quoted(escapedFormula(text))
    case .tsv:
      guard !text.utf8.contains(where: { $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }) else {
        throw refusal("it has a tab or a line end; save as .csv or .jsonl")
      }
      return text
    }
  }
}

/// A text in quotes, those in it doubled, also where a mark stands on one.
private func quoted(_ text: String) -> String {
  let quote = UInt8(ascii: "\"")
  guard text.utf8.contains(quote) else { return "\"" + text + "\"" }
  var bytes = [quote]
  for byte in text.utf8 {
    if byte == quote { bytes.append(quote) }
    bytes.append(byte)
  }
  return String(decoding: bytes + [quote], as: UTF8.self)
}

/// A value as JSON, or `nil` if JSON has no such thing.
private func json(_ cell: Cell) -> JSON? {
  switch cell {
  case .none: return .null
  case .bool(let value): return .boolean(value)
  case .int(let value): return .integer(value)
  case .number(let value): return value.isFinite ? .number(value) : nil
  case .text(let value): return .string(value)
  case .list(let cells):
    let values = cells.compactMap { json($0) }
    return values.count == cells.count ? .array(values) : nil
  case .record(let row):
    let values = row.cells.compactMap { json($0) }
    guard values.count == row.cells.count else { return nil }
    return .object(JSONObject(zip(row.names, values).map { (key: $0, value: $1) }))
  case .audio: return nil
  }
}
