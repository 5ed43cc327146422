internal import Audio
internal import Files
internal import Text

extension DatasetError: CustomStringConvertible {
  /// One line that names the thing, what is wrong with it, and where it helps, what to do.
  public var description: String {
    switch self {
    case .noColumn, .duplicateColumn, .wrongCell, .badArgument, .emptyPart: tableDescription
    case .text(let error): error.description
    case .audio(let error): error.description
    case .noHeader, .duplicateHeader, .noManifestColumn, .badLine, .outsidePath, .noUsableRows:
      manifestDescription
    case .unknownEnding, .unsavable: savingDescription
    case .speech(let problem): problem.description
    case .conversion(let problem): problem.description
    case .cancelled: "stopped"
    default: corpusDescription
    }
  }

  private var tableDescription: String {
    switch self {
    case .noColumn(let name, let nearest, let known):
      "there is no column \"\(name)\"; "
        + (nearest.map { "did you mean \"\($0)\"?" }
          ?? (known.isEmpty ? "there are none" : "there are \(list(known))"))
    case .duplicateColumn(let name): "two columns would be called \"\(name)\""
    case .wrongCell(let column, let row, let expected, let found):
      "row \(row) has \(found) in the column \"\(column)\", where \(expected) is needed"
    case .badArgument(let name, let problem): "\(name) \(problem)"
    case .emptyPart(let name, let count, let column?):
      "the \(name) part gets none of the \(count) rows; there are too few values of"
        + " \"\(column)\" for its share, or try another seed"
    case .emptyPart(let name, let count, nil):
      "the \(name) part gets none of the \(count) rows; take a larger share or another seed"
    default: ""
    }
  }

  private var corpusDescription: String {
    switch self {
    case .missingCorpus(let path): "\"\(path)\" does not exist\(windowsAdvice(path))"
    case .unknownFormat(let name, let nearest, let known):
      "there is no format \"\(name)\"; "
        + (nearest.map { "did you mean \"\($0)\"?" } ?? "there are \(list(known))")
    case .incomplete(let path, let format, let needs):
      "\"\(path)\" is no corpus of the format \"\(format)\", which has \(needs)"
    case .severalCorpora(let path, let folders):
      "\"\(path)\" holds several corpora; name the folder of one of them: \(list(folders))"
    case .unclearFormat(let path, let known):
      "the ending of \"\(path)\" says none of the formats \(list(known)); name it with format="
    case .noTranscripts(let folder, let usual):
      "\"\(folder)\" has no transcripts (\(list(usual))); name their file with transcripts=,"
        + " or load the recordings alone with transcripts=false"
    case .noRecordings(let folder): "\"\(folder)\" has no recordings"
    case .unpaired(let transcripts, let lines, let folder, let recordings):
      "\"\(transcripts)\" has \(lines) lines and \"\(folder)\" has \(recordings) recordings;"
        + " lines without names need one recording each"
    case .unnumbered(let transcripts, let recording):
      "the lines of \"\(transcripts)\" have no names, and \"\(recording)\" has no number to put it in order"
    default: ""
    }
  }

  private var manifestDescription: String {
    switch self {
    case .noHeader(let path): "\"\(path)\" has no line"
    case .duplicateHeader(let path, let name): "\"\(path)\" names the column \"\(name)\" twice"
    case .noManifestColumn(let path, let purpose, let usual, let known):
      "\"\(path)\" has no column for the \(purpose) (\(list(usual))), only \(list(known));"
        + " name it with \(purpose == "transcript" ? "text" : "audio")_column=,"
        + (purpose == "transcript" ? " load the recordings alone with transcripts=false," : "")
        + " or read a table without recordings with format=\"table\""
    case .badLine(let path, let line, let problem): "line \(line) of \"\(path)\": \(problem)"
    case .outsidePath(let manifest, let row, let path):
      "row \(row) of \"\(manifest)\" names \"\(path)\", which is outside its folder;"
        + " allow that with allow_outside=true"
    case .noUsableRows(let path, let first):
      "\"\(path)\" has no row that can be used" + (first.map { " (\($0))" } ?? "")
    default: ""
    }
  }

  private var savingDescription: String {
    switch self {
    case .unknownEnding(let path, let known):
      "\"\(path)\" does not end in \(list(known)), which say how to save a table"
    case .unsavable(let path, let column, let row, let problem):
      "\"\(path)\" cannot hold row \(row)'s \"\(column)\": \(problem)"
    default: ""
    }
  }

  private func list(_ names: [String]) -> String {
    let shown = names.prefix(12).map { "\"\($0)\"" }.joined(separator: ", ")
    return names.count > 12 ? shown + " and \(names.count - 12) more" : shown
  }
}
