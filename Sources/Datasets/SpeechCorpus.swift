internal import Audio
internal import ExactStrings
internal import Text

/// What synthesis did besides making a dataset.
public struct SpeechReport: Sendable, Equatable {
  /// The files that were made.
  public var made = 0
  /// The files that were there already, of the same texts with the same settings.
  public var kept = 0
  /// The files that were made softer, so that nothing is cut off.
  public var lowered = 0

  /// Nothing.
  public init() {}
}

/// Makes a corpus of texts said by a program, and loads it.
///
/// Every text is said in a voice, at a speed and at a pitch that are drawn from the recipe's. The
/// folder gets a WAV file for each (16 bits, one channel), and when all are there
/// `transcripts.tsv`, which names them. A file appears under its name only when it is whole, and
/// `speech.jsonl` says how it was made: a run that was stopped or killed goes on where it was, and a
/// file is made again only if the text, the settings or the program changed. Files of other texts
/// in the folder stay, and are not named. Texts that cannot be said, or that the program fails on,
/// are left out and listed in ``Dataset/problems``; if none of the first eight can be, the program
/// is at fault and that is an error.
///
/// - Parameters:
///   - texts: What to say, at most 2,000 letters each; runs of white space count as one space.
///   - folder: Where the files go; it is made if it is not there.
///   - recipe: What to draw from, and the program.
///   - progress: Called after every file with the number of files done and of all.
///   - isCancelled: Asked often; the work stops soon after it says yes.
/// - Returns: The corpus with the columns `file`, `audio`, `text`, `speaker` (the voice), `speed`,
///   `pitch`, `duration` and `sampling_rate`, a row a text and take, in their order, and what was
///   done. What the recipe leaves to a program that is not espeak-ng is no column.
/// - Throws: ``DatasetError/speech(_:)`` if the program is missing or fails, or there is too little
///   room; ``DatasetError/cancelled`` if the work was stopped; or whatever is wrong with an argument.
public func synthesizeDataset(
  _ texts: [String], into folder: String, recipe: SpeechRecipe = SpeechRecipe(),
  progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in },
  isCancelled: @escaping @Sendable () -> Bool = { false }
) throws(DatasetError) -> (data: Dataset, report: SpeechReport) {
  try SpeechCorpus(folder: folder, recipe: recipe).make(
    texts, progress: progress, isCancelled: isCancelled)
}

/// A corpus that synthesis makes.
struct SpeechCorpus {
  /// The name of the journal in its folder.
  static let journalName = "speech.jsonl"

  let folder: String
  let recipe: SpeechRecipe
  /// Tells how many bytes are free where a folder is.
  var freeSpace: (String) -> Int? = Datasets.freeSpace(_:)

  private var manifest: String { folder + "/transcripts.tsv" }

  /// Makes the files that are not there, and loads all.
  func make(
    _ texts: [String], progress: @escaping @Sendable (Int, Int) -> Void,
    isCancelled: @escaping @Sendable () -> Bool
  ) throws(DatasetError) -> (data: Dataset, report: SpeechReport) {
    try recipe.check()
    guard !texts.isEmpty else { throw .badArgument("texts", "must not be empty") }
    let program = try recipe.command.findProgram()
    try refuseForeignFolder()
    var (rows, problems) = sorted(texts)
    guard !rows.isEmpty else { throw .noUsableRows(path: folder, first: problems.first) }
    let utterances = recipe.utterances(rows.map(\.text))
    rows = rows.flatMap { row in (0..<recipe.takes).map { _ in row } }
    var stamps = FileStamps()
    var files: [SpeechFile] = []
    for utterance in utterances {
      guard !isCancelled() else { throw .cancelled }
      let key = utterance.key(program: program, stamps: &stamps)
      files.append(SpeechFile(utterance: utterance, name: utterance.fileName, key: key))
    }
    let journal: FileJournal
    do {
      try makeFolder(folder)
      journal = try FileJournal(folder: folder, name: Self.journalName)
    } catch {
      throw .text(error)
    }
    var seen: Set<ExactString> = []
    let different = files.filter { seen.insert($0.name).inserted }
    let waiting = different.filter { !journal.holds($0.name, key: $0.key) }
    try askForRoom(waiting)
    let synthesizer = SpeechSynthesizer(
      command: recipe.command, program: program, timeLimit: recipe.timeLimit)
    let work = SpeechWork(
      output: SoundFolder(path: folder, journal: journal), synthesizer: synthesizer,
      progress: progress, isCancelled: isCancelled)
    let (failed, lowered) = try work.run(waiting, kept: different.count - waiting.count)
    for (file, row) in zip(files, rows) {
      guard let problem = failed[file.name] else { continue }
      problems.append(RowProblem(row: row.number, path: file.name, reason: .speech(problem)))
    }
    problems.sort { $0.row < $1.row }
    let there = files.filter { failed[$0.name] == nil }
    guard !there.isEmpty else { throw .noUsableRows(path: folder, first: problems.first) }
    let data = try finish(there, journal, isCancelled)
    var report = SpeechReport()
    report.made = waiting.count - failed.count
    report.kept = different.count - waiting.count
    report.lowered = lowered
    return (data.with(problems: problems + data.problems), report)
  }

