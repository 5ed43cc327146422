internal import Audio
internal import ExactStrings
internal import Files
internal import Synchronization
internal import Text

/// Writes the recordings of a dataset anew, in one format, into a folder that can be loaded.
///
/// Each row gets a file with its path in the corpus under the folder, and `transcripts.jsonl` has the
/// rows. A file appears under its name only when it is whole, and `conversion.jsonl` says from what
/// and how it was made: a conversion that was stopped goes on, and a file is made again only if its
/// source, by length and time of the last change, or the settings changed. Where resampling leads
/// beyond full scale, the file is made softer, by as much as it takes; nothing is cut off. Rows
/// whose recordings cannot be read are left out and listed in ``Dataset/problems``.
///
/// - Parameters:
///   - data: Rows with a column `audio`.
///   - folder: Where the files go; it is made if it is not there.
///   - format: How they are stored.
///   - progress: Called after each file with the number done and of all.
///   - isCancelled: Asked often, within files too; the work stops soon after it says yes.
/// - Returns: The rows with the new files, and what was done.
/// - Throws: ``DatasetError/conversion(_:)`` before anything is written if two rows have one name, a
///   source would be replaced, or there is too little room; ``DatasetError/cancelled``; or what went
///   wrong in writing.
public func convert(
  _ data: Dataset, into folder: String, format: ConversionFormat = ConversionFormat(),
  progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in },
  isCancelled: @escaping @Sendable () -> Bool = { false }
) throws(DatasetError) -> (data: Dataset, report: ConversionReport) {
  try convert(
    data, into: folder, format: format, freeSpace: freeSpace, progress: progress,
    isCancelled: isCancelled)
}

func convert(
  _ data: Dataset, into folder: String, format: ConversionFormat,
  freeSpace: (String) -> Int?,
  progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in },
  isCancelled: @escaping @Sendable () -> Bool = { false }
) throws(DatasetError) -> (data: Dataset, report: ConversionReport) {
  guard AudioClip.samplingRates.contains(format.samplingRate) else {
    throw .audio(.samplingRate(path: nil, rate: format.samplingRate))
  }
  let plan = try ConversionPlan(data, format)
  try refuseForeignFolder(folder)
  try refuseSources(plan, folder)
  let journal: FileJournal
  do {
    try makeFolder(folder)
    journal = try FileJournal(folder: folder, name: conversionJournalName)
  } catch {
    throw .text(error)
  }
  let work = ConversionWork(
    output: SoundFolder(path: folder, journal: journal), format: format, progress: progress,
    isCancelled: isCancelled)
  let waiting = work.missing(plan.files)
  let needed = waiting.reduce(0) { $0 + format.byteCount(of: $1.source) }
  if let free = freeSpace(folder), needed > free {
    throw .conversion(.noRoom(folder: folder, needed: needed, free: free))
  }
  try work.run(waiting, kept: plan.files.count - waiting.count)
  var (result, failed) = (try work.converted(data, plan.files), work.problems)
  failed = (plan.problems + failed).sorted { $0.row < $1.row }
  guard !result.isEmpty else { throw .noUsableRows(path: folder, first: failed.first) }
  result = Dataset(
    names: result.names, columns: result.columns, keys: result.keys, problems: failed,
    figures: result.figures)
  do {
    try result.save(to: folder + "/transcripts.jsonl")
    try journal.finish()
  } catch let error as DatasetError {
    throw error
  } catch let error as TextError {
    throw .text(error)
  } catch {
    throw .badArgument("folder", "\(error)")
  }
  return (result, work.report(waiting, of: plan.files.count))
}

extension ConversionFormat {
  /// About as many bytes as a recording takes.
  fileprivate func byteCount(of source: AudioSource) -> Int {
    let channels: Int
    switch source.origin {
    case .file(let info): channels = source.channel == nil ? info.channelCount : 1
    case .memory(let clip): channels = clip.channelCount
    }
    return byteCount(seconds: source.duration, channels: channels)
  }
}

/// The name of the journal in a folder of converted recordings.
private let conversionJournalName = "conversion.jsonl"

/// The bytes that are free where a folder is, or `nil` if the system does not say.
///
/// A conversion that runs out of room stops, and goes on where it was.
func freeSpace(_ folder: String) -> Int? { freeBytes(at: folder) }

/// Refuses a folder with transcripts that no conversion wrote.
private func refuseForeignFolder(_ folder: String) throws(DatasetError) {
  do {
    let isOurs = try pathKind(folder + "/" + conversionJournalName) == .file
    for name in FolderReader.usualNames where !(isOurs && name == "transcripts.jsonl") {
      if try pathKind(folder + "/" + name) != nil {
        throw DatasetError.conversion(.foreignFolder(transcripts: folder + "/" + name))
      }
    }
  } catch let error as DatasetError {
    throw error
  } catch let error as TextError {
    throw .text(error)
  } catch {
    throw .badArgument("folder", "\(error)")
  }
}

/// Refuses a folder in which a new file would replace one that is read.
private func refuseSources(_ plan: ConversionPlan, _ folder: String) throws(DatasetError) {
  var sources: Set<ExactString> = []
  for file in plan.files {
    if case .file(let info) = file.source.origin { sources.insert(place(of: info.path)) }
  }
  // Where no source is in the folder, no file of it is one; links are followed file by file else.
  let root = place(of: folder)
  guard root == "/" || sources.contains(where: { isBeneath(root, $0.string) }) else { return }
  for file in plan.files where sources.contains(place(of: folder + "/" + file.name)) {
    throw .conversion(.overSource(row: file.row, file: folder + "/" + file.name))
  }
}
