internal import Glibc
internal import Synchronization

/// The C library's calls that the shell needs: descriptors, terminals and signals.
///
/// All that they hand around is plain values; nothing here keeps a pointer.
enum SystemCalls {
  /// Returns what the system says about the error `code`.
  static func reason(_ code: Int32) -> String {
    unsafe String(cString: strerror(code))
  }

  /// Returns the result of `call`, made again for as long as a signal breaks it off.
  private static func retried<Result: SignedInteger>(
    _ call: () -> Result
  ) throws(SystemError) -> Result {
    while true {
      let result = call()
      if result >= 0 { return result }
      if errno != EINTR { throw SystemError(code: errno) }
    }
  }
}

// MARK: - Descriptors

extension SystemCalls {
  /// Opens the file at `path`; the calls are `open` and its flags.
  static func open(
    _ path: String, _ flags: Int32, mode: mode_t = 0
  ) throws(SystemError) -> Int32 {
    if path.utf8.contains(0) { throw SystemError(code: EINVAL) }
    return try retried { unsafe Glibc.open(path, flags | O_CLOEXEC, mode) }
  }

  /// Closes a descriptor, whose number then means nothing.
  static func close(_ descriptor: Int32) {
    _ = Glibc.close(descriptor)
  }

  /// Opens those of the three standard streams that are closed, so that nothing else gets their
  /// numbers; what is then done with them fails as it did.
  static func occupyStandardStreams() {
    for (descriptor, flags) in [(Int32(0), O_WRONLY), (1, O_RDONLY), (2, O_RDONLY)]
    where fcntl(descriptor, F_GETFD) < 0 {
      _ = unsafe Glibc.open("/dev/null", flags)
    }
  }

  /// Reads up to `count` bytes; none are left when the result is empty.
  static func read(_ descriptor: Int32, _ count: Int) throws(SystemError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    let got = try retried {
      unsafe bytes.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress, count) }
    }
    bytes.removeLast(count - got)
    return bytes
  }

  /// Reads from `offset` to the end, but no more than `limit` bytes.
  static func read(
    _ descriptor: Int32, from offset: Int, limit: Int
  ) throws(SystemError) -> [UInt8] {
    _ = try retried { lseek(descriptor, offset, SEEK_SET) }
    return try readToEnd(descriptor, limit: limit)
  }

  /// Reads to the end, but no more than `limit` bytes.
  static func readToEnd(_ descriptor: Int32, limit: Int) throws(SystemError) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < limit {
      do {
        let more = try read(descriptor, min(1 << 16, limit - bytes.count))
        if more.isEmpty { break }
        bytes += more
      } catch {
        guard error.code == EAGAIN else { throw error }
        _ = try wait(for: [(descriptor, Int16(POLLIN))])
      }
    }
    return bytes
  }

  /// Writes all of `bytes`, in one call if the system takes them so.
  static func write(_ descriptor: Int32, _ bytes: [UInt8]) throws(SystemError) {
    var done = 0
    while done < bytes.count {
      do {
        done += try retried {
          unsafe bytes.withUnsafeBytes {
            unsafe Glibc.write(descriptor, $0.baseAddress.map { unsafe $0 + done }, $0.count - done)
          }
        }
      } catch {
        guard error.code == EAGAIN else { throw error }
        _ = try wait(for: [(descriptor, Int16(POLLOUT))])
      }
    }
  }

  /// Forces what was written to the disk.
  static func synchronize(_ descriptor: Int32) throws(SystemError) {
    _ = try retried { fsync(descriptor) }
  }

  /// Waits until one of the descriptors is ready for what is asked of it; tells which ones are.
  static func wait(
    for requests: [(descriptor: Int32, events: Int16)], milliseconds: Int32 = -1
  ) throws(SystemError) -> [Bool] {
    var polls = requests.map { pollfd(fd: $0.descriptor, events: $0.events, revents: 0) }
    _ = try retried { unsafe poll(&polls, nfds_t(polls.count), milliseconds) }
    return polls.map { $0.revents != 0 }
  }

  /// Makes a pipe that never blocks and returns its two ends.
  static func makePipe() throws(SystemError) -> (read: Int32, write: Int32) {
    var ends: [Int32] = [-1, -1]
    _ = try retried { unsafe pipe(&ends) }
    for end in ends {
      _ = try retried { fcntl(end, F_SETFD, FD_CLOEXEC) }
      _ = try retried { fcntl(end, F_SETFL, O_NONBLOCK) }
    }
    return (ends[0], ends[1])
  }
}

// MARK: - Files

