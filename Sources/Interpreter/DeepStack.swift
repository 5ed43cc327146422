internal import Dispatch
internal import Foundation
internal import Synchronization

/// Runs `work` on a thread of its own with a stack of 512 MB, and waits for it.
///
/// Sessions belong on such a thread: a recipe may nest calls to the interpreter's limit, and that
/// is more than the main thread's stack holds. Pages of the stack that are not reached cost nothing.
/// Create the session inside `work`; it stays on that thread.
public func runOnDeepStack<Result: Sendable>(_ work: @escaping @Sendable () -> Result) -> Result {
  let outcome = Outcome<Result>()
  startOnDeepStack { outcome.finish(work()) }
  return outcome.wait()
}

/// Starts `work` on a thread of its own with a stack of 512 MB, and does not wait for it.
///
/// Where the system has no thread to give, nothing is run.
public func startOnDeepStack(_ work: @escaping @Sendable () -> Void) {
  let thread = Thread { work() }
  thread.stackSize = 512 << 20
  thread.start()
}

/// Holds what a thread gives until another takes it.
private final class Outcome<Result: Sendable>: Sendable {
  private let value = Mutex<Result?>(nil)
  private let finished = DispatchSemaphore(value: 0)

  func finish(_ result: Result) {
    value.withLock { $0 = result }
    finished.signal()
  }

  func wait() -> Result {
    finished.wait()
    guard let result = value.withLock({ $0 }) else {
      preconditionFailure("The semaphore is signalled after the value is set.")
    }
    return result
  }
}
