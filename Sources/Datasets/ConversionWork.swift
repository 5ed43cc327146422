internal import Audio
internal import ExactStrings
internal import Foundation
internal import Synchronization
internal import Text

/// The files of a conversion on their way, some at a time.
final class ConversionWork: Sendable {
  private struct State {
    var problems: [RowProblem] = []
    var folders: Set<ExactString> = []
  }

  let output: SoundFolder
  let format: ConversionFormat
  let progress: @Sendable (Int, Int) -> Void
  let isCancelled: @Sendable () -> Bool
  private let state = Mutex(State())

  init(
    output: SoundFolder, format: ConversionFormat,
    progress: @escaping @Sendable (Int, Int) -> Void, isCancelled: @escaping @Sendable () -> Bool
  ) {
    (self.output, self.format) = (output, format)
    (self.progress, self.isCancelled) = (progress, isCancelled)
  }

  /// The rows that could not be converted.
  var problems: [RowProblem] { state.withLock { $0.problems } }

  /// The files that are not there, or not as their sources and settings want them.
  func missing(_ files: [ConversionFile]) -> [ConversionFile] {
    files.filter { !output.journal.holds($0.name, key: $0.key) }
  }

  /// Makes files, as many at a time as there are cores.
  func run(_ files: [ConversionFile], kept: Int) throws(DatasetError) {
    progress(kept, kept + files.count)
    try shareWork(on: files, kept: kept, progress: progress, isCancelled: isCancelled) {
      (file, _) throws(DatasetError) in
      try make(file)
    }
  }

  /// Makes a file; a recording that cannot be read is a problem of its row alone.
  private func make(_ file: ConversionFile) throws(DatasetError) {
    var clip: AudioClip
    do throws(AudioError) {
      clip = try file.source.read(isCancelled: isCancelled)
      if format.isMono { clip = clip.mono() }
      clip = try clip.resampled(to: format.samplingRate, isCancelled: isCancelled)
    } catch .cancelled {
      throw .cancelled
    } catch {
      let problem = RowProblem(row: file.row + 1, path: file.sourceName, reason: .audio(error))
      state.withLock { $0.problems.append(problem) }
      return
    }
    do throws(TextError) {
      try makeParent(of: file.name)
    } catch {
      throw .text(error)
    }
    _ = try output.save(clip, as: file.name, key: file.key, isCancelled: isCancelled)
  }

  /// Makes the folders that a file is in.
  private func makeParent(of name: String) throws(TextError) {
    guard let slash = name.lastIndex(of: "/") else { return }
    let parent = String(name[..<slash])
    guard !state.withLock({ $0.folders.contains(parent) }) else { return }
    try makeFolder(output.path + "/" + parent)
    _ = state.withLock { $0.folders.insert(parent) }
  }

  /// The rows whose files are there, with these in the place of their sources.
  func converted(_ data: Dataset, _ files: [ConversionFile]) throws(DatasetError) -> Dataset {
    let failed = Set(problems.map { $0.row - 1 })
    let there = files.filter { !failed.contains($0.row) }
    var rows: [Row] = []
    for file in there {
      let path = output.path + "/" + file.name
      do throws(AudioError) {
        let source = AudioSource(try audioInfo(path))
        rows.append(Self.row(data[file.row], path, source))
      } catch {
        throw .audio(error)
      }
    }
    return Dataset(rows: rows, keys: there.map(\.name))
  }

  /// A row with the new file; columns that are the user's own stay.
  private static func row(_ own: Row, _ path: String, _ source: AudioSource) -> Row {
    let read = Row([
      ("file", .text(path)), ("audio", .audio(source)), ("duration", .number(source.duration)),
      ("sampling_rate", .int(source.samplingRate)),
    ])
    var row = Row([("file", .none), ("audio", .none)]).merging(own)
      .merging(own.over(Row([("audio", .audio(source))])))
    row["file"] = .text(path)
    for name in read.names where row[name] == nil { row[name] = read[name] }
    row.figures = own.figures
    let known = Set(own.figures.map(\.name))
    row.figures += FigureColumn.ofReaders.filter {
      !known.contains($0.name) && row[$0.name] == $0.figure(source)
    }
    return row
  }

  /// What was done.
  func report(_ written: [ConversionFile], of total: Int) -> ConversionReport {
    var report = ConversionReport()
    report.kept = total - written.count
    report.written = written.count - problems.count
    for file in written {
      guard let factor = output.journal.entry(file.name)?.factor, factor < 1 else { continue }
      report.lowered += 1
      report.mostLowered = max(report.mostLowered, -20 * log10(factor))
    }
    return report
  }
}
