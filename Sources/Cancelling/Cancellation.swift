/// Whether running work is to stop: one value, which is handed down from whoever can be asked to stop to
/// the loops that take time.
///
/// A loop calls ``check()`` before each of its turns. The error unwinds by itself, so that no caller asks
/// again and no half-done result is ever seen.
public struct Cancellation: Sendable {
  private let wish: (@Sendable () -> Bool)?

  /// Work that nothing cancels.
  public static let never = Cancellation()

  private init() { wish = nil }

  /// Work that is to stop once `wish` says so; it may be asked on any thread, and often.
  public init(_ wish: @escaping @Sendable () -> Bool) {
    self.wish = wish
  }

  /// Whether the work is to stop.
  public var isCancelled: Bool { wish?() ?? false }

  /// Ends the work if it is to stop.
  ///
  /// - Throws: ``Cancelled``.
  public func check() throws(Cancelled) {
    if isCancelled { throw Cancelled() }
  }
}

/// Thrown by work that was cancelled; it has no result.
public struct Cancelled: CancellableError, Equatable {
  /// Makes the error.
  public init() {}

  /// It always is.
  public var isCancellation: Bool { true }
}

/// An error of a module that says, among other things, that work was cancelled.
public protocol CancellableError: Error {
  /// Whether the work failed for no other reason than that it was cancelled.
  var isCancellation: Bool { get }
}

extension Error {
  /// Whether this says that work was cancelled.
  public var saysCancelled: Bool { (self as? any CancellableError)?.isCancellation ?? false }
}
