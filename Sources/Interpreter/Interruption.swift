internal import Synchronization

/// The wish to stop what is running, set from a signal handler or another thread.
///
/// The interpreter asks at every statement, loop turn and call; long built-ins ask through
/// ``Call/checkInterruption()`` or hand ``Session/interruption`` to the engine.
public final class Interruption: Sendable {
  private let requested = Atomic<Bool>(false)
  private let unheard = Atomic<Bool>(false)
  private let outlives = Atomic<Bool>(false)

  /// Creates an interruption that nobody has asked for.
  public init() {}

  /// Asks for the running work to stop; safe in a signal handler.
  public func request() { requested.store(true, ordering: .relaxed) }

  /// Asks for the running work to stop because what it says cannot be written any more; work that
  /// ``outlivesOutput`` goes on.
  public func requestUnheard() {
    if outlivesOutput || isRequested { return }
    unheard.store(true, ordering: .relaxed)
    request()
  }

  /// Has the running work go on to its end even if nothing of what it says can be written: a model has
  /// learned, and that would be lost.
  public func outliveOutput() { outlives.store(true, ordering: .relaxed) }

  /// Forgets the request, before new work starts.
  public func reset() {
    requested.store(false, ordering: .relaxed)
    unheard.store(false, ordering: .relaxed)
    outlives.store(false, ordering: .relaxed)
  }

  /// Whether the running work was asked to stop.
  public var isRequested: Bool { requested.load(ordering: .relaxed) }

  /// Whether it was asked to because nothing of what it says can be written.
  public var isUnheard: Bool { unheard.load(ordering: .relaxed) }

  /// Whether the running work goes on without its output.
  public var outlivesOutput: Bool { outlives.load(ordering: .relaxed) }
}

/// Thrown when work stops because the user asked for it.
public struct Interrupted: Error {
  /// Creates the error.
  public init() {}
}
