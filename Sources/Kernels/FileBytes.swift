internal import Glibc

/// The bytes of a file, mapped into memory: a page of them is read when it is first touched.
///
/// Mapping costs the same for any size of file. The bytes are shared by all that was made from them,
/// never change, and stay until the last owner is gone, even if the file is removed or another is
/// renamed to its place meanwhile. A file that is *cut or overwritten in place* is another matter: a
/// page that is no more ends the process (SIGBUS), and changed numbers show through. asrsh itself
/// never does that to a file: what it saves are new files, renamed when they are whole.
@safe
public final class FileBytes: @unchecked Sendable {
  /// The number of bytes.
  public let count: Int

  @usableFromInline
  let base: UnsafeMutableRawPointer
  private let isMapped: Bool

  /// Maps an ordinary file; an empty one has no bytes.
  ///
  /// A folder, a pipe, a socket or a device is refused without waiting for it and before a byte is
  /// read.
  ///
  /// - Parameter path: Where it is; links are followed.
  /// - Throws: ``MappingError``.
  public init(mapping path: String) throws(MappingError) {
    guard !path.isEmpty else { throw .missing }
    guard !path.utf8.contains(0) else { throw .badPath }
    // Without O_NONBLOCK, opening a pipe that nobody writes to would wait for ever.
    let descriptor = unsafe open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw MappingError(opening: errno) }
    // The mapping outlives the descriptor.
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw .refused(systemWords(errno)) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw .folder
    default: throw .notAFile
    }
    count = Int(status.st_size)
    guard count > 0 else {
      unsafe base = UnsafeMutableRawPointer.allocate(byteCount: 1, alignment: 64)
      isMapped = false
      return
    }
    let mapped = unsafe mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0)
    guard let mapped = unsafe mapped, unsafe mapped != MAP_FAILED else {
      throw .refused(systemWords(errno))
    }
    unsafe base = mapped
    isMapped = true
  }

  /// Holds bytes that are in memory already, as those of a file.
  public init(_ bytes: [UInt8]) {
    count = bytes.count
    unsafe base = UnsafeMutableRawPointer.allocate(byteCount: max(count, 1), alignment: 64)
    isMapped = false
    unsafe bytes.withUnsafeBytes { source in
      unsafe UnsafeMutableRawBufferPointer(start: base, count: count).copyMemory(from: source)
    }
  }

  /// Takes memory for bytes that are read into it: changes of the file do not show in it.
  ///
  /// - Parameters:
  ///   - count: The number of bytes.
  ///   - fill: Writes all of them.
  /// - Throws: What `fill` throws.
  public init<Failure: Error>(
    count: Int, fill: (inout MutableSpan<UInt8>) throws(Failure) -> Void
  ) throws(Failure) {
    precondition(count >= 0, "A number of bytes cannot be negative.")
    self.count = count
    unsafe base = UnsafeMutableRawPointer.allocate(byteCount: max(count, 1), alignment: 64)
    isMapped = false
    let start = unsafe base.bindMemory(to: UInt8.self, capacity: max(count, 1))
    var span = unsafe MutableSpan(_unsafeStart: start, count: count)
    try fill(&span)
  }

  deinit {
    if isMapped {
      unsafe munmap(base, count)
    } else {
      unsafe base.deallocate()
    }
  }

  /// The bytes of `range`.
  @_lifetime(borrow self)
  public func span(_ range: Range<Int>) -> Span<UInt8> {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "Range out of file.")
    let start = unsafe (base + range.lowerBound).assumingMemoryBound(to: UInt8.self)
    let part = unsafe Span(_unsafeStart: UnsafePointer(start), count: range.count)
    return unsafe _overrideLifetime(part, borrowing: self)
  }

  /// The bytes of `range`, as an array of their own.
  public func bytes(_ range: Range<Int>) -> [UInt8] {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "Range out of file.")
    return unsafe [UInt8](UnsafeRawBufferPointer(start: base, count: count)[range])
  }

  /// The eight bytes from `offset` on as a number, the least significant first.
  @inlinable
  @inline(__always)
  public func word(at offset: Int) -> UInt64 {
    precondition(offset >= 0 && offset <= count - 8, "Word out of file.")
    return unsafe UInt64(littleEndian: (base + offset).loadUnaligned(as: UInt64.self))
  }

  /// The address of `count` floats that begin at the byte `offset`, or `nil` if it is not a multiple
  /// of four.
  func floats(at offset: Int, count: Int) -> UnsafeMutablePointer<Float>? {
    let (size, overflow) = count.multipliedReportingOverflow(by: MemoryLayout<Float>.stride)
    precondition(
      offset >= 0 && count >= 0 && !overflow && offset <= self.count && size <= self.count - offset,
      "Floats out of file.")
    guard offset.isMultiple(of: MemoryLayout<Float>.alignment) else { return nil }
    return unsafe (base + offset).bindMemory(to: Float.self, capacity: count)
  }

  /// Lets the system take back the memory that the bytes of `range` fill; touched again, they are
  /// read again.
  public func release(_ range: Range<Int>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "Range out of file.")
    guard isMapped else { return }
    // Only whole pages, so that what others use at both ends stays.
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    let first = (range.lowerBound + page - 1) / page * page
    let end = range.upperBound / page * page
    if first < end { unsafe madvise(base + first, end - first, MADV_DONTNEED) }
  }
}

/// Why a file cannot be mapped.
public enum MappingError: Error, Equatable, Sendable {
  /// There is nothing at the path.
  case missing
  /// A folder is at the path.
  case folder
  /// What is at the path is a device, a pipe or a socket.
  case notAFile
  /// The path has a NUL character, which no path can have.
  case badPath
  /// The system refuses; its reason.
  case refused(String)

  /// The reason why `open` failed with the error `number`.
  init(opening number: Int32) {
    switch number {
    case ENOENT: self = .missing
    // A socket, or a device without its driver.
    case ENXIO, ENODEV: self = .notAFile
    default: self = .refused(systemWords(number))
    }
  }
}

/// The operating system's words for an error number.
private func systemWords(_ number: Int32) -> String {
  unsafe String(cString: strerror(number))
}
