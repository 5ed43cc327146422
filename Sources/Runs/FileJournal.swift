internal import Foundation
internal import Interpreter
internal import Synchronization
internal import Text

/// Takes note of the files that a run reads and writes, and hashes them beside the work.
///
/// What is read is hashed as soon as it is named, on a thread of its own that leaves the processor to
/// the work; what is written, when the run ends. Of a folder that is read, the files that lie in it
/// directly count. A file that the run itself has written is no input.
final class FileJournal: FileAccess {
  /// The files that were named together, folder by folder; some more than once.
  private var inputs: [(files: [String], isFolder: Bool)] = []
  private var known: Set<String> = []
  private var outputs: [String] = []
  private let hashing = HashingThread()

  func reading(_ path: String) -> String {
    note(path)
    return path
  }

  func writing(_ path: String) -> String {
    if !outputs.contains(path) { outputs.append(path) }
    return path
  }

  func willRead(_ paths: [String]) {
    // These are files, whose headers were read: there is no need to look again.
    add(outputs.isEmpty ? paths : paths.filter { !isOutput($0) }, isFolder: false)
  }

  private func note(_ path: String) {
    guard !isOutput(path), known.insert(path).inserted else { return }
    add(files(in: path, recursively: false), isFolder: true)
  }

  private func add(_ files: [String], isFolder: Bool) {
    inputs.append((files, isFolder))
    hashing.add(files)
  }

  /// Whether the run wrote the file, or the folder that it lies in.
  private func isOutput(_ path: String) -> Bool {
    outputs.contains { path == $0 || path.hasPrefix($0 + "/") }
  }

  /// Waits for the hashes of what was read, and hashes what was written.
  ///
  /// - Parameter isCancelled: Asked now and then; what is not hashed then says so.
  /// - Returns: The files in the order in which they were named.
  func finish(
    isCancelled: @escaping @Sendable () -> Bool
  ) -> (inputs: [FileFingerprint], outputs: [FileFingerprint]) {
    let hashes = hashing.finish(isCancelled: isCancelled)
    let written = outputs.flatMap { inOrder(files(in: $0, recursively: true)) }.map {
      FileFingerprint(path: $0, at: $0, isCancelled: isCancelled)
    }
    var seen: Set<String> = []
    let named = inputs.flatMap { $0.isFolder ? inOrder($0.files) : $0.files }
    return (named.filter { seen.insert($0).inserted }.compactMap { hashes[$0] }, written)
  }
}

private func inOrder(_ paths: [String]) -> [String] {
  paths.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
}

/// The ordinary files at a path: the file itself, or those in a folder, in no order.
private func files(in path: String, recursively: Bool) -> [String] {
  guard let kind = entry(at: path) else { return [] }
  guard kind == .folder else { return kind == .file ? [path] : [] }
  let prefix = path.hasSuffix("/") ? path : path + "/"
  var names: [String] = []
  if recursively {
    names = (FileManager.default.subpaths(atPath: path) ?? []).filter {
      entry(at: prefix + $0) == .file
    }
  } else if let entries = try? folderEntries(path) {
    for (name, kind) in entries where kind == .file || entry(at: prefix + name) == .file {
      names.append(name)
    }
  }
  return names.filter { $0.utf8.first != UInt8(ascii: ".") }.map { prefix + $0 }
}

private func entry(at path: String) -> PathKind? {
  do throws(TextError) { return try pathKind(path) } catch { return nil }
}

/// Hashes files one after the other while other work goes on.
private final class HashingThread: Sendable {
  private struct State {
    var waiting: [String] = []
    /// Those that have been taken, of which each is hashed once.
    var seen: Set<String> = []
    /// How many of them have been taken.
    var taken = 0
    var hashes: [String: FileFingerprint] = [:]
    var isRunning = false
    /// How many files are being hashed at the moment.
    var active = 0
    var isCancelled: @Sendable () -> Bool = { false }
  }

  private let state = Mutex(State())
  private let idle = DispatchSemaphore(value: 0)

  func add(_ paths: [String]) {
    guard !paths.isEmpty else { return }
    let starts = state.withLock { state in
      state.waiting += paths
      defer { state.isRunning = true }
      return !state.isRunning
    }
    guard starts else { return }
    // A thread that is slow once stays so: it must be none that others use later.
    Thread.detachNewThread {
      lowerThreadPriority()
      self.run()
    }
  }

  private func run() {
    while true {
      let next: (path: String, isCancelled: @Sendable () -> Bool)? = state.withLock { state in
        while state.taken < state.waiting.count,
          !state.seen.insert(state.waiting[state.taken]).inserted
        {
          state.taken += 1
        }
        guard state.taken < state.waiting.count else {
          (state.waiting, state.taken, state.isRunning) = ([], 0, false)
          return nil
        }
        state.active += 1
        state.taken += 1
        return (state.waiting[state.taken - 1], state.isCancelled)
      }
      guard let next else {
        idle.signal()
        return
      }
      let fingerprint = FileFingerprint(
        path: next.path, at: next.path, isCancelled: next.isCancelled)
      state.withLock {
        $0.hashes[next.path] = fingerprint
        $0.active -= 1
      }
    }
  }

  /// Hashes what is left, and waits for what is being hashed.
  ///
  /// The system may have had no thread for it until now.
  func finish(isCancelled: @escaping @Sendable () -> Bool) -> [String: FileFingerprint] {
    state.withLock { $0.isCancelled = isCancelled }
    run()
    while true {
      let hashes = state.withLock { $0.active == 0 ? $0.hashes : nil }
      if let hashes { return hashes }
      _ = idle.wait(timeout: .now() + .milliseconds(200))
    }
  }
}
