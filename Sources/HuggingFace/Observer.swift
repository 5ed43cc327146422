internal import Glibc

/// How far a download or an upload is.
public struct HubProgress: Sendable, Equatable {
  /// The file that bytes are moving for.
  public let file: String
  /// The bytes that are done, of all files together.
  public let completed: Int
  /// The bytes of all files together, as far as their lengths are known.
  public let total: Int
}

/// Whom the work tells how far it is, and asks whether to go on.
struct Observer {
  /// Is told of bytes that moved.
  let progress: (HubProgress) -> Void
  /// Is told, in a sentence, what the user may want to know.
  let notice: (String) -> Void
  /// Is asked whether to stop, ten times a second or more.
  let shouldStop: () -> Bool

  /// Waits, and throws ``HubError/interrupted`` as soon as the user asks to stop.
  func wait(_ duration: Duration) throws(HubError) {
    let end = ContinuousClock.now + duration
    while true {
      if shouldStop() { throw .interrupted }
      let left = ContinuousClock.now.duration(to: end)
      guard left > .zero else { return }
      let step = min(left, .milliseconds(50))
      usleep(UInt32(step.components.attoseconds / 1_000_000_000_000) + 1)
    }
  }
}
