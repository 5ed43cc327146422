internal import Text

/// What of a notebook a recipe cannot hold, by kind.
public struct NotebookLosses: Sendable, Equatable {
  /// The code cells that have outputs.
  public var outputs = 0
  /// The files that are attached to cells.
  public var attachments = 0
  /// The cells of other kinds, by kind: `raw`.
  public var cells: [String: Int] = [:]
  /// The cells with metadata that mean nothing to asrsh.
  public var metadata = 0
  /// The lines of prose that had to be changed.
  public var changedLines = 0
  /// The language of the code, if it is another than that of recipes.
  public var language: String?

  /// The losses in words, each a sentence without its point.
  public var descriptions: [String] {
    var parts: [String] = []
    if outputs > 0 { parts.append("the outputs of \(counted(outputs, "cell")) are left out") }
    if attachments > 0 { parts.append("\(counted(attachments, "attachment")) left out") }
    for (kind, count) in cells.sorted(by: { $0.key < $1.key }) {
      parts.append("\(counted(count, "\(kind) cell")) left out")
    }
    if metadata > 0 { parts.append("the metadata of \(counted(metadata, "cell")) left out") }
    if changedLines > 0 {
      parts.append("%% is written \\%% in \(counted(changedLines, "line")) of prose")
    }
    if let language { parts.append("the code is \(language), which stays as it is") }
    return parts
  }

  private func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }
}

extension Notebook {
  /// Reads a notebook of format 4.
  ///
  /// - Parameter bytes: The file.
  /// - Returns: The notebook, and what of it was left out.
  /// - Throws: ``NotebookError`` if it is none, or one of another format.
  public static func read(
    _ bytes: [UInt8]
  ) throws(NotebookError) -> (notebook: Notebook, losses: NotebookLosses) {
    var limits = JSON.Limits()
    limits.depth = 200
    limits.roundsLargeIntegers = true
    let file: JSON
    do throws(JSONError) {
      file = try JSON(parsing: bytes, limits: limits)
    } catch {
      throw .json(error)
    }
    guard let format = file["nbformat"]?.integer else { throw .noNotebook }
    guard format == 4 else { throw .format(format) }
    guard let cells = file["cells"]?.array else { throw .part("cells", expected: "a list") }
    var notebook = Notebook(keeping: file["metadata"]?[key] ?? [:])
    var losses = NotebookLosses()
    losses.language = language(in: file["metadata"])
    for (place, cell) in cells.enumerated() {
      guard let cell = try read(cell, at: place + 1, &losses) else { continue }
      notebook.cells.append(cell)
    }
    if losses.language != nil { notebook.useLineFeeds() }
    return (notebook, losses)
  }

  /// The language that a notebook says its code is in, if that is not asrsh's.
  private static func language(in metadata: JSON?) -> String? {
    let language =
      metadata?["kernelspec"]?["language"]?.string ?? metadata?["language_info"]?["name"]?.string
    return language == "asr" ? nil : language
  }

  private static func read(
    _ cell: JSON, at number: Int, _ losses: inout NotebookLosses
  ) throws(NotebookError) -> Cell? {
    guard let type = cell["cell_type"]?.string else {
      throw .part("the cell_type of cell \(number)", expected: "a text")
    }
    losses.attachments += cell["attachments"]?.object?.count ?? 0
    guard let kind = Cell.Kind(rawValue: type) else {
      losses.cells[type, default: 0] += 1
      return nil
    }
    let source = try source(of: cell, at: number)
    if !(cell["outputs"]?.array ?? []).isEmpty { losses.outputs += 1 }
    let metadata = cell["metadata"] ?? [:]
    if !isUnderstood(metadata) { losses.metadata += 1 }
    return Cell(kind, source, metadata: metadata)
  }

  /// Makes every line end a line feed; in recipes that were made notebooks they stay.
  private mutating func useLineFeeds() {
    for place in cells.indices {
      cells[place].source = cells[place].source.replacingLineEnds("\r\n", by: "\n")
    }
  }

  /// The text of a cell without line ends at its end.
  private static func source(of cell: JSON, at number: Int) throws(NotebookError) -> String {
    let text: String
    switch cell["source"] {
    case .string(let whole): text = whole
    case .array(let lines):
      let strings = lines.compactMap(\.string)
      guard strings.count == lines.count else {
        throw .part("a line of cell \(number)", expected: "a text")
      }
      text = strings.joined()
    default: throw .part("the source of cell \(number)", expected: "a text or a list of lines")
    }
    let end = text.utf8.reversed().prefix { $0 == UInt8(ascii: "\n") }.count
    return String(text.unicodeScalars.dropLast(end))
  }

  /// Whether all that metadata say is kept in a recipe, or is nothing but how a cell is shown.
  private static func isUnderstood(_ metadata: JSON) -> Bool {
    let shown: Set = ["collapsed", "scrolled", "jupyter", "id", "ExecuteTime", "execution"]
    return (metadata.object?.members ?? []).allSatisfy { member in
      switch member.key {
      case key, "title": true
      case "tags": member.value.array == ["parameters"] || member.value.array == []
      default: shown.contains(member.key)
      }
    }
  }
}
