internal import Files
internal import Glibc
internal import Synchronization

/// An ordinary file that is open for reading, closed when this value ends.
///
/// Folders, devices, pipes and sockets are refused before a byte of them is read, so that no path
/// can make a reader wait.
struct OpenedFile: ~Copyable {
  let path: String
  /// The folder that the file had to lie in.
  let folder: String?
  let descriptor: Int32
  /// The length in bytes when the file was opened.
  let byteCount: Int
  private let opened: stat

  /// Opens the file at a path.
  ///
  /// - Parameters:
  ///   - path: Where it is.
  ///   - folder: A folder, as a path from the root without links, that the file has to lie in;
  ///     anywhere if `nil`. Links are followed inside of it. It is the opened file that is looked at,
  ///     so that a link or a folder that is exchanged meanwhile leads nowhere else.
  ///   - parent: The folder that the path is in, if it is open and known to lie there.
  /// - Throws: ``AudioError/outsideFolder(path:folder:)`` if it lies elsewhere.
  init(
    reading path: String, within folder: String? = nil, in parent: OpenedFolder? = nil
  ) throws(AudioError) {
    guard !path.isEmpty, !path.utf8.contains(0) else { throw .missingFile(path: path) }
    let flags = O_RDONLY | O_NONBLOCK | O_CLOEXEC | (folder == nil ? 0 : O_NOFOLLOW)
    // Without O_NONBLOCK, opening a pipe that nobody writes to would wait for ever.
    var descriptor = unsafe parent?.open(path, flags) ?? open(path, flags)
    var isKnown = folder == nil || (parent != nil && descriptor >= 0)
    if descriptor < 0, errno == ELOOP, let folder {
      // Opening a device can do something: what a link leads to is looked at before.
      if let target = realPlace(path), !isBeneath(folder, target) {
        throw .outsideFolder(path: path, folder: folder)
      }
      descriptor = unsafe open(path, flags & ~O_NOFOLLOW)
      isKnown = false
    }
    guard descriptor >= 0 else {
      if errno == ENOENT { throw .missingFile(path: path) }
      if errno == ENXIO { throw .notAFile(path: path, kind: "a socket or a pipe") }
      throw .unreadableFile(path: path, reason: lastSystemError())
    }
    var status = stat()
    let answered = unsafe fstat(descriptor, &status) == 0
    let kind = answered ? fileKind(status) : nil
    let isInside =
      isKnown || folder.map { isOpened(descriptor, path, beneath: $0, status) } ?? true
    guard answered, isInside, kind == nil, status.st_size > 0 else {
      let reason = lastSystemError()
      close(descriptor)
      if let folder, !isInside { throw .outsideFolder(path: path, folder: folder) }
      guard answered else { throw .unreadableFile(path: path, reason: reason) }
      if let kind { throw .notAFile(path: path, kind: kind) }
      throw .emptyFile(path: path)
    }
    (self.path, self.folder) = (path, folder)
    self.descriptor = descriptor
    byteCount = Int(status.st_size)
    opened = status
  }

  deinit { close(descriptor) }

  /// Whether the file has been written to since it was opened.
  var isChanged: Bool {
    var now = stat()
    guard unsafe fstat(descriptor, &now) == 0 else { return true }
    return now.st_size != opened.st_size || now.st_mtim.tv_sec != opened.st_mtim.tv_sec
      || now.st_mtim.tv_nsec != opened.st_mtim.tv_nsec
  }

  /// Reads up to `count` bytes from `offset` on; fewer where the file ends or cannot be read.
  func bytes(at offset: Int, count: Int) -> [UInt8] {
    guard offset >= 0, offset < byteCount, count > 0 else { return [] }
    let wanted = min(count, byteCount - offset)
    return unsafe [UInt8](unsafeUninitializedCapacity: wanted) { buffer, initialized in
      while initialized < wanted {
        let got = unsafe pread(
          descriptor, buffer.baseAddress.map { unsafe $0 + initialized }, wanted - initialized,
          off_t(offset + initialized))
        if got < 0, errno == EINTR { continue }
        guard got > 0 else { break }
        initialized += got
      }
    }
  }
}

extension OpenedFile {
  /// Reads up to `count` samples of 16 bits, the lower byte first, into the front of `samples`.
  ///
  /// - Parameters:
  ///   - count: How many; there is room for them.
  ///   - samples: Where to.
  ///   - offset: The place of the first in the file, in bytes.
  /// - Returns: How many were read; fewer where the file ends or cannot be read.
  func read(_ count: Int, into samples: inout [Int16], at offset: Int) -> Int {
    precondition(count <= samples.count, "There is room for the samples.")
    let wanted = 2 * count
    var done = 0
    unsafe samples.withUnsafeMutableBytes { buffer in
      while done < wanted {
        let got = unsafe pread(
          descriptor, buffer.baseAddress.map { unsafe $0 + done }, wanted - done,
          off_t(offset + done))
        if got < 0, errno == EINTR { continue }
        guard got > 0 else { break }
        done += got
      }
    }
    return done / 2
  }
}

