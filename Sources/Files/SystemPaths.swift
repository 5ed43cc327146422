internal import Glibc

/// What the system has under a name in a folder.
package enum EntryKind: Sendable {
  /// An ordinary file.
  case file
  /// A folder.
  case folder
  /// A symbolic link.
  case link
  /// A device, a pipe or a socket.
  case other

  fileprivate init(mode: mode_t) {
    switch mode & S_IFMT {
    case S_IFREG: self = .file
    case S_IFDIR: self = .folder
    case S_IFLNK: self = .link
    default: self = .other
    }
  }
}

/// Returns what stands at a path.
///
/// - Parameters:
///   - path: A path; one with a NUL character is none.
///   - followsLinks: Whether what a link leads to counts, instead of the link.
/// - Returns: What it is, or what the system says instead.
package func systemKind(_ path: String, followsLinks: Bool) -> Result<EntryKind, SystemFault> {
  guard !path.utf8.contains(0) else { return .failure(SystemFault(EINVAL)) }
  var status = stat()
  let answer = unsafe followsLinks ? stat(path, &status) : lstat(path, &status)
  return answer == 0 ? .success(EntryKind(mode: status.st_mode)) : .failure(SystemFault())
}

/// Returns what stands in a folder, in no order, without the folder itself and the one above it.
///
/// - Parameter path: A path; one with a NUL character is none.
/// - Returns: Names with their kinds; the kind is `nil` where the file system does not tell it on the
///   way. Bytes of a name that are not UTF-8 are replaced.
/// - Throws: ``SystemFault`` if the folder cannot be listed.
package func folderEntries(
  _ path: String
) throws(SystemFault) -> [(name: String, kind: EntryKind?)] {
  guard !path.utf8.contains(0) else { throw SystemFault(EINVAL) }
  guard let folder = unsafe opendir(path) else { throw SystemFault() }
  defer { unsafe closedir(folder) }
  var entries: [(name: String, kind: EntryKind?)] = []
  errno = 0
  while let entry = unsafe readdir(folder) {
    let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { name in
      unsafe name.withMemoryRebound(to: CChar.self, capacity: 256) {
        unsafe String(cString: $0)
      }
    }
    if name != ".", name != ".." { entries.append((name, kind(of: unsafe entry.pointee.d_type))) }
    errno = 0
  }
  guard errno == 0 else { throw SystemFault() }
  return entries
}

/// The kind that a folder notes beside a name, if it does.
private func kind(of type: UInt8) -> EntryKind? {
  switch Int(type) {
  case Int(DT_REG): .file
  case Int(DT_DIR): .folder
  case Int(DT_LNK): .link
  case Int(DT_UNKNOWN): nil
  default: .other
  }
}

/// A file that is open for reading from its beginning, closed when this ends.
package final class SystemFile {
  private let descriptor: Int32
  /// What the file is.
  package let kind: EntryKind
  /// What told the file from others when it was opened.
  package let mark: FileMark

  /// Opens what is at a path, without waiting for it.
  package init(_ path: String) throws(SystemFault) {
    guard !path.utf8.contains(0) else { throw SystemFault(EINVAL) }
    descriptor = unsafe open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemFault() }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      let fault = SystemFault()
      close(descriptor)
      throw fault
    }
    kind = EntryKind(mode: status.st_mode)
    mark = FileMark(status)
  }

  /// Whether the file was written to since it was opened.
  package var isChanged: Bool {
    var status = stat()
    return unsafe fstat(descriptor, &status) != 0 || FileMark(status) != mark
  }

  deinit { close(descriptor) }

  /// Reads on into the front of `buffer`.
  ///
  /// - Returns: The number of bytes, 0 at the end.
  package func read(into buffer: inout [UInt8]) throws(SystemFault) -> Int {
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes {
        unsafe Glibc.read(descriptor, $0.baseAddress, $0.count)
      }
      if count >= 0 { return count }
      guard errno == EINTR else { throw SystemFault() }
    }
  }

  /// Reads all that is left.
  package func readToEnd() throws(SystemFault) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(mark.byteCount)
    var piece = [UInt8](repeating: 0, count: min(max(mark.byteCount + 1, 4_096), 1 << 20))
    while case let count = try read(into: &piece), count > 0 { bytes += piece[..<count] }
    return bytes
  }
}