extension SystemCalls {
  /// What is known of a file without reading it.
  struct FileStatus: Equatable {
    /// The device that holds it and its number there: what makes it this file and no other.
    let identity: [UInt64]
    /// The number of bytes.
    let size: Int
    /// Whether it is a plain file: no folder, pipe or device.
    let isRegular: Bool
    /// Whether it is a folder.
    let isFolder: Bool
    /// Whether it is a symbolic link, which only ``SystemCalls/status(ofEntry:)`` can tell.
    let isLink: Bool
    /// Who may do what with it.
    let permissions: mode_t
    /// The numbers of the user and of the group that it belongs to.
    let owners: [uid_t]

    fileprivate init(_ status: stat) {
      identity = [UInt64(status.st_dev), UInt64(status.st_ino)]
      size = Int(status.st_size)
      isRegular = status.st_mode & S_IFMT == S_IFREG
      isFolder = status.st_mode & S_IFMT == S_IFDIR
      isLink = status.st_mode & S_IFMT == S_IFLNK
      permissions = status.st_mode & 0o7777
      owners = [status.st_uid, status.st_gid]
    }
  }

  /// Asks about an open file.
  static func status(_ descriptor: Int32) throws(SystemError) -> FileStatus {
    var status = stat()
    _ = try retried { unsafe fstat(descriptor, &status) }
    return FileStatus(status)
  }

  /// Asks about the file at `path`.
  static func status(ofPath path: String) throws(SystemError) -> FileStatus {
    var status = stat()
    _ = try retried { unsafe stat(path, &status) }
    return FileStatus(status)
  }

  /// Asks about the entry of a folder at `path`, which may be a symbolic link.
  static func status(ofEntry path: String) throws(SystemError) -> FileStatus {
    var status = stat()
    _ = try retried { unsafe lstat(path, &status) }
    return FileStatus(status)
  }

  /// Whether there is anything at `path`, if only a link that leads nowhere.
  static func exists(_ path: String) -> Bool {
    do {
      _ = try status(ofEntry: path)
      return true
    } catch {
      return false
    }
  }

  /// Whether `path` leads to anything.
  static func leads(_ path: String) -> Bool { (try? status(ofPath: path)) != nil }

  /// Gives an open file the permissions and the owners of another.
  static func take(_ status: FileStatus, to descriptor: Int32) throws(SystemError) {
    if try self.status(descriptor).owners != status.owners {
      _ = try retried { fchown(descriptor, status.owners[0], status.owners[1]) }
    }
    _ = try retried { fchmod(descriptor, status.permissions) }
  }

  /// Takes a lock on an open file, which ends when the descriptor is closed.
  static func lock(_ descriptor: Int32, exclusively: Bool) throws(SystemError) {
    _ = try retried { flock(descriptor, exclusively ? LOCK_EX : LOCK_SH) }
  }

  /// Moves the file at `source` to `target`, in whose place it is from then on.
  static func rename(_ source: String, to target: String) throws(SystemError) {
    _ = try retried { unsafe Glibc.rename(source, target) }
  }

  /// Removes the file at `path` if it is there.
  static func remove(_ path: String) {
    _ = unsafe unlink(path)
  }
}

// MARK: - Terminals

extension SystemCalls {
  /// Whether `descriptor` is a terminal.
  static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// The number of columns of the terminal at `descriptor`, or `nil` where it has none.
  static func columns(_ descriptor: Int32) -> Int? {
    var size = winsize()
    let result = unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size)
    return result == 0 && size.ws_col > 0 ? Int(size.ws_col) : nil
  }

  /// The rows and columns of the terminal at `descriptor`, or `nil` where it has none.
  static func windowSize(_ descriptor: Int32) -> (rows: Int, columns: Int)? {
    var size = winsize()
    let result = unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size)
    guard result == 0, size.ws_row > 1, size.ws_col > 0 else { return nil }
    return (Int(size.ws_row), Int(size.ws_col))
  }

  /// Has the terminal hand over each key as it is typed, unseen; returns the mode that it had.
  static func readSingleKeys(_ descriptor: Int32) -> termios? {
    var mode = termios()
    guard unsafe tcgetattr(descriptor, &mode) == 0 else { return nil }
    var single = mode
    single.c_lflag &= ~tcflag_t(ICANON | ECHO)
    unsafe tcsetattr(descriptor, TCSANOW, &single)
    return mode
  }

  /// Gives the terminal the mode that it had.
  static func restore(_ mode: termios, _ descriptor: Int32) {
    var mode = mode
    unsafe tcsetattr(descriptor, TCSANOW, &mode)
  }

  /// The number of bytes that can be read from `descriptor` without waiting.
  static func waitingBytes(_ descriptor: Int32) -> Int {
    var count: Int32 = 0
    return unsafe ioctl(descriptor, UInt(FIONREAD), &count) == 0 ? Int(max(0, count)) : 0
  }

  /// Takes the user's rules for letters, so that what is typed is read as UTF-8.
  ///
  /// Only the rules for letters: numbers keep their decimal point.
  static func useLettersOfUser() {
    unsafe setlocale(LC_CTYPE, "")
    if unsafe String(cString: nl_langinfo(nl_item(CODESET))) != "UTF-8" {
      unsafe setlocale(LC_CTYPE, "C.UTF-8")
    }
  }
}

