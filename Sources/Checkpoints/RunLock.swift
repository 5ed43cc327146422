internal import Glibc
internal import Text

/// The lock by which one process at a time works on the folder of a run.
///
/// It is the kernel's, on the file `LOCK`, and ends with the process that holds it, however that ends;
/// there are no stale ones. What stands in the file is for people alone. The file is never removed,
/// so that a full disk keeps nobody from locking it again. Who only reads needs no lock.
public final class RunLock {
  /// The folder of the run.
  public let folder: String

  /// Whether the file system holds others off; some of those on a network do not.
  public let isEnforced: Bool

  /// The name of the file.
  static let name = "LOCK"
  /// Room for the words in the file: what is there already can be overwritten on a full disk.
  private static let byteCount = 512

  let disk: DiskFolder
  private var file: DiskFile?

  /// Takes the lock, and makes the folder if it is not there.
  ///
  /// - Parameter folder: The folder of the run.
  /// - Throws: ``CheckpointError/busy(folder:holder:)`` at once if another process has it, or
  ///   ``CheckpointError/folder(path:reason:)``.
  public convenience init(folder: String) throws(CheckpointError) {
    try self.init(folder: folder, procedure: .standard)
  }

  package init(folder: String, procedure: SaveProcedure) throws(CheckpointError) {
    self.folder = folder
    disk = try Self.opened(folder)
    let file = try Self.file(in: disk)
    if procedure.locks, try Self.staysHeld(file) {
      throw .busy(folder: folder, holder: Self.holder(file))
    }
    // A second description of the same file must be refused now, even in this process.
    isEnforced = try Self.isHeld(Self.file(in: disk))
    self.file = file
    // Nothing depends on the words, and a full disk may refuse them.
    do throws(DiskFailure) { try Self.write(to: file) } catch {}
  }

  /// Lets the lock go; the end of this object and of the process do so too.
  public func release() {
    file?.unlock()
    file = nil
  }

  deinit { release() }

  private static func file(in disk: DiskFolder) throws(CheckpointError) -> DiskFile {
    do throws(DiskFailure) { return try disk.open(writing: name) } catch { throw .folder(error) }
  }

  /// Takes the lock on the file unless somebody has it.
  private static func isHeld(_ file: DiskFile) throws(CheckpointError) -> Bool {
    do throws(DiskFailure) { return try !file.tryLock() } catch { throw .folder(error) }
  }

  /// Takes the lock on the file unless somebody keeps it: who only looks whether it is held lets it go at
  /// once.
  private static func staysHeld(_ file: DiskFile) throws(CheckpointError) -> Bool {
    for _ in 0..<10 {
      if try !isHeld(file) { return false }
      usleep(10_000)
    }
    return true
  }

  private static func opened(_ folder: String) throws(CheckpointError) -> DiskFolder {
    do throws(TextError) {
      if try pathKind(folder) == nil { try makeFolder(folder) }
    } catch {
      throw .folder(path: folder, reason: "\(error)")
    }
    do throws(DiskFailure) { return try DiskFolder(folder) } catch { throw .folder(error) }
  }

  private static func write(to file: DiskFile) throws(DiskFailure) {
    let mark = processMark()
    var bytes = Array("process \(mark.process) on \(mark.host) since \(mark.time)".utf8)
    bytes += Array(repeating: UInt8(ascii: " "), count: max(0, byteCount - 1 - bytes.count))
    bytes.append(UInt8(ascii: "\n"))
    try file.write(bytes.span)
  }

  /// Who says that it holds the lock.
  private static func holder(_ file: DiskFile) -> String {
    // Who has just taken the lock for the first time writes the words in a moment.
    for _ in 0..<20 {
      if let words = words(in: file) { return words }
      usleep(5000)
    }
    return "another process"
  }

  private static func words(in file: DiskFile) -> String? {
    let bytes: [UInt8]
    do throws(DiskFailure) { bytes = try file.bytes(atMost: byteCount) } catch { return nil }
    // Anybody may have written into the file.
    let plain = String(decoding: bytes, as: UTF8.self).unicodeScalars.filter {
      (0x20..<0x7F).contains($0.value)
    }
    let words = String(String.UnicodeScalarView(plain)).split(separator: " ")
    return words.isEmpty ? nil : words.joined(separator: " ")
  }
}
