internal import Audio
internal import Files
internal import Foundation
internal import Synchronization
internal import Text

/// The header of a recording, or why there is none.
typealias RecordingHeader = Result<AudioInfo, AudioError>

/// Reads the headers of a corpus's recordings, with several threads.
///
/// A recording is opened only if its path does not lead out of the corpus's folder.
///
/// - Parameters:
///   - corpus: The rows that name them.
///   - options: Whether recordings outside the folder are read.
///   - progress: Called now and then with the number of headers read and of all.
///   - isCancelled: Asked often.
///   - body: Told a row and its header, which is `nil` for rows without a path; called by any thread.
/// - Returns: What `body` made of the rows, some of them together, in their order; rows are missing
///   where the work was stopped.
/// - Throws: ``DatasetError/outsidePath(manifest:row:path:)`` for the first row whose path leads out.
func readHeaders<Found: Sendable>(
  of corpus: Corpus, options: LoadOptions, _ progress: @escaping @Sendable (Int, Int) -> Void,
  _ isCancelled: @escaping @Sendable () -> Bool,
  _ body: @Sendable (CorpusRow, RecordingHeader?) -> Found
) throws(DatasetError) -> [[Found]] {
  let rows = corpus.rows
  let root = PathRoot(corpus.folder, allowsOutside: options.allowsOutside)
  let chunk = 64
  let chunkCount = (rows.count + chunk - 1) / chunk
  let read = Mutex((found: [[Found]](repeating: [], count: chunkCount), count: 0))
  let outside = Mutex<Int?>(nil)
  DispatchQueue.concurrentPerform(iterations: chunkCount) { index in
    guard !isCancelled() else { return }
    // A copy of its own, which knows the folders that it has seen.
    var root = root
    var found: [Found] = []
    found.reserveCapacity(chunk)
    for place in index * chunk..<min((index + 1) * chunk, rows.count) {
      let row = rows[place]
      do throws(PathRoot.Refusal) {
        let path = row.lacksRecording ? nil : try root.resolve(row.path)
        var read = try path.map { path throws(PathRoot.Refusal) in try header(path, &root) }
        if case .failure(.missingFile) = read, row.path.isWindowsPath {
          read = slashedHeader(row.path, &root) ?? read
        }
        found.append(body(row, read))
      } catch .empty {
        found.append(body(row, nil))
      } catch {
        outside.withLock { $0 = min($0 ?? place, place) }
        return
      }
    }
    read.withLock { [found] read in
      read.found[index] = found
      read.count += found.count
      progress(read.count, rows.count)
    }
  }
  if let place = outside.withLock({ $0 }) {
    throw .outsidePath(
      manifest: corpus.source, row: rows[place].number, path: rows[place].path)
  }
  return read.withLock { $0.found }
}

/// The header of a recording whose path has the backslashes of Windows between its folders, if there is
/// one with slashes.
private func slashedHeader(_ path: String, _ root: inout PathRoot) -> RecordingHeader? {
  guard let slashed = try? root.resolve(path.withSlashes),
    let found = try? header(slashed, &root), case .success = found
  else { return nil }
  return found
}

/// The header of a recording whose folder is not outside the corpus.
///
/// The opened file has to be inside too, wherever links lead by then.
private func header(
  _ path: String, _ root: inout PathRoot
) throws(PathRoot.Refusal) -> RecordingHeader {
  do throws(AudioError) {
    return .success(try audioInfo(path, within: root.bound, in: root.parent(of: path)))
  } catch .outsideFolder {
    throw .outside
  } catch {
    return .failure(error)
  }
}
