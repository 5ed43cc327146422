internal import Audio
internal import ExactStrings
internal import Foundation
internal import Text

/// A file that a conversion is to make.
struct ConversionFile: Sendable {
  /// The row in the dataset, from 0.
  let row: Int
  /// What messages call the recording.
  let sourceName: String
  let source: AudioSource
  /// The name in the folder, with slashes.
  let name: String
  /// What the file depends on: if it is as it was, the file need not be made again.
  let key: String
}

/// The files that a conversion is to make of a dataset.
struct ConversionPlan {
  var files: [ConversionFile] = []
  /// The rows that have no recording, or one whose file is gone.
  var problems: [RowProblem] = []

  /// Names the files of all rows.
  ///
  /// - Throws: ``ConversionProblem`` if two rows have one name.
  init(_ data: Dataset, _ format: ConversionFormat) throws(DatasetError) {
    let recordings = try data.column("audio")
    let paths = data.names.contains("file") ? try data.column("file") : []
    var rows: [ExactString: Int] = [:]
    for index in data.indices {
      let shown = paths.isEmpty ? nil : paths[index].text
      guard let source = recordings[index].audio else {
        problems.append(RowProblem(row: index + 1, path: shown ?? "", reason: .noPath))
        continue
      }
      let sourceName = shown ?? source.path ?? "row \(index)"
      let stem = Self.stem(
        data.key(index), shown: shown ?? source.path, start: source.start, row: index)
      let name = stem + "." + format.container.rawValue
      if let other = rows[name] {
        throw .conversion(
          .sameName(
            name, first: other,
            firstFile: files.first { $0.row == other }?.sourceName ?? "", second: index,
            secondFile: sourceName))
      }
      rows[name] = index
      do throws(AudioError) {
        files.append(
          ConversionFile(
            row: index, sourceName: sourceName, source: source, name: name,
            key: format.keyText + ", " + (try Self.key(of: source))))
      } catch {
        problems.append(RowProblem(row: index + 1, path: sourceName, reason: .audio(error)))
      }
    }
  }

  /// The name of a row's file without an ending: its path in its corpus, without steps that lead out
  /// of it; where the row is a stretch of a recording, with the place where that starts.
  static func stem(_ key: String, shown: String?, start: Double, row: Int) -> String {
    guard let shown else { return "row-\(row)" }
    // The key of a row is its path as the corpus has it, where the corpus has one.
    let inCorpus = key.split(separator: "\u{1F}").first.map(String.init) ?? ""
    let path = !inCorpus.isEmpty && shown.hasSuffix(inCorpus) ? inCorpus : lastStep(shown)
    var steps = path.split(separator: "/").map(String.init).filter { $0 != "." && $0 != ".." }
    let last = steps.popLast() ?? "row-\(row)"
    let point = last.lastIndex(of: ".").flatMap { $0 == last.startIndex ? nil : $0 }
    var stem = point.map { String(last[..<$0]) } ?? last
    if stem.allSatisfy({ $0 == "." }) { stem = "row-\(row)" }
    let place = start > 0 ? String(format: "-%.3f", start) : ""
    return (steps + [stem + place]).joined(separator: "/")
  }

  private static func lastStep(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  /// What a recording is, so that a change shows: a file's path, length and time of its last change,
  /// or a number made of all samples in memory, and what is done to it.
  private static func key(of source: AudioSource) throws(AudioError) -> String {
    var key: String
    switch source.origin {
    case .file(let info):
      let stamp = try fileStamp(info.path)
      key = "\(info.path), \(stamp.byteCount) bytes, \(stamp.nanoseconds) ns"
      key += ", channel \(source.channel ?? -1), \(source.start) + \(source.duration) s"
    case .memory(let clip): key = "memory \(clip.fingerprint)"
    }
    for change in source.changes {
      key += ", \(change.augmentation) \(change.place)"
    }
    return key
  }
}
