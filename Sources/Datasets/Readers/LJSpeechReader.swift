internal import ExactStrings
internal import Files
internal import Text

/// Reads corpora laid out as LJ Speech is: `metadata.csv`, whose lines are a name, what is written and
/// what is said, divided by `|` and without a header, and the recordings in `wavs`.
///
/// Quotes are text. The text is what is said, with numbers as words, where a line has that; what is
/// written is the column `written`. A line of two fields has one text for both.
public struct LJSpeechReader: CorpusReader {
  private static let transcripts = "metadata.csv"

  /// Makes a reader of such corpora.
  public init() {}

  /// The name of the format.
  public var format: String { "ljspeech" }

  /// Whether there are `wavs`, and `metadata.csv` whose first line has no header and is divided so.
  public func recognizes(_ place: CorpusPlace) -> Bool {
    guard place.isFolder, (try? pathKind(place.path + "/wavs")) == .folder,
      let lines = try? numberedLines(place.path + "/" + Self.transcripts), let first = lines.first
    else { return false }
    let fields = self.fields(first.line)
    let names = ManifestReader.audioNames + ManifestReader.textNames
    return (2...3).contains(fields.count) && !fields.contains(where: names.containsExactly)
  }

  /// Reads what the lines claim.
  public func read(_ path: String, options: LoadOptions) throws(DatasetError) -> Corpus {
    let transcripts = path + "/" + Self.transcripts
    guard (try? pathKind(transcripts)) == .file else {
      throw .incomplete(path: path, format: format, needs: "\(Self.transcripts) and wavs")
    }
    var corpus = Corpus(source: transcripts, folder: path)
    corpus.otherNames = ["written"]
    for (number, line) in try numberedLines(transcripts) {
      let fields = self.fields(line)
      guard (2...3).contains(fields.count) else {
        let problem = LineProblem.fieldCount(fields.count, expected: 3)
        corpus.problems.append(RowProblem(row: number, path: "", reason: .badLine(problem)))
        continue
      }
      let name = isRecording(fields[0]) ? fields[0] : fields[0] + ".wav"
      var row = CorpusRow(number: number, path: "wavs/" + name, text: fields[fields.count - 1])
      row.others = [.text(fields[1])]
      corpus.rows.append(row)
    }
    return corpus
  }

  private func fields(_ line: Substring) -> [String] {
    line.split(separator: "|", omittingEmptySubsequences: false).map { normalizeSpaces(String($0)) }
  }
}
