internal import Glibc

/// What the system says when a call of its own fails.
struct SystemFailure: Error, Equatable {
  /// The error number.
  let number: Int32

  /// The failure of the last call.
  init() { number = errno }

  /// The system's words.
  var reason: String { unsafe String(cString: strerror(number)) }
}

/// An ordinary file that is open, closed when this object ends.
///
/// This is the one file that calls the system's functions of files.
final class DiskFile: Sendable {
  private let descriptor: Int32

  /// Opens a file to be read.
  init(reading path: String) throws(SystemFailure) {
    descriptor = try Self.opened(path, O_RDONLY | O_NONBLOCK)
  }

  /// Opens a file to be written, made if there is none; a link in its place is refused.
  init(writing path: String) throws(SystemFailure) {
    descriptor = try Self.opened(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK)
  }

  deinit { close(descriptor) }

  private static func opened(_ path: String, _ flags: Int32) throws(SystemFailure) -> Int32 {
    let opened = unsafe open(path, flags | O_CLOEXEC, 0o666)
    guard opened >= 0 else { throw SystemFailure() }
    var status = stat()
    guard unsafe fstat(opened, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      errno = EINVAL
      let failure = SystemFailure()
      close(opened)
      throw failure
    }
    return opened
  }

  /// The length in bytes.
  var byteCount: Int {
    var status = stat()
    return unsafe fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
  }

  /// Writes bytes from `offset` on.
  func write(_ bytes: [UInt8], at offset: Int) throws(SystemFailure) {
    let written = unsafe bytes.withUnsafeBytes { buffer in
      var done = 0
      while done < buffer.count {
        let count = unsafe pwrite(
          descriptor, buffer.baseAddress.map { unsafe $0 + done }, buffer.count - done,
          off_t(offset + done))
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { break }
        done += count
      }
      return done
    }
    guard written == bytes.count else { throw SystemFailure() }
  }

  /// Reads up to `count` bytes from `offset` on; fewer at the end of the file.
  func read(_ count: Int, at offset: Int) throws(SystemFailure) -> [UInt8] {
    var isBroken = false
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      while initialized < count {
        let got = unsafe pread(
          descriptor, buffer.baseAddress.map { unsafe $0 + initialized }, count - initialized,
          off_t(offset + initialized))
        if got < 0, errno == EINTR { continue }
        isBroken = got < 0
        guard got > 0 else { break }
        initialized += got
      }
    }
    if isBroken { throw SystemFailure() }
    return bytes
  }

  /// Cuts the file to a length.
  func truncate(to byteCount: Int) throws(SystemFailure) {
    guard ftruncate(descriptor, off_t(byteCount)) == 0 else { throw SystemFailure() }
  }

  /// Waits until the file is on the disk.
  func synchronize() throws(SystemFailure) {
    guard fsync(descriptor) == 0 else { throw SystemFailure() }
  }

  /// Takes the lock on the file if nobody else has it; it ends with this object.
  func tryLock() throws(SystemFailure) -> Bool {
    if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
    guard errno == EWOULDBLOCK || errno == EINTR else { throw SystemFailure() }
    return false
  }
}

/// What stands at a path and how long it is.
struct DiskEntry: Equatable {
  /// Whether it is an ordinary file.
  let isFile: Bool
  /// Whether it is a folder.
  let isFolder: Bool
  /// The length in bytes.
  let byteCount: Int

  /// What stands at `path`, links followed; `nil` if nothing does.
  init?(_ path: String) {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    isFile = status.st_mode & S_IFMT == S_IFREG
    isFolder = status.st_mode & S_IFMT == S_IFDIR
    byteCount = Int(status.st_size)
  }
}

/// Gives a file another name, in the place of what has it.
func renameFile(_ path: String, to target: String) throws(SystemFailure) {
  guard unsafe rename(path, target) == 0 else { throw SystemFailure() }
}

/// Removes a file, if it is there.
func removeFile(_ path: String) {
  _ = unsafe unlink(path)
}

/// Makes a symbolic link at `path`.
func makeLink(_ path: String, to target: String) throws(SystemFailure) {
  guard unsafe symlink(target, path) == 0 else { throw SystemFailure() }
}

/// Waits until the names in a folder are on the disk.
func synchronizeFolder(_ path: String) {
  let opened = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  guard opened >= 0 else { return }
  fsync(opened)
  close(opened)
}

/// The bytes that are free where `path` lies; `nil` where the system does not say.
func freeBytes(at path: String) -> Int? {
  var status = statvfs()
  guard unsafe statvfs(path, &status) == 0 else { return nil }
  let (bytes, overflow) = UInt64(status.f_bavail).multipliedReportingOverflow(
    by: UInt64(status.f_frsize))
  return overflow ? Int.max : Int(clamping: bytes)
}

/// The number of this process.
var processNumber: Int32 { getpid() }
