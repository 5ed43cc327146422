internal import Glibc

/// A call to the operating system that failed.
struct SystemError: Error, Equatable {
  /// The number that the system gives the error, such as `ENOENT`.
  let code: Int32

  /// Whether the reader of a pipe has left.
  var isLeftByReader: Bool { code == EPIPE }

  /// What the system says about it, as in `No space left on device`.
  var reason: String { SystemCalls.reason(code) }
}
