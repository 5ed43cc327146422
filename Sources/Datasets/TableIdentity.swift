internal import Audio
internal import ExactStrings
internal import Hashing

/// What a dataset's content is known by: a hash of all its cells, and of the state of all files that
/// its recordings are in.
///
/// Files are not read. Their lengths, numbers, and the times of the last change of their content and
/// of anything about them are looked up; the last time no program can set.
struct TableIdentity {
  /// 64 hexadecimal digits.
  let digest: String
  /// When the file that was changed last was changed, in nanoseconds since 1970, and its path.
  let latest: (nanoseconds: Int, path: String)?

  /// Computes the identity of a dataset's rows.
  ///
  /// - Parameters:
  ///   - data: The dataset.
  ///   - isCancelled: Asked often.
  /// - Throws: ``TableCacheProblem`` if it cannot be known what a recording holds.
  init(_ data: Dataset, isCancelled: () -> Bool = { false }) throws(TableCacheProblem) {
    guard let hash = Digest(.sha256) else { throw .noHash }
    var writer = CellWriter()
    writer.add(count: data.count)
    writer.add(count: data.names.count)
    for name in data.names { writer.add(name) }
    writer.add(data.figures)
    var seen: Set<ExactString> = []
    var latest: (nanoseconds: Int, path: String)?
    for index in data.indices {
      let place = data.place(index)
      for column in data.columns {
        let cell = column[place]
        do throws(CellBytesProblem) {
          try writer.add(cell)
        } catch {
          throw .changedSound
        }
        for info in cell.files where seen.insert(info.path).inserted {
          let stamp = try Self.stamp(info.path)
          for number in [
            stamp.byteCount, stamp.nanoseconds, stamp.changeNanoseconds,
            Int(truncatingIfNeeded: stamp.number),
          ] { writer.add(count: number) }
          if stamp.changeNanoseconds >= latest?.nanoseconds ?? .min {
            latest = (stamp.changeNanoseconds, info.path)
          }
        }
      }
      if writer.bytes.count > 1 << 16 {
        guard !isCancelled() else { throw .cancelled }
        hash.update(writer.taken())
      }
    }
    hash.update(writer.taken())
    digest = hash.finish()
    self.latest = latest
  }

  private static func stamp(_ path: String) throws(TableCacheProblem) -> FileStamp {
    do {
      return try fileStamp(path)
    } catch {
      throw .missingFile(path: path)
    }
  }
}

extension Cell {
  /// The files that the recordings in the cell are in.
  fileprivate var files: [AudioInfo] {
    switch self {
    case .audio(let source):
      if case .file(let info) = source.origin { return [info] }
      return []
    case .list(let cells): return cells.flatMap(\.files)
    case .record(let row): return row.cells.flatMap(\.files)
    case .none, .bool, .int, .number, .text: return []
    }
  }
}
