internal import Audio
internal import Dispatch
internal import Foundation
internal import Synchronization
internal import Text

/// The files of a conversion on their way, some at a time.
final class ConversionWork: Sendable {
  private struct State {
    var next = 0
    var done = 0
    var failure: DatasetError?
    var problems: [RowProblem] = []
    var factors: [String: Double] = [:]
    var folders: Set<String> = []
  }

  let folder: String
  let format: ConversionFormat
  let journal: FileJournal
  let progress: @Sendable (Int, Int) -> Void
  let isCancelled: @Sendable () -> Bool
  private let state = Mutex(State())

  init(
    folder: String, format: ConversionFormat, journal: FileJournal,
    progress: @escaping @Sendable (Int, Int) -> Void, isCancelled: @escaping @Sendable () -> Bool
  ) {
    (self.folder, self.format, self.journal) = (folder, format, journal)
    (self.progress, self.isCancelled) = (progress, isCancelled)
  }

  /// The rows that could not be converted.
  var problems: [RowProblem] { state.withLock { $0.problems } }

  /// The files that are not there, or not as their sources and settings want them.
  func missing(_ files: [ConversionFile]) -> [ConversionFile] {
    files.filter { !journal.holds($0.name, key: $0.key) }
  }

  /// Makes files, as many at a time as there are cores.
  func run(_ files: [ConversionFile], kept: Int) throws(DatasetError) {
    let total = kept + files.count
    progress(kept, total)
    DispatchQueue.concurrentPerform(iterations: ProcessInfo.processInfo.activeProcessorCount) { _ in
      while let file = state.withLock({ take(files, &$0) }) {
        do throws(DatasetError) {
          try make(file)
          state.withLock { state in
            state.done += 1
            progress(kept + state.done, total)
          }
        } catch {
          state.withLock { $0.failure = $0.failure ?? error }
        }
      }
    }
    if let failure = state.withLock({ $0.failure }) { throw failure }
  }

  private func take(_ files: [ConversionFile], _ state: inout State) -> ConversionFile? {
    if isCancelled() { state.failure = state.failure ?? .cancelled }
    guard state.failure == nil, state.next < files.count else { return nil }
    defer { state.next += 1 }
    return files[state.next]
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
    let peak = Double(clip.peak)
    let factor = peak > 1 ? 0.999_969 / peak : 1
    if factor < 1 { clip = clip.scaled(by: factor) }
    let path = folder + "/" + file.name
    do {
      try makeParent(of: file.name)
      try clip.save(to: path, isCancelled: isCancelled)
      let entry = FileJournal.Entry(
        key: file.key, byteCount: try fileStamp(path).byteCount, factor: factor)
      try journal.add(file.name, entry)
    } catch AudioError.cancelled {
      throw .cancelled
    } catch let error as AudioError {
      throw .audio(error)
    } catch let error as TextError {
      throw .text(error)
    } catch {
      throw .badArgument("folder", "\(error)")
    }
  }

  /// Makes the folders that a file is in.
  private func makeParent(of name: String) throws(TextError) {
    guard let slash = name.lastIndex(of: "/") else { return }
    let parent = String(name[..<slash])
    guard !state.withLock({ $0.folders.contains(parent) }) else { return }
    try makeFolder(folder + "/" + parent)
    _ = state.withLock { $0.folders.insert(parent) }
  }

  /// The rows whose files are there, with these in the place of their sources.
  func converted(_ data: Dataset, _ files: [ConversionFile]) throws(DatasetError) -> Dataset {
    let failed = Set(problems.map { $0.row - 1 })
    let there = files.filter { !failed.contains($0.row) }
    var rows: [Row] = []
    for file in there {
      let path = folder + "/" + file.name
      do throws(AudioError) {
        let source = AudioSource(try audioInfo(path))
        var row = Row([
          ("file", .text(path)), ("audio", .audio(source)),
        ]).merging(data[file.row])
        row["file"] = .text(path)
        row["audio"] = .audio(source)
        row["duration"] = .number(source.duration)
        row["sampling_rate"] = .int(source.samplingRate)
        rows.append(row)
      } catch {
        throw .audio(error)
      }
    }
    return Dataset(rows: rows, keys: there.map(\.name))
  }

  /// What was done.
  func report(_ written: [ConversionFile], of total: Int) -> ConversionReport {
    var report = ConversionReport()
    report.kept = total - written.count
    report.written = written.count - problems.count
    for file in written {
      guard let factor = journal.entry(file.name)?.factor, factor < 1 else { continue }
      report.lowered += 1
      report.mostLowered = max(report.mostLowered, -20 * log10(factor))
    }
    return report
  }
}
