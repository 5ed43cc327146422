internal import Glibc

/// A call to the operating system that failed.
public struct DiskFailure: Error, Equatable, Sendable {
  /// The system's function, such as `fsync`.
  public let call: String
  /// What it was called for.
  public let path: String
  /// The number that the system gives the error, such as `ENOSPC`.
  public let number: Int32

  /// The system's words, as in `No space left on device`.
  public var reason: String { unsafe String(cString: strerror(number)) }

  /// Whether there is no room: on the disk, in the user's share of it, or in what a file may have.
  var isFull: Bool { [ENOSPC, EDQUOT, EFBIG].contains(number) }

  init(_ call: String, _ path: String, _ number: Int32 = errno) {
    (self.call, self.path, self.number) = (call, path, number)
  }
}

/// A folder that is open, by which the files in it are reached whatever becomes of its path.
///
/// This file is the one of the module that calls the system's functions of files. Links in a folder
/// are never followed.
final class DiskFolder: Sendable {
  /// The path, for messages.
  let path: String
  private let descriptor: Int32

  private init(_ path: String, _ descriptor: Int32) throws(DiskFailure) {
    if descriptor < 0 { throw DiskFailure("open", path) }
    (self.path, self.descriptor) = (path, descriptor)
  }

  /// Opens a folder.
  convenience init(_ path: String) throws(DiskFailure) {
    if path.utf8.contains(0) { throw DiskFailure("open", path, EINVAL) }
    try self.init(path, unsafe Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC))
  }

  deinit { close(descriptor) }

  /// Opens a folder in this one.
  func folder(_ name: String) throws(DiskFailure) -> DiskFolder {
    let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
    return try DiskFolder(path(name), unsafe openat(descriptor, name, flags))
  }

  /// Makes a folder in this one.
  func makeFolder(_ name: String) throws(DiskFailure) -> DiskFolder {
    guard unsafe mkdirat(descriptor, name, 0o777) == 0 else {
      throw DiskFailure("mkdir", path(name))
    }
    return try folder(name)
  }

  /// Makes a file that is not there yet, to be written.
  func create(_ name: String) throws(DiskFailure) -> DiskFile {
    try file(name, O_WRONLY | O_CREAT | O_EXCL)
  }

  /// Opens a file to be read.
  func open(reading name: String) throws(DiskFailure) -> DiskFile {
    try file(name, O_RDONLY)
  }

  /// Opens a file to be read and written, made if there is none.
  func open(writing name: String) throws(DiskFailure) -> DiskFile {
    try file(name, O_RDWR | O_CREAT)
  }

  private func file(_ name: String, _ flags: Int32) throws(DiskFailure) -> DiskFile {
    let safe = O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
    let opened = unsafe openat(descriptor, name, flags | safe, 0o666)
    guard opened >= 0 else { throw DiskFailure("open", path(name)) }
    return try DiskFile(path(name), opened)
  }

  /// What stands in a folder.
  enum Entry: Sendable {
    /// An ordinary file of so many bytes.
    case file(byteCount: Int)
    /// A folder.
    case folder
    /// A link, a pipe, a device or a socket.
    case other
  }

  /// What stands under a name, or `nil` if nothing does.
  func entry(_ name: String) -> Entry? {
    var status = stat()
    guard unsafe fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return nil }
    return switch status.st_mode & S_IFMT {
    case S_IFREG: .file(byteCount: Int(status.st_size))
    case S_IFDIR: .folder
    default: .other
    }
  }

  /// The names of all that is in the folder, in no order.
  func names() throws(DiskFailure) -> [String] {
    // A description of its own, which begins at the first name.
    let opened = unsafe openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard opened >= 0 else { throw DiskFailure("open", path) }
    guard let stream = unsafe fdopendir(opened) else {
      close(opened)
      throw DiskFailure("readdir", path)
    }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    errno = 0
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
          unsafe String(cString: $0)
        }
      }
      if name != ".", name != ".." { names.append(name) }
      errno = 0
    }
    if errno != 0 { throw DiskFailure("readdir", path) }
    return names
  }

  /// How a name is given to what has another.
  enum Renaming: UInt32, Sendable {
    /// What has the name is replaced.
    case replacing = 0
    /// Nothing may have the name.
    case vacant = 1
    /// What has the name gets the other.
    case exchanging = 2
  }

  /// Gives what is called `name` the name `target`, at once.
  func rename(_ name: String, to target: String, _ kind: Renaming) throws(DiskFailure) {
    if kind == .replacing {
      guard unsafe renameat(descriptor, name, descriptor, target) == 0 else {
        throw DiskFailure("rename", path(target))
      }
      return
    }
    typealias Rename =
      @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32) -> Int32
    // Swift's view of the C library lacks the function, which the library has since version 2.28.
    guard let symbol = unsafe dlsym(nil, "renameat2") else {
      throw DiskFailure("rename", path(target), ENOSYS)
    }
    let renameat2 = unsafe unsafeBitCast(symbol, to: Rename.self)
    if unsafe renameat2(descriptor, name, descriptor, target, kind.rawValue) == 0 { return }
    // Some file systems know no flags. One process writes here, so that looking first is enough.
    guard kind == .vacant, errno == EINVAL, entry(target) == nil else {
      throw DiskFailure("rename", path(target))
    }
    try rename(name, to: target, .replacing)
  }

  /// Removes a file or a link.
  func remove(_ name: String) throws(DiskFailure) {
    guard unsafe unlinkat(descriptor, name, 0) == 0 else {
      throw DiskFailure("unlink", path(name))
    }
  }

  /// Removes a folder with the files in it.
  func removeFolder(_ name: String) throws(DiskFailure) {
    do {
      let folder = try folder(name)
      for name in try folder.names() { try folder.remove(name) }
    }
    guard unsafe unlinkat(descriptor, name, AT_REMOVEDIR) == 0 else {
      throw DiskFailure("rmdir", path(name))
    }
  }

  /// Waits until the names in the folder are on the disk.
  func synchronize() throws(DiskFailure) {
    guard fsync(descriptor) == 0 else { throw DiskFailure("fsync", path) }
  }

  /// The bytes and the files for which there is room; `Int.max` where the system knows no limit.
  func room() throws(DiskFailure) -> (bytes: Int, files: Int) {
    var status = statvfs()
    guard unsafe fstatvfs(descriptor, &status) == 0 else { throw DiskFailure("statvfs", path) }
    let (bytes, overflow) = UInt64(status.f_bavail).multipliedReportingOverflow(
      by: UInt64(status.f_frsize))
    return (
      overflow ? Int.max : Int(clamping: bytes),
      status.f_files == 0 ? Int.max : Int(clamping: status.f_favail)
    )
  }

  private func path(_ name: String) -> String { path + "/" + name }
}

