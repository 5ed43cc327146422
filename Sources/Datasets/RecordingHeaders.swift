internal import Audio
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
/// - Returns: A header for each row; `nil` for rows without a path, and where the work was stopped.
/// - Throws: ``DatasetError/outsidePath(manifest:row:path:)`` for the first row whose path leads out.
func recordingHeaders(
  of corpus: Corpus, options: LoadOptions, _ progress: @escaping @Sendable (Int, Int) -> Void,
  _ isCancelled: @escaping @Sendable () -> Bool
) throws(DatasetError) -> [RecordingHeader?] {
  let rows = corpus.rows
  let root = PathRoot(corpus.folder, allowsOutside: options.allowsOutside)
  let chunk = 64
  let chunkCount = (rows.count + chunk - 1) / chunk
  let read = Mutex((headers: [[RecordingHeader?]](repeating: [], count: chunkCount), count: 0))
  let outside = Mutex<Int?>(nil)
  DispatchQueue.concurrentPerform(iterations: chunkCount) { index in
    guard !isCancelled() else { return }
    // A copy of its own, which knows the folders that it has seen.
    var root = root
    var headers: [RecordingHeader?] = []
    for place in index * chunk..<min((index + 1) * chunk, rows.count) {
      do throws(PathRoot.Refusal) {
        let path = rows[place].lacksRecording ? nil : try root.resolve(rows[place].path)
        headers.append(try path.map { path throws(PathRoot.Refusal) in try header(path, root) })
      } catch .empty {
        headers.append(nil)
      } catch {
        outside.withLock { $0 = min($0 ?? place, place) }
        return
      }
    }
    read.withLock { [headers] read in
      read.headers[index] = headers
      read.count += headers.count
      progress(read.count, rows.count)
    }
  }
  if let place = outside.withLock({ $0 }) {
    throw .outsidePath(
      manifest: corpus.source, row: rows[place].number, path: rows[place].path)
  }
  return read.withLock { $0.headers.flatMap(\.self) }
}

/// The header of a recording whose folder is not outside the corpus.
///
/// A link at the path is followed only if what it leads to is inside. It is not asked for first: the
/// file that is opened is the one that was judged.
private func header(
  _ path: String, _ root: PathRoot
) throws(PathRoot.Refusal) -> RecordingHeader {
  do throws(AudioError) {
    return .success(try audioInfo(path, followsLink: root.allowsOutside))
  } catch .linkedFile {
    guard root.isInside(path) else { throw .outside }
    return Result { () throws(AudioError) in try audioInfo(path) }
  } catch {
    return .failure(error)
  }
}
