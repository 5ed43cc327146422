internal import ExactStrings
internal import Glibc
internal import Hashing
internal import Kernels
public import Models

/// A checkpoint on the disk, whose parts are read into memory of their own.
///
/// A part is compared with its hash when it is read, and only then given out: what becomes of the file
/// afterwards makes no difference.
public struct StoredCheckpoint {
  /// What it consists of.
  public let manifest: CheckpointManifest

  let folder: DiskFolder
  let procedure: SaveProcedure

  /// The path of its folder.
  public var path: String { folder.path }

  /// The bytes of a part.
  ///
  /// - Parameter name: The part's name.
  /// - Returns: Its bytes, which are those that were saved.
  /// - Throws: ``CheckpointError/damaged(path:_:)``, also if there is no such part.
  public func bytes(of name: String) throws(CheckpointError) -> [UInt8] {
    let held = try contents(of: name)
    return held.bytes(0..<held.count)
  }

  /// The tensors of a part.
  ///
  /// - Parameter name: The part's name.
  /// - Returns: The tensors; they stand on one block of memory, which stays until the last is written
  ///   to or gone.
  /// - Throws: ``CheckpointError/damaged(path:_:)``, also if there is no such part.
  public func tensors(of name: String) throws(CheckpointError) -> Safetensors {
    let held = try contents(of: name)
    do throws(ModelError) {
      return try Safetensors(held, path: "\(path)/\(name)")
    } catch {
      throw .damaged(path: path, .unreadable(file: name, reason: "\(error)"))
    }
  }

  private func contents(of name: String) throws(CheckpointError) -> FileBytes {
    do throws(CheckpointProblem) {
      guard let file = manifest.files.first(where: { $0.name.isExactly(name) }) else {
        throw CheckpointProblem.missing(file: name)
      }
      let opened = try open(file)
      let held = try Self.reading(name) { () throws(DiskFailure) in
        try FileBytes(count: file.byteCount) { (span) throws(DiskFailure) in
          try opened.fill(&span, at: 0)
        }
      }
      guard let digest = Digest(.sha256) else { throw CheckpointProblem.content(file: name) }
      digest.update(held.span(0..<held.count))
      let found = digest.finish()
      guard !procedure.hashes || found == file.sha256 else {
        throw CheckpointProblem.content(file: name)
      }
      return held
    } catch {
      throw .damaged(path: path, error)
    }
  }

  /// Compares every byte of every file with what was saved.
  func verify() throws(CheckpointProblem) {
    for file in manifest.files { try verify(file, deep: true) }
  }

  /// Compares a file with what was saved: its length, and with `deep` every byte.
  func verify(_ file: CheckpointManifest.File, deep: Bool) throws(CheckpointProblem) {
    let opened = try open(file)
    guard deep, procedure.hashes else { return }
    guard let digest = Digest(.sha256) else { throw .content(file: file.name) }
    var piece = [UInt8](repeating: 0, count: min(1 << 20, max(1, file.byteCount)))
    for start in stride(from: 0, to: file.byteCount, by: piece.count) {
      let count = min(piece.count, file.byteCount - start)
      try Self.reading(file.name) { () throws(DiskFailure) in
        var span = piece.mutableSpan
        guard try opened.read(into: &span, at: start) == count else {
          throw DiskFailure("read", opened.path, EIO)
        }
      }
      digest.update(piece.span.extracting(first: count))
    }
    guard digest.finish() == file.sha256 else { throw .content(file: file.name) }
  }

  /// Opens a file that is as long as the manifest says.
  private func open(_ file: CheckpointManifest.File) throws(CheckpointProblem) -> DiskFile {
    let opened = try Self.open(file.name, in: folder)
    let found = opened.byteCount
    guard found == file.byteCount else {
      throw .length(file: file.name, found: found, expected: file.byteCount)
    }
    return opened
  }

  private static func open(
    _ name: String, in folder: DiskFolder
  ) throws(CheckpointProblem) -> DiskFile {
    do throws(DiskFailure) {
      return try folder.open(reading: name)
    } catch {
      guard error.number == ENOENT else { throw .unreadable(file: name, reason: error.reason) }
      throw name == StepName.manifest ? .noManifest : .missing(file: name)
    }
  }

  /// The bytes of a small file, such as the manifest.
  static func contents(
    of name: String, in folder: DiskFolder
  ) throws(CheckpointProblem) -> [UInt8] {
    let file = try open(name, in: folder)
    guard file.byteCount <= CheckpointManifest.largest else {
      throw .badManifest("it has \(file.byteCount) bytes")
    }
    return try reading(name) { () throws(DiskFailure) in
      try file.bytes(atMost: CheckpointManifest.largest)
    }
  }

  private static func reading<Result>(
    _ name: String, _ body: () throws(DiskFailure) -> Result
  ) throws(CheckpointProblem) -> Result {
    do throws(DiskFailure) {
      return try body()
    } catch {
      throw .unreadable(file: name, reason: error.reason)
    }
  }
}

extension DiskFile {
  /// The bytes of the file, but no more than `limit`.
  func bytes(atMost limit: Int) throws(DiskFailure) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: min(byteCount, limit))
    var span = bytes.mutableSpan
    let count = try read(into: &span, at: 0)
    bytes.removeLast(bytes.count - count)
    return bytes
  }

  /// Reads as many bytes as `span` has; that the file has become shorter is a failure.
  func fill(_ span: inout MutableSpan<UInt8>, at offset: Int) throws(DiskFailure) {
    guard try read(into: &span, at: offset) == span.count else {
      throw DiskFailure("read", path, EIO)
    }
  }
}
