internal import Glibc

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
