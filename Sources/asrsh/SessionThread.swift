internal import Dispatch
internal import Interpreter
internal import Synchronization

/// The thread on which a session lives.
///
/// Recipes run there, on a stack deep enough for nested calls, while the main thread waits for
/// signals. A session never leaves its thread; what is asked of it goes there as a job.
final class SessionThread: Sendable {
  private typealias Job = @Sendable (Session) -> Void

  private let signals: SignalPipe
  private let jobs = Mutex<[Job]>([])
  private let available = DispatchSemaphore(value: 0)

  /// Starts the thread, which makes its session with `make`.
  init(_ signals: SignalPipe, _ make: @escaping @Sendable () -> Session) throws(SystemError) {
    self.signals = signals
    try SystemCalls.startThread(stackSize: 512 << 20) { [jobs = self] in
      let session = make()
      while true { jobs.next()(session) }
    }
  }

  /// Does `work` with the session, waits for it, and returns what it gives.
  ///
  /// `onSignal` is called on the waiting thread for each signal that comes meanwhile.
  func perform<Result: Sendable>(
    onSignal: (Int32) -> Void = { _ in },
    _ work: @escaping @Sendable (Session) -> Result
  ) throws(SystemError) -> Result {
    let outcome = Outcome<Result>()
    jobs.withLock {
      $0.append { [signals] session in
        outcome.finish(work(session))
        signals.reportDone()
      }
    }
    available.signal()
    while true {
      if case .signal(let number) = try signals.wait() { onSignal(number) }
      if let result = outcome.result { return result }
    }
  }

  private func next() -> Job {
    available.wait()
    return jobs.withLock { $0.removeFirst() }
  }
}

/// Holds what a thread gives until another takes it.
private final class Outcome<Result: Sendable>: Sendable {
  private let value = Mutex<Result?>(nil)

  func finish(_ result: Result) { value.withLock { $0 = result } }

  var result: Result? { value.withLock { $0 } }
}