  /// The texts that can be said with their numbers from 1, and the others.
  private func sorted(
    _ texts: [String]
  ) -> (rows: [(number: Int, text: String)], problems: [RowProblem]) {
    var rows: [(number: Int, text: String)] = []
    var problems: [RowProblem] = []
    for (index, text) in texts.enumerated() {
      do throws(DatasetError) {
        let text = normalizeSpaces(text)
        try SpeechSynthesizer.check(text)
        rows.append((index + 1, text))
      } catch {
        guard case .speech(let problem) = error else { continue }
        problems.append(RowProblem(row: index + 1, path: "", reason: .speech(problem)))
      }
    }
    return (rows, problems)
  }

  private func refuseForeignFolder() throws(DatasetError) {
    let isOurs: Bool
    do throws(TextError) {
      guard try pathKind(manifest) != nil else { return }
      let header = try readText(manifest).prefix { !$0.isNewline }
      let names = header.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      isOurs =
        names.starts(with: ["file", "text"])
        && ["speaker", "speed", "pitch"].filter(names.contains) == Array(names.dropFirst(2))
    } catch .file(_, .notUTF8) {
      isOurs = false
    } catch {
      throw .text(error)
    }
    guard isOurs else { throw .speech(.foreignFolder(transcripts: manifest)) }
  }

  private func askForRoom(_ files: [SpeechFile]) throws(DatasetError) {
    var needed = 0
    for file in files {
      let (sum, isOver) = needed.addingReportingOverflow(file.utterance.byteCount)
      needed = isOver ? .max : sum
    }
    guard let free = freeSpace(folder), needed > free else { return }
    throw .speech(.noRoom(folder: folder, needed: needed, free: free))
  }

  /// Writes the transcripts of files that are there, and loads them.
  private func finish(
    _ files: [SpeechFile], _ journal: FileJournal, _ isCancelled: @escaping @Sendable () -> Bool
  ) throws(DatasetError) -> Dataset {
    do {
      try writeFile(manifest, Array(manifestText(files).utf8))
      try journal.finish()
    } catch {
      throw .text(error)
    }
    var options = LoadOptions()
    options.transcripts = "transcripts.tsv"
    return try loadDataset(folder, format: "folder", options: options, isCancelled: isCancelled)
  }

  private func manifestText(_ files: [SpeechFile]) -> String {
    func line(_ fields: [String?]) -> String {
      fields.compactMap(\.self).joined(separator: "\t") + "\n"
    }
    let voice = files.first?.utterance.voice ?? Voice()
    let header = line([
      "file", "text", voice.name.map { _ in "speaker" }, voice.speed.map { _ in "speed" },
      voice.pitch.map { _ in "pitch" },
    ])
    return files.reduce(into: header) { text, file in
      let voice = file.utterance.voice
      text += line([
        file.name, file.utterance.text, voice.name, voice.speed.map(Voice.spelling),
        voice.pitch.map(Voice.spelling),
      ])
    }
  }
}