/// An ordinary file that is open.
final class DiskFile {
  /// The path, for messages.
  let path: String
  fileprivate let descriptor: Int32
  private var isOpen = true

  fileprivate init(_ path: String, _ descriptor: Int32) throws(DiskFailure) {
    (self.path, self.descriptor) = (path, descriptor)
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw DiskFailure("stat", path) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw DiskFailure("open", path, EINVAL) }
  }

  deinit { if isOpen { _ = Glibc.close(descriptor) } }

  /// The length in bytes.
  var byteCount: Int {
    var status = stat()
    return unsafe fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
  }

  /// Takes room for the first `byteCount` bytes of a new file.
  func preallocate(_ byteCount: Int) throws(DiskFailure) {
    while true {
      let number = posix_fallocate(descriptor, 0, off_t(byteCount))
      if number == 0 { return }
      // What the file system cannot do has to be found out by writing.
      if number == EOPNOTSUPP || number == EINVAL { return }
      if number != EINTR { throw DiskFailure("fallocate", path, number) }
    }
  }

  /// Writes bytes behind those written so far.
  func write(_ bytes: Span<UInt8>) throws(DiskFailure) {
    let failure = unsafe bytes.withUnsafeBytes { buffer -> Int32? in
      var done = 0
      while done < buffer.count {
        let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[done...])
        let count = unsafe Glibc.write(descriptor, rest.baseAddress, rest.count)
        if count < 0, errno == EINTR { continue }
        if count <= 0 { return count == 0 ? EIO : errno }
        done += count
      }
      return nil
    }
    if let failure { throw DiskFailure("write", path, failure) }
  }

  /// Reads the bytes from `offset` on that fill `bytes`; fewer at the end of the file.
  ///
  /// - Returns: How many bytes were read.
  func read(into bytes: inout MutableSpan<UInt8>, at offset: Int) throws(DiskFailure) -> Int {
    var failure: Int32?
    let count = unsafe bytes.withUnsafeMutableBytes { buffer -> Int in
      var done = 0
      while done < buffer.count {
        let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
        let count = unsafe pread(descriptor, rest.baseAddress, rest.count, off_t(offset + done))
        if count < 0, errno == EINTR { continue }
        if count < 0 { failure = errno }
        if count <= 0 { break }
        done += count
      }
      return done
    }
    if let failure { throw DiskFailure("read", path, failure) }
    return count
  }

  /// Cuts the file to a length, and writes behind it from then on.
  func truncate(to byteCount: Int) throws(DiskFailure) {
    guard ftruncate(descriptor, off_t(byteCount)) == 0 else { throw DiskFailure("truncate", path) }
    try seek(to: byteCount)
  }

  /// Writes from `offset` on from then on.
  func seek(to offset: Int) throws(DiskFailure) {
    guard lseek(descriptor, off_t(offset), SEEK_SET) >= 0 else { throw DiskFailure("seek", path) }
  }

  /// Waits until the file is on the disk.
  ///
  /// After a failure the system may have dropped what it could not write: the file is of no use.
  func synchronize() throws(DiskFailure) {
    guard fsync(descriptor) == 0 else { throw DiskFailure("fsync", path) }
  }

  /// Closes the file; what the system could not write may be said only now.
  func close() throws(DiskFailure) {
    isOpen = false
    guard Glibc.close(descriptor) == 0 else { throw DiskFailure("close", path) }
  }

  /// Takes the lock on the file, which the system lets go when the process dies.
  ///
  /// - Returns: Whether nobody else had it.
  func tryLock() throws(DiskFailure) -> Bool {
    while true {
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
      if errno == EWOULDBLOCK { return false }
      if errno != EINTR { throw DiskFailure("flock", path) }
    }
  }
}

extension DiskFile {
  /// Lets the lock go, also for a child process that was made a moment ago and has not begun its
  /// program yet.
  func unlock() { flock(descriptor, LOCK_UN) }
}

/// The number of this process, the name of the machine, and the time in UTC, as others may read them.
func processMark() -> (process: Int, host: String, time: String) {
  var name = [CChar](repeating: 0, count: 256)
  _ = unsafe gethostname(&name, name.count - 1)
  let host = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  var now = time(nil)
  var parts = unsafe tm()
  _ = unsafe gmtime_r(&now, &parts)
  func digits(_ value: Int32) -> String { value < 10 ? "0\(value)" : "\(value)" }
  let day = unsafe [parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday].map(digits)
  let hour = unsafe [parts.tm_hour, parts.tm_min, parts.tm_sec].map(digits)
  return (
    Int(getpid()), host, day.joined(separator: "-") + "T" + hour.joined(separator: ":") + "Z"
  )
}
