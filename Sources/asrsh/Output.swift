internal import Synchronization

/// A stream that text is written to, which remembers when that fails.
///
/// Every write goes to the system at once, so that output and messages come in their order, and a
/// full disk or a reader that has left is noticed at the write that met it.
final class Output: Sendable {
  /// The first failure, if there was one; nothing is written after it.
  var failure: SystemError? { state.withLock { $0 } }

  private let descriptor: Int32
  private let state = Mutex<SystemError?>(nil)

  /// Makes the stream to `descriptor`.
  init(_ descriptor: Int32) { self.descriptor = descriptor }

  /// Writes `text`, or does nothing if a write has failed before.
  ///
  /// - Returns: Whether it was written.
  @discardableResult func write(_ text: String) -> Bool {
    state.withLock { failure in
      if failure != nil { return false }
      do throws(SystemError) {
        try SystemCalls.write(descriptor, Array(text.utf8))
        return true
      } catch {
        failure = error
        return false
      }
    }
  }
}
