internal import ExactStrings
internal import Files
internal import Foundation
internal import Synchronization
internal import Text

/// Hashes files one after the other in the time that other work leaves.
///
/// Its thread begins a while after it was given files, so that the work they were named for comes
/// first, and runs only while no other wants the processor. Whoever waits for the hashes helps, and
/// takes over the file that the thread is at: it may have no time at all.
final class HashingThread: Sendable {
  /// How long other work comes first: mostly it looks at the same files.
  private static let patience = DispatchTimeInterval.milliseconds(500)

  private struct State {
    var waiting: [String] = []
    /// Those that have been taken, of which each is hashed once.
    var seen: Set<ExactString> = []
    /// How many of them have been taken.
    var taken = 0
    var hashes: [ExactString: FileFingerprint] = [:]
    var isRunning = false
    /// Whether the thread is at a file, and whether it has to leave it.
    var (isActive, leaves) = (false, false)
    /// What the thread has left.
    var left: (path: String, hashing: FileHashing)?

    /// The next file that nobody has taken.
    mutating func take() -> String? {
      while taken < waiting.count {
        taken += 1
        if seen.insert(waiting[taken - 1]).inserted { return waiting[taken - 1] }
      }
      (waiting, taken) = ([], 0)
      return nil
    }
  }

  private let state = Mutex(State())
  private let hurries = DispatchSemaphore(value: 0)
  private let hasLeft = DispatchSemaphore(value: 0)

  /// Sees to it that files are hashed.
  func add(_ paths: [String]) {
    guard !paths.isEmpty else { return }
    let starts = state.withLock { state in
      state.waiting += paths
      defer { state.isRunning = true }
      return !state.isRunning
    }
    guard starts else { return }
    // A thread that yields to all others once does so forever: it must be none that others use later.
    Thread.detachNewThread {
      yieldToOtherThreads()
      _ = self.hurries.wait(timeout: .now() + Self.patience)
      self.run()
    }
  }

  private func run() {
    while true {
      let next = state.withLock { state -> String? in
        let next = state.leaves ? nil : state.take()
        (state.isRunning, state.isActive) = (next != nil, next != nil)
        return next
      }
      guard let next else { return }
      let hashing = FileHashing(path: next, at: next)
      var fingerprint: FileFingerprint?
      while fingerprint == nil, !state.withLock({ $0.leaves }) { fingerprint = hashing.goOn() }
      let isWaitedFor = state.withLock { [fingerprint] state in
        if let fingerprint {
          state.hashes[next] = fingerprint
        } else {
          state.left = (next, hashing)
        }
        state.isActive = false
        return state.leaves
      }
      if isWaitedFor { hasLeft.signal() }
    }
  }

  /// Hashes files that are about to be written and still wait, on the calling thread.
  ///
  /// - Parameter path: A file, or the folder that such files are in.
  func hashBefore(writing path: String) {
    let due = state.withLock { state in
      let inFolder = path + "/"
      return state.waiting[state.taken...].filter {
        ($0.isExactly(path) || $0.startsExactly(with: inFolder)) && state.seen.insert($0).inserted
      }
    }
    for path in due {
      let fingerprint = FileFingerprint(path: path, at: path)
      state.withLock { $0.hashes[path] = fingerprint }
    }
  }

  /// Hashes what is left, on the calling thread.
  ///
  /// - Parameter isCancelled: Asked every megabyte; what is not hashed then says so.
  /// - Returns: The files' fingerprints by their paths.
  func finish(isCancelled: () -> Bool) -> [ExactString: FileFingerprint] {
    hurries.signal()
    while let next = state.withLock({ $0.take() }) {
      let fingerprint = FileFingerprint(path: next, at: next, isCancelled: isCancelled)
      state.withLock { $0.hashes[next] = fingerprint }
    }
    let isAtFile = state.withLock { state in
      state.leaves = true
      return state.isActive
    }
    if isAtFile { hasLeft.wait() }
    return state.withLock { state in
      if let (path, hashing) = state.left {
        state.hashes[path] = FileFingerprint(hashing, isCancelled: isCancelled)
      }
      state.left = nil
      return state.hashes
    }
  }
}
