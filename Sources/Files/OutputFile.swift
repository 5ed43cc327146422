internal import Glibc

/// An ordinary file that is open for writing, closed when this ends.
package final class OutputFile: Sendable {
  private let descriptor: Int32

  /// Makes a file where nothing stands.
  package convenience init(
    new path: String, mode: UInt32 = 0o666
  ) throws(SystemFault) {
    try self.init(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode)
  }

  /// Opens a file to go on at its end; it is made if there is none.
  package convenience init(extending path: String) throws(SystemFault) {
    try self.init(path, O_WRONLY | O_CREAT | O_APPEND | O_NONBLOCK, 0o666)
  }

  private init(_ path: String, _ flags: Int32, _ mode: UInt32) throws(SystemFault) {
    guard !path.utf8.contains(0) else { throw SystemFault(EINVAL) }
    descriptor = unsafe open(path, flags | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw SystemFault() }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// The length in bytes.
  package var byteCount: Int {
    var status = stat()
    return unsafe fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
  }

  /// Writes bytes behind those written so far.
  package func write(_ bytes: [UInt8]) throws(SystemFault) {
    var done = 0
    while done < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(
          descriptor, buffer.baseAddress.map { unsafe $0 + done }, buffer.count - done)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw count == 0 ? SystemFault(EIO) : SystemFault() }
      done += count
    }
  }

  /// Waits until what was written is on the disk.
  package func synchronize() throws(SystemFault) {
    guard fsync(descriptor) == 0 else { throw SystemFault() }
  }

  /// Lets those do with the file what may be done with another.
  fileprivate func takeRights(of path: String) {
    var status = stat()
    guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return }
    // Who may not set them keeps those of a new file.
    _ = fchmod(descriptor, status.st_mode & 0o777)
  }

  /// Takes the lock on the file, which the system lets go when this or the process ends.
  package func lock() throws(SystemFault) {
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { throw SystemFault() }
  }
}

/// Whether another process has the lock on a file.
package func isLocked(_ path: String) -> Bool {
  guard !path.utf8.contains(0) else { return false }
  let descriptor = unsafe open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
  guard descriptor >= 0 else { return false }
  defer { close(descriptor) }
  return flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK
}

/// A file that is being written under another name, beside the one that it is to have.
///
/// Only ``commit()`` gives it that name, when all of it is on the disk; what stood there stays until then,
/// and for those that have opened it also afterwards. If this ends without, nothing is left behind.
package final class FileReplacement {
  private let path: String
  private let fresh: String
  private let file: OutputFile
  private var isCommitted = false

  /// Begins a file that is to have a path.
  ///
  /// - Throws: ``SystemFault``: `EISDIR` if a folder stands there or can only be meant, `EINVAL` if
  ///   what stands there is a device, a pipe or a socket.
  package init(_ path: String) throws(SystemFault) {
    let kind = try? systemKind(path, followsLinks: true).get()
    guard !path.namesFolder, kind != .folder else { throw SystemFault(EISDIR) }
    guard kind != .other else { throw SystemFault(EINVAL) }
    self.path = path
    fresh = path.pathFolder.inFolder(temporaryName("", for: path))
    file = try OutputFile(new: fresh)
    file.takeRights(of: path)
  }

  deinit { if !isCommitted { _ = unsafe unlink(fresh) } }

  /// Writes bytes behind those written so far.
  package func write(_ bytes: [UInt8]) throws(SystemFault) { try file.write(bytes) }

  /// Waits until the file is on the disk and gives it its name.
  package func commit() throws(SystemFault) {
    try file.synchronize()
    try systemRename(fresh, to: path)
    isCommitted = true
    try synchronizeFolder(path.pathFolder)
  }
}

/// A name that nothing has: a hidden one, of the start of a path's name and a number.
package func temporaryName(_ prefix: String, for path: String) -> String {
  let start = String(decoding: path.pathName.utf8.prefix(80), as: UTF8.self)
  let number = UInt64.random(in: 0...UInt64.max)
  return ".\(prefix)\(start).\(getpid())-\(String(number, radix: 16))"
}
