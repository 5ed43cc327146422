internal import Glibc
internal import Synchronization
internal import Text

/// A run of another program: text in, bytes out, within a time and a size.
///
/// The program gets its arguments as a list, no shell sees them, and it is the first of a process
/// group of its own, which is killed when the run ends in whatever way. This is the one file that
/// calls the system's process functions.
struct ChildProcess {
  /// Why a run gave no result.
  enum Failure: Error, Equatable {
    /// The program does not start; the system's reason.
    case cannotStart(String)
    /// It ended with a status other than 0; the last line that it said on standard error.
    case failed(status: Int32, message: String)
    /// It was ended by a signal.
    case killed(signal: Int32)
    /// It took longer than allowed.
    case timeout
    /// It wrote more than allowed.
    case tooMuchOutput
    /// The user stopped it.
    case cancelled
  }

  /// The path of the program.
  let program: String
  /// Its arguments, the program's own name left out.
  let arguments: [String]
  /// What it reads from standard input; at most the 64 KiB that a pipe holds.
  let input: [UInt8]
  /// Its environment, as `NAME=value`.
  let environment: [String]
  /// How long it may take.
  let timeLimit: Duration
  /// How many bytes it may write.
  let outputLimit: Int
  /// A file that it may write besides, no longer than what it may write.
  var outputFile: String?

  /// Runs the program, and returns what it wrote to standard output.
  func run(isCancelled: () -> Bool) throws(Failure) -> [UInt8] {
    precondition(input.count <= 65_536, "A pipe does not hold \(input.count) bytes.")
    let (process, outputEnd, errorEnd) = try Self.starting.withLock { _ throws(Failure) in
      try start()
    }
    defer { for end in [outputEnd, errorEnd] { close(end) } }
    var output = Collected(from: outputEnd, limit: outputLimit)
    var message = Collected(from: errorEnd, limit: 4096, keepsEnd: true)
    let stopped = watch(process, &output, &message, isCancelled)
    // Whatever the program started goes with it, and then it is safe to take its status.
    kill(-process, SIGKILL)
    let status = wait(process)
    if let stopped { throw stopped }
    output.collect()
    message.collect()
    guard output.bytes.count <= outputLimit, !hasLongFile else { throw .tooMuchOutput }
    guard status & 0x7F == 0 else { throw .killed(signal: status & 0x7F) }
    let code = (status >> 8) & 0xFF
    guard code == 0 else { throw .failed(status: code, message: lastLine(message.bytes)) }
    return output.bytes
  }

  /// Held while pipes are made, so that no program inherits those of another.
  private static let starting = Mutex(())

  /// Starts the program; returns it with the reading ends of its output and its messages.
  private func start() throws(Failure) -> (process: pid_t, output: Int32, messages: Int32) {
    let inputEnd = try pipeHolding(input)
    defer { close(inputEnd) }
    let output = try Pipe()
    defer { close(output.writing) }
    do throws(Failure) {
      let messages = try Pipe()
      defer { close(messages.writing) }
      do throws(Failure) {
        let process = try spawn(inputEnd, output.writing, messages.writing)
        return (process, output.reading, messages.reading)
      } catch {
        close(messages.reading)
        throw error
      }
    } catch {
      close(output.reading)
      throw error
    }
  }

  /// Collects output until the program has ended; returns why it must be stopped before.
  private func watch(
    _ process: pid_t, _ output: inout Collected, _ message: inout Collected,
    _ isCancelled: () -> Bool
  ) -> Failure? {
    let deadline = ContinuousClock.now + timeLimit
    while true {
      let isOver = hasEnded(process)
      output.collect()
      message.collect()
      if output.bytes.count > outputLimit || hasLongFile { return .tooMuchOutput }
      if isOver { return nil }
      if isCancelled() { return .cancelled }
      if ContinuousClock.now >= deadline { return .timeout }
      var waited = pollfd(fd: output.isAtEnd ? -1 : output.end, events: Int16(POLLIN), revents: 0)
      unsafe poll(&waited, 1, output.isAtEnd ? 2 : 20)
    }
  }