/// The length of an ordinary file, and the time of its last change.
package struct FileStamp: Sendable, Equatable {
  /// The length in bytes.
  package let byteCount: Int
  /// The time of the last change in nanoseconds since 1970.
  package let nanoseconds: Int
  /// The time of the last change of anything about the file, its name and its times too, in
  /// nanoseconds since 1970; no program can set it.
  package let changeNanoseconds: Int
  /// The number of the file in its file system.
  package let number: UInt64
}

/// Returns the length of an ordinary file, and the time of its last change.
package func fileStamp(_ path: String) throws(AudioError) -> FileStamp {
  var status = stat()
  guard !path.utf8.contains(0), unsafe stat(path, &status) == 0 else {
    throw .missingFile(path: path)
  }
  if let kind = fileKind(status) { throw .notAFile(path: path, kind: kind) }
  return FileStamp(
    byteCount: Int(status.st_size),
    nanoseconds: nanoseconds(status.st_mtim), changeNanoseconds: nanoseconds(status.st_ctim),
    number: UInt64(status.st_ino))
}

private func nanoseconds(_ time: timespec) -> Int {
  Int(time.tv_sec) &* 1_000_000_000 &+ Int(time.tv_nsec)
}

/// What a path is if it is not an ordinary file.
private func fileKind(_ status: stat) -> String? {
  switch status.st_mode & S_IFMT {
  case S_IFREG: nil
  case S_IFDIR: "a folder"
  case S_IFIFO: "a pipe"
  case S_IFSOCK: "a socket"
  case S_IFCHR, S_IFBLK: "a device"
  default: "not an ordinary file"
  }
}

/// The operating system's words for what its last call failed with.
func lastSystemError() -> String { systemErrorText(errno) }

/// The operating system's words for an error number.
func systemErrorText(_ number: Int32) -> String {
  unsafe String(cString: strerror(number))
}

/// A file being written under a temporary name beside the one it is to have.
///
/// Only ``commit()`` gives it that name, when all of it is on the disk; until then what stood there
/// before still does. A value that ends without having been committed leaves nothing behind.
struct NewFile: ~Copyable {
  let descriptor: Int32
  private let path: String
  private let target: String
  private let temporary: String
  private var isCommitted = false

  private static let counter = Atomic<Int>(0)

  init(writing path: String) throws(AudioError) {
    guard !path.isEmpty, !path.utf8.contains(0) else {
      throw .cannotSave(path: path, reason: "this is not a file name")
    }
    var status = stat()
    let exists = unsafe stat(path, &status) == 0
    if exists, let kind = fileKind(status) {
      throw .cannotSave(path: path, reason: "it is \(kind)")
    }
    // Through a link, the file that it names is replaced rather than the link.
    guard let target = exists && isLink(path) ? realPath(path) : path else {
      throw .cannotSave(path: path, reason: "it is a link to a path that is not UTF-8")
    }
    let folder = folderPath(of: target)
    let number = Self.counter.add(1, ordering: .relaxed).newValue
    let name = "\(folder).asrsh-\(getpid())-\(number).tmp"
    let opened = unsafe open(name, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o666)
    guard opened >= 0 else {
      let reason = errno == ENOENT ? "there is no such folder" : lastSystemError()
      throw .cannotSave(path: path, reason: reason)
    }
    (self.path, self.target, temporary, descriptor) = (path, target, name, opened)
  }

  deinit {
    close(descriptor)
    if !isCommitted { _ = unsafe unlink(temporary) }
  }

  /// Waits until the file is on the disk and gives it its name.
  consuming func commit() throws(AudioError) {
    guard fsync(descriptor) == 0, unsafe rename(temporary, target) == 0 else {
      throw .cannotSave(path: path, reason: lastSystemError())
    }
    isCommitted = true
    // The new name lives in the folder, which must reach the disk as well.
    let folder = folderPath(of: target)
    let opened = unsafe open(folder.isEmpty ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard opened >= 0 else { return }
    fsync(opened)
    close(opened)
  }
}

/// The path up to and with its last slash, empty where it has none.
private func folderPath(of path: String) -> String {
  path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[...$0]) } ?? ""
}

private func isLink(_ path: String) -> Bool {
  (try? systemKind(path, followsLinks: false).get()) == .link
}
