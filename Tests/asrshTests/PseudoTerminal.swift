internal import Foundation
internal import Glibc

/// A terminal without a screen, with the program started in it as the leader of a session.
final class PseudoTerminal {
  /// What can go wrong in a test.
  enum Failure: Error {
    case system(Int32)
    case notSeen(String, instead: String)
    case notEnded(String)
  }

  /// The process in the terminal.
  let process: pid_t
  private let controller: Int32
  private var unread = ""
  private var bytes: [UInt8] = []

  /// Starts a program, if no other then ours, with `arguments` in a terminal.
  init(
    _ arguments: [String] = [], program: String = Binary.path, columns: UInt16 = 80,
    environment: [String: String], folder: String
  ) throws {
    controller = unsafe open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK)
    if controller < 0 { throw Failure.system(errno) }
    var unlocked: Int32 = 0
    var number: UInt32 = 0
    // TIOCSPTLCK and TIOCGPTN, macros that are not imported.
    _ = unsafe ioctl(controller, 0x4004_5431, &unlocked)
    _ = unsafe ioctl(controller, 0x8004_5430, &number)
    var size = winsize(ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = unsafe ioctl(controller, UInt(TIOCSWINSZ), &size)
    process = try Self.spawn(
      [program] + arguments, environment.map { "\($0)=\($1)" }, terminal: "/dev/pts/\(number)",
      folder: folder)
  }

  deinit {
    _ = kill(process, SIGKILL)
    _ = waitpid(process, nil, 0)
    _ = close(controller)
  }

  private static func spawn(
    _ command: [String], _ environment: [String], terminal: String, folder: String
  ) throws -> pid_t {
    var actions = unsafe posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    unsafe posix_spawn_file_actions_init(&actions)
    unsafe posix_spawnattr_init(&attributes)
    defer {
      unsafe posix_spawn_file_actions_destroy(&actions)
      unsafe posix_spawnattr_destroy(&attributes)
    }
    // POSIX_SPAWN_SETSID: a session of its own, whose terminal is the first one it opens.
    unsafe posix_spawnattr_setflags(&attributes, 0x80)
    unsafe posix_spawn_file_actions_addopen(&actions, 0, terminal, O_RDWR, 0)
    unsafe posix_spawn_file_actions_adddup2(&actions, 0, 1)
    unsafe posix_spawn_file_actions_adddup2(&actions, 0, 2)
    let command = ["/usr/bin/env", "-C", folder] + command
    var words = unsafe command.map { unsafe strdup($0) } + [nil]
    var variables = unsafe environment.map { unsafe strdup($0) } + [nil]
    defer { unsafe (words + variables).forEach { unsafe free($0) } }
    var process: pid_t = 0
    let code = unsafe posix_spawn(
      &process, "/usr/bin/env", &actions, &attributes, &words, &variables)
    if code != 0 { throw Failure.system(code) }
    return process
  }

  /// Types `text`.
  func type(_ text: String) { type(Array(text.utf8)) }

  /// Types `bytes`, and takes what the program writes meanwhile, until it leaves the terminal.
  func type(_ bytes: [UInt8]) {
    var start = 0
    while start < bytes.count {
      var request = pollfd(fd: controller, events: Int16(POLLIN | POLLOUT), revents: 0)
      guard unsafe poll(&request, 1, 20_000) > 0 else { return }
      if request.revents & Int16(POLLIN) != 0, !readMore() { return }
      let count = unsafe bytes[start...].withUnsafeBytes {
        unsafe write(controller, $0.baseAddress, $0.count)
      }
      if count < 0, errno != EAGAIN { return }
      start += max(count, 0)
    }
  }

  /// Changes the size of the window.
  func resize(columns: UInt16) {
    var size = winsize(ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = unsafe ioctl(controller, UInt(TIOCSWINSZ), &size)
  }

  /// Waits until the program has written `text`; returns what it wrote before.
  @discardableResult func see(_ text: String, seconds: Double = 20) throws -> String {
    let deadline = Date(timeIntervalSinceNow: seconds)
    while true {
      if let range = unread.range(of: text) {
        let before = String(unread[..<range.lowerBound])
        unread = String(unread[range.upperBound...])
        return before
      }
      if Date() > deadline || !readMore() { throw Failure.notSeen(text, instead: unread) }
    }
  }

  /// Waits until the program has written the line `answer` right after a statement was entered.
  func see(answer: String) throws { try see("\u{1B}[?2004l\(answer)\r\n") }

  /// Waits for the prompt, or rather for what comes after it when the editor is ready.
  func seePrompt() throws { try see("\u{1B}[?2004h") }

  /// Waits for the program to end and returns its exit code.
  func end(seconds: Double = 20) throws -> Int32 {
    let deadline = Date(timeIntervalSinceNow: seconds)
    while Date() < deadline {
      var status: Int32 = 0
      _ = readMore()
      if unsafe waitpid(process, &status, WNOHANG) == process {
        return status & 0x7F == 0 ? (status >> 8) & 0xFF : -(status & 0x7F)
      }
    }
    throw Failure.notEnded(unread)
  }

  /// Reads what comes within a tenth of a second; false when the program has left the terminal.
  private func readMore() -> Bool {
    var request = pollfd(fd: controller, events: Int16(POLLIN), revents: 0)
    guard unsafe poll(&request, 1, 100) > 0 else { return true }
    var buffer = [UInt8](repeating: 0, count: 4_096)
    let count = unsafe read(controller, &buffer, buffer.count)
    if count <= 0 { return false }
    bytes += buffer[..<count]
    // Letters may arrive in pieces; what is not whole yet waits.
    if let text = String(validating: bytes, as: UTF8.self) {
      unread += text
      bytes = []
    }
    return true
  }
}