  /// Whether the file that it may write is longer than allowed.
  private var hasLongFile: Bool {
    guard let outputFile else { return false }
    var status = stat()
    return unsafe stat(outputFile, &status) == 0 && Int(status.st_size) > outputLimit
  }

  /// A pipe; programs started from here get none but their own ends.
  private struct Pipe {
    let reading: Int32
    let writing: Int32

    init() throws(Failure) {
      var ends: [Int32] = [-1, -1]
      guard unsafe pipe(&ends) == 0 else { throw .cannotStart(reason(errno)) }
      (reading, writing) = (ends[0], ends[1])
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    }
  }

  /// The reading end of a pipe that holds bytes and nothing after them.
  private func pipeHolding(_ bytes: [UInt8]) throws(Failure) -> Int32 {
    let pipe = try Pipe()
    defer { close(pipe.writing) }
    // Pipes are smaller than usual for a user who has very many; then this fails, and never waits.
    _ = fcntl(pipe.writing, F_SETFL, O_NONBLOCK)
    guard unsafe write(pipe.writing, bytes, bytes.count) == bytes.count else {
      close(pipe.reading)
      throw .cannotStart("a pipe does not hold its input")
    }
    return pipe.reading
  }

  private func spawn(
    _ input: Int32, _ output: Int32, _ error: Int32
  ) throws(Failure) -> pid_t {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    for (end, target) in [(input, 0), (output, 1), (error, 2)] as [(Int32, Int32)] {
      unsafe posix_spawn_file_actions_adddup2(&actions, end, target)
    }
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    unsafe posix_spawnattr_setsigmask(&attributes, &signals)
    unsafe sigfillset(&signals)
    unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
    let flags = POSIX_SPAWN_SETPGROUP | Int32(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK)
    unsafe posix_spawnattr_setflags(&attributes, Int16(flags))
    unsafe posix_spawnattr_setpgroup(&attributes, 0)
    var argumentList = unsafe ([program] + arguments).map { unsafe strdup($0) } + [nil]
    var environmentList = unsafe environment.map { unsafe strdup($0) } + [nil]
    defer { unsafe (argumentList + environmentList).forEach { unsafe free($0) } }
    var process: pid_t = 0
    let result = unsafe posix_spawn(
      &process, program, &actions, &attributes, &argumentList, &environmentList)
    guard result == 0 else { throw .cannotStart(reason(result)) }
    return process
  }

  /// Whether the program has ended; its status is left to be taken.
  private func hasEnded(_ process: pid_t) -> Bool {
    var information = unsafe siginfo_t()
    let result = unsafe waitid(
      P_PID, id_t(process), &information, WEXITED | WNOHANG | Int32(WNOWAIT))
    return unsafe result == 0 && information.si_signo == SIGCHLD
  }

  private func wait(_ process: pid_t) -> Int32 {
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
    return status
  }
}

/// What came out of a pipe so far: the start, a little over a limit at most, or the end, up to it.
private struct Collected {
  let end: Int32
  let limit: Int
  let keepsEnd: Bool
  private(set) var bytes: [UInt8] = []
  private(set) var isAtEnd = false

  init(from end: Int32, limit: Int, keepsEnd: Bool = false) {
    (self.end, self.limit, self.keepsEnd) = (end, limit, keepsEnd)
    _ = fcntl(end, F_SETFL, O_NONBLOCK)
  }

  /// Takes what is there, without waiting for more.
  mutating func collect() {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    // A program that never pauses must not keep us from looking at the clock.
    for _ in 0..<64 where !isAtEnd {
      let count = unsafe read(end, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      if count < 0 { return }
      if count == 0 { isAtEnd = true }
      bytes.append(contentsOf: buffer[..<count])
      guard bytes.count > limit else { continue }
      if !keepsEnd { return }
      bytes.removeFirst(bytes.count - limit)
    }
  }
}

/// The system's words for an error number.
private func reason(_ number: Int32) -> String {
  unsafe String(cString: strerror(number))
}

/// The last line that a program wrote, at most 200 letters.
private func lastLine(_ bytes: [UInt8]) -> String {
  let lines = bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }).reversed()
  let words = lines.lazy.map { normalizeSpaces(String(decoding: $0, as: UTF8.self)) }
  return String((words.first { !$0.isEmpty } ?? "").prefix(200))
}
