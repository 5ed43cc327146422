internal import Datasets
internal import Dispatch
internal import Interpreter
internal import Synchronization

/// Work on datasets on threads of its own, watched from the session's thread, which alone may write.
final class BackgroundWork: Sendable {
  private struct State {
    var done = 0
    var isCancelled = false
    var hasStarted = false
    var result: Result<Dataset, DatasetError>?
  }

  private let state = Mutex(State())
  private let isFinished = DispatchSemaphore(value: 0)
  private let body: @Sendable (BackgroundWork) throws(DatasetError) -> Dataset
  /// How long a thread may take to begin, in seconds.
  private static let patience = 2.0

  /// Starts the work, which reports how far it is and asks whether it is cancelled.
  init(_ body: @escaping @Sendable (BackgroundWork) throws(DatasetError) -> Dataset) {
    self.body = body
    DispatchQueue.global().async { self.perform() }
  }

  /// Does the work, unless that has begun.
  private func perform() {
    let isFirst = state.withLock { state in
      defer { state.hasStarted = true }
      return !state.hasStarted
    }
    if !isFirst { return }
    let result: Result<Dataset, DatasetError>
    do throws(DatasetError) {
      result = .success(try body(self))
    } catch {
      result = .failure(error)
    }
    state.withLock { $0.result = result }
    isFinished.signal()
  }

  /// Says that so many things are done; called from any thread.
  func report(_ done: Int) {
    state.withLock { $0.done = max($0.done, done) }
  }

  /// Whether the work should stop.
  var isCancelled: Bool { state.withLock { $0.isCancelled } }

  /// Waits for the end.
  ///
  /// - Parameter watch: Told how many things are done, some times a second; returns whether to stop.
  /// - Returns: What the work made.
  /// - Throws: ``DatasetError``, also after a stop.
  fileprivate func result(_ watch: (Int) -> Bool) throws -> Dataset {
    let start = ContinuousClock.now
    while isFinished.wait(timeout: .now() + .milliseconds(50)) == .timedOut {
      // Where the system gives no other thread, this one does the work.
      if start.duration(to: .now) > .seconds(Self.patience) { perform() }
      let shouldStop = watch(state.withLock { $0.done })
      if shouldStop { state.withLock { $0.isCancelled = true } }
    }
    _ = watch(state.withLock { $0.done })
    guard let result = state.withLock({ $0.result }) else { throw Interrupted() }
    return try result.get()
  }
}

extension Progress {
  /// Waits for work, draws how far it is, and stops it when the user asks for that.
  func watch(_ work: BackgroundWork) throws -> Dataset {
    try work.result { done in
      update(done)
      return shouldStop
    }
  }
}

/// What is handed over from a thread besides the dataset.
final class Handover<Value: Sendable>: Sendable {
  private let stored: Mutex<Value>

  init(_ value: Value) { stored = Mutex(value) }

  /// What was put here last.
  var value: Value {
    get { stored.withLock { $0 } }
    set { stored.withLock { $0 = newValue } }
  }
}
