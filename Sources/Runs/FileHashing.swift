internal import Files
internal import Hashing
internal import Synchronization
internal import Text

/// A file that is hashed piece by piece; another thread may go on where one has stopped.
final class FileHashing: Sendable {
  private struct Reading: ~Copyable {
    var file: SystemFile?
    var digest: Digest?
    var piece: [UInt8] = []
    var byteCount = 0
  }

  private let path: String
  private let real: String
  private let reading = Mutex(Reading())

  /// Begins with a file, which is opened when the first piece is wanted.
  ///
  /// - Parameters:
  ///   - path: The path to remember.
  ///   - real: The path to open.
  init(path: String, at real: String) {
    (self.path, self.real) = (path, real)
  }

  /// Hashes the next megabyte.
  ///
  /// - Returns: The fingerprint, once the end or an obstacle is reached.
  func goOn() -> FileFingerprint? {
    reading.withLock { reading in
      guard let content = next(&reading) else { return nil }
      return FileFingerprint(path: path, content: content, byteCount: reading.byteCount)
    }
  }

  /// What there is to say about a file whose hash nobody waits for.
  var givenUp: FileFingerprint {
    FileFingerprint(
      path: path, content: .problem("the run ended before it was hashed"),
      byteCount: reading.withLock { $0.byteCount })
  }

  private func next(_ reading: inout Reading) -> FileFingerprint.Content? {
    do throws(SystemFault) {
      let file: SystemFile
      if let open = reading.file { file = open } else { file = try open(&reading) }
      let count = try file.read(into: &reading.piece)
      reading.digest?.update(reading.piece, count: count)
      reading.byteCount += count
      guard count == 0 else { return nil }
      guard let digest = reading.digest.take() else { return .problem("OpenSSL refuses to hash") }
      return FileMark(real) == file.mark
        ? .hash(digest.finish()) : .problem("it changed while it was read")
    } catch {
      return .problem("it cannot be read")
    }
  }

  private func open(_ reading: inout Reading) throws(SystemFault) -> SystemFile {
    let file = try SystemFile(real)
    reading.piece = [UInt8](repeating: 0, count: min(max(file.mark.byteCount, 1), 1 << 20))
    reading.file = file
    reading.digest = Digest(.sha256)
    return file
  }
}
