internal import Files
internal import Glibc

/// The file that keeps what was entered from one session to the next.
///
/// It holds one line of JSON for each statement and only ever grows at its end, by one call each
/// time, so that several sessions can share it and a crash costs the last line at most. When it has
/// grown long, its newest statements are written to a new file, which then takes its name. A file that
/// does not begin as a history does is somebody else's, and is neither read nor written.
struct HistoryFile {
  /// Where the file is.
  let path: String
  /// The size in bytes from which the file is written anew.
  var compactionSize = 1 << 20

  /// The most bytes that a statement may take.
  private static let longestLine = 1 << 16

  /// The file that the environment asks for: `ASRSH_HISTORY` (empty for none), or `~/.asrsh_history`;
  /// none where there is no `HOME` for a `~`.
  init?(environment: [String: String]) {
    if let named = environment["ASRSH_HISTORY"] {
      guard !named.isEmpty, let path = try? expandingHome(named, home: environment["HOME"]) else {
        return nil
      }
      self.path = path
    } else if let home = environment["HOME"], !home.isEmpty {
      path = home + "/.asrsh_history"
    } else {
      return nil
    }
  }

  /// The file at `path`.
  init(path: String, compactionSize: Int = 1 << 20) {
    self.path = path
    self.compactionSize = compactionSize
  }

  /// Reads the newest statements; there are none if there is no file yet.
  func load() throws(HistoryProblem) -> HistoryEntries {
    do {
      return try withFile(O_RDONLY, exclusively: false) { descriptor, size throws(SystemError) in
        try read(descriptor, size: size)
      }
    } catch .system(let error) where error.code == ENOENT {
      return HistoryEntries()
    }
  }

  /// Adds a statement at the end of the file; one that is very long is left out.
  func append(_ statement: String) throws(HistoryProblem) {
    guard let line = HistoryLine(text: statement).bytes, line.count <= Self.longestLine else {
      return
    }
    let size = try withFile(O_RDWR | O_APPEND | O_CREAT, exclusively: false) {
      descriptor, size throws(SystemError) in
      // A line that a full disk cut off costs itself, and not the next one too.
      let last = try SystemCalls.read(descriptor, from: max(0, size - 1), limit: min(size, 1))
      let isCut = !last.isEmpty && last != [UInt8(ascii: "\n")]
      try SystemCalls.write(descriptor, (isCut ? [UInt8(ascii: "\n")] : []) + line)
      return size + line.count
    }
    if size > compactionSize { try compact() }
  }

  /// Writes the newest statements, each once, to a new file that takes the place of this one.
  private func compact() throws(HistoryProblem) {
    try withFile(O_RDONLY, exclusively: true) { descriptor, size throws(SystemError) in
      if size <= compactionSize { return }
      let entries = try read(descriptor, size: size)
      var kept = entries.statements.compactMap { HistoryLine(text: $0).bytes }
      var total = kept.reduce(0) { $0 + $1.count }
      while total > compactionSize / 2, kept.count > 1 { total -= kept.removeFirst().count }
      guard let target = realPath(path) else { return }
      let temporary = "\(target).\(getpid())"
      do throws(SystemError) {
        try write(Array(kept.joined()), to: temporary)
        try SystemCalls.rename(temporary, to: target)
      } catch {
        SystemCalls.remove(temporary)
        throw error
      }
    }
  }

  private func write(_ bytes: [UInt8], to path: String) throws(SystemError) {
    let descriptor = try SystemCalls.open(path, O_WRONLY | O_CREAT | O_TRUNC, mode: 0o600)
    defer { SystemCalls.close(descriptor) }
    try SystemCalls.write(descriptor, bytes)
    try SystemCalls.synchronize(descriptor)
  }

  /// Reads the end of the file, from the first line that starts in it.
  private func read(_ descriptor: Int32, size: Int) throws(SystemError) -> HistoryEntries {
    let offset = max(0, size - 2 * compactionSize)
    let bytes = try SystemCalls.read(descriptor, from: offset, limit: size - offset)
    var lines = bytes.split(separator: UInt8(ascii: "\n"))
    if offset > 0, !lines.isEmpty { lines.removeFirst() }
    return HistoryEntries(HistoryLine.statements(in: lines))
  }

  /// Opens and locks the file for `body`, which is told the size.
  ///
  /// Another session may put a new file in the place of the one just opened; then the new one is
  /// opened. A file system without locks is used without them.
  private func withFile<Result>(
    _ flags: Int32, exclusively: Bool, _ body: (Int32, Int) throws(SystemError) -> Result
  ) throws(HistoryProblem) -> Result {
    do throws(SystemError) {
      let result = try withLockedFile(flags, exclusively: exclusively) {
        (descriptor, size) throws(SystemError) -> Result? in
        try isHistory(descriptor) ? try body(descriptor, size) : nil
      }
      if let result { return result }
    } catch {
      throw .system(error)
    }
    throw .foreign
  }

  /// Whether a file is empty, or begins with the beginning of a history's line.
  private func isHistory(_ descriptor: Int32) throws(SystemError) -> Bool {
    let start = try SystemCalls.read(descriptor, from: 0, limit: 256)
    let line = start.drop { $0 == UInt8(ascii: "\n") }
    return line.isEmpty || line.starts(with: HistoryLine.start)
  }

  private func withLockedFile<Result>(
    _ flags: Int32, exclusively: Bool, _ body: (Int32, Int) throws(SystemError) -> Result
  ) throws(SystemError) -> Result {
    while true {
      let descriptor = try SystemCalls.open(path, flags | O_NONBLOCK, mode: 0o600)
      defer { SystemCalls.close(descriptor) }
      let status = try SystemCalls.status(descriptor)
      if status.isFolder { throw SystemError(code: EISDIR) }
      if !status.isRegular { throw SystemError(code: EINVAL) }
      do {
        try SystemCalls.lock(descriptor, exclusively: exclusively)
      } catch {
        return try body(descriptor, status.size)
      }
      if isNamed(status.identity) {
        return try body(descriptor, try SystemCalls.status(descriptor).size)
      }
    }
  }

  /// Whether the file that has the path now is the one of `identity`.
  private func isNamed(_ identity: [UInt64]) -> Bool {
    do {
      return try SystemCalls.status(ofPath: path).identity == identity
    } catch {
      return false
    }
  }
}

/// Why a history is not read or written.
enum HistoryProblem: Error, Equatable {
  /// The system refuses it.
  case system(SystemError)
  /// The file holds something else.
  case foreign

  /// The problem in words.
  var reason: String {
    switch self {
    case .system(let error): error.reason
    case .foreign:
      "it is no history of asrsh, and stays as it is; ASRSH_HISTORY can name another file"
    }
  }
}