/// The bytes that a file begins with, at most so many; a pipe or a device has none.
package func startOfFile(_ path: String, count: Int) throws(SystemFault) -> [UInt8] {
  let file = try SystemFile(path)
  guard file.kind == .file else { throw SystemFault(EINVAL) }
  var bytes = [UInt8](repeating: 0, count: count)
  var done = 0
  while done < count {
    var piece = [UInt8](repeating: 0, count: min(count - done, 1 << 20))
    let got = try file.read(into: &piece)
    guard got > 0 else { break }
    bytes.replaceSubrange(done..<(done + got), with: piece[..<got])
    done += got
  }
  return Array(bytes[..<done])
}

/// By what one sees that a file is still the same, without reading it.
package struct FileMark: Equatable, Sendable {
  /// The length in bytes.
  package let byteCount: Int
  private let seconds: Int
  private let nanoseconds: Int
  private let number: UInt
  private let device: UInt
  /// When its name, owner or rights were changed last, which nobody can set.
  private let changed: (seconds: Int, nanoseconds: Int)

  fileprivate init(_ status: stat) {
    byteCount = Int(status.st_size)
    (seconds, nanoseconds) = (Int(status.st_mtim.tv_sec), Int(status.st_mtim.tv_nsec))
    (number, device) = (UInt(status.st_ino), UInt(status.st_dev))
    changed = (Int(status.st_ctim.tv_sec), Int(status.st_ctim.tv_nsec))
  }

  /// Whether two marks are of one content; its name may be another.
  package static func == (one: FileMark, other: FileMark) -> Bool {
    one.byteCount == other.byteCount && one.seconds == other.seconds
      && one.nanoseconds == other.nanoseconds && one.number == other.number
      && one.device == other.device
  }

  /// All that the mark knows, in words: no file has those of an earlier one.
  package var text: String {
    "\(device) \(number) \(byteCount) \(seconds) \(nanoseconds) \(changed.seconds) "
      + "\(changed.nanoseconds)"
  }

  /// When the content was changed last, in seconds since 1970.
  package var modified: Double { Double(seconds) + Double(nanoseconds) / 1e9 }

  /// When the file was changed last in any way, in whole seconds since 1970.
  package var lastChange: Int { max(seconds, changed.seconds) }

  /// The mark of what is at a path, or `nil` if nothing is.
  package init?(_ path: String) {
    var status = stat()
    guard !path.utf8.contains(0), unsafe stat(path, &status) == 0 else { return nil }
    self.init(status)
  }
}

/// Lets the calling thread have only the time that no other thread wants.
package func yieldToOtherThreads() {
  // Linux's SCHED_IDLE, which the header keeps from Swift.
  let idle: Int32 = 5
  var none = sched_param(sched_priority: 0)
  guard unsafe pthread_setschedparam(pthread_self(), idle, &none) != 0 else { return }
  // Where that is refused, little time is the next best. In Linux, 0 stands for the thread here.
  _ = setpriority(.init(PRIO_PROCESS.rawValue), 0, 19)
}

/// What a call of the system failed with.
package struct SystemFault: Error, Equatable, CustomStringConvertible {
  /// The error's number.
  package let number: Int32

  /// The fault of the last call of this thread.
  init() { number = errno }

  /// The fault of a number, such as `EISDIR`.
  init(_ number: Int32) { self.number = number }

  /// Whether there is nothing at the path.
  package var isMissing: Bool { number == ENOENT }

  /// Whether a folder stands where a file is meant.
  package var isFolder: Bool { number == EISDIR }

  /// Whether something stands at the path already.
  package var isTaken: Bool { number == EEXIST }

  /// Whether links lead around in a circle.
  package var isCircle: Bool { number == ELOOP }

  /// The system's words, as in `Permission denied`.
  package var words: String { unsafe String(cString: strerror(number)) }

  /// The system's words.
  package var description: String { words }
}