// MARK: - Signals

extension SystemCalls {
  /// What happens when a signal comes.
  enum SignalAction {
    /// What the system does by itself.
    case standard
    /// Nothing.
    case ignored
    /// Its number is written to the pipe for signals.
    case reported
    /// The process ends at once, as one that the user has stopped.
    case leaving
  }

  /// The end of the pipe that signal handlers write to.
  private static let signalPipe = Atomic<Int32>(-1)

  /// Has signals that are reported written to `descriptor`, each as one byte.
  static func reportSignals(to descriptor: Int32) {
    signalPipe.store(descriptor, ordering: .sequentiallyConsistent)
  }

  /// Whether a signal does nothing.
  static func isIgnored(_ number: Int32) -> Bool {
    var handling = sigaction()
    unsafe sigaction(number, nil, &handling)
    return unsafe unsafeBitCast(handling.__sigaction_handler.sa_handler, to: Int.self) == 1
  }

  /// Says what happens when the signal `number` comes.
  ///
  /// Calls that a reported signal breaks off are taken up again by the system. Whoever started the
  /// process may have blocked signals; those with a handler are let through.
  static func handle(_ number: Int32, _ action: SignalAction) {
    var handling = sigaction()
    switch action {
    case .standard: unsafe handling.__sigaction_handler.sa_handler = SIG_DFL
    case .ignored: unsafe handling.__sigaction_handler.sa_handler = SIG_IGN
    case .leaving:
      unsafe handling.__sigaction_handler.sa_handler = { _ in _exit(ExitCode.interrupted) }
    case .reported:
      handling.sa_flags = SA_RESTART
      unsafe handling.__sigaction_handler.sa_handler = { number in
        let saved = errno
        var byte = UInt8(truncatingIfNeeded: number)
        let descriptor = SystemCalls.signalPipe.load(ordering: .relaxed)
        _ = unsafe Glibc.write(descriptor, &byte, 1)
        errno = saved
      }
    }
    unsafe sigaction(number, &handling, nil)
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    unsafe sigaddset(&signals, number)
    if action == .reported || action == .leaving {
      unsafe pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    }
  }

  /// Sends this process the signal `number`, to be handled in the standard way.
  static func raiseStandard(_ number: Int32) {
    handle(number, .standard)
    _ = raise(number)
  }
}

// MARK: - The program itself

extension SystemCalls {
  /// Asks that `count` files may be open at a time; returns how many may.
  static func allowDescriptors(_ count: Int) -> Int {
    var limit = rlimit()
    let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    guard unsafe getrlimit(resource, &limit) == 0 else { return .max }
    if limit.rlim_cur < count, limit.rlim_cur < limit.rlim_max {
      limit.rlim_cur = min(rlim_t(count), limit.rlim_max)
      guard unsafe setrlimit(resource, &limit) == 0 else { return .max }
    }
    return Int(clamping: limit.rlim_cur)
  }

  /// What a thread does; the thread holds it.
  private final class Work: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  /// Starts a thread with a stack of `stackSize` bytes for `body`, or says why there is none: one of
  /// Foundation never starts then, and says nothing.
  static func startThread(
    stackSize: Int, _ body: @escaping @Sendable () -> Void
  ) throws(SystemError) {
    let attributes = UnsafeMutablePointer<pthread_attr_t>.allocate(capacity: 1)
    unsafe pthread_attr_init(attributes)
    defer {
      unsafe pthread_attr_destroy(attributes)
      unsafe attributes.deallocate()
    }
    unsafe pthread_attr_setstacksize(attributes, stackSize)
    let work = unsafe Unmanaged.passRetained(Work(body))
    var thread = pthread_t()
    let code = unsafe pthread_create(
      &thread, attributes,
      { raw in
        guard let raw = unsafe raw else { return nil }
        unsafe Unmanaged<Work>.fromOpaque(raw).takeRetainedValue().body()
        return nil
      }, work.toOpaque())
    if code != 0 {
      unsafe work.release()
      throw SystemError(code: code)
    }
    pthread_detach(thread)
  }

  /// The place, from 1, of the first argument that is not UTF-8: as text it would name another file.
  static var argumentThatIsNoText: Int? {
    let count = Int(CommandLine.argc)
    return (1..<max(count, 1)).first { index in
      unsafe CommandLine.unsafeArgv[index].map { unsafe String(validatingCString: $0) == nil }
        ?? false
    }
  }
}
