/// How often and how long something that failed is tried again.
struct Patience: Sendable {
  /// The attempts in a row that may fail before it is given up.
  var attempts = 5
  /// The wait behind the first failure; each further one is twice as long.
  var firstWait = Duration.seconds(1)
  /// The longest such wait.
  var longestWait = Duration.seconds(8)
  /// The longest wait that a server may ask for.
  var longestRequestedWait = Duration.seconds(120)
}

/// A failure of one attempt.
struct Setback: Error {
  /// What is thrown if it is the last.
  let error: HubError
  /// Whether another attempt may go better.
  var isTransient = false
  /// How long the server asks to wait.
  var requestedWait: Duration?
}

/// The failures in a row of one undertaking.
struct Attempts {
  private let patience: Patience
  private var failures = 0

  init(_ patience: Patience) { self.patience = patience }

  /// Forgets the failures: something went ahead.
  mutating func restart() { failures = 0 }

  /// Waits for the next attempt, or throws the error if there is to be none.
  mutating func wait(after setback: Setback, _ observer: Observer) throws(HubError) {
    failures += 1
    guard setback.isTransient, failures < patience.attempts else { throw setback.error }
    if let requested = setback.requestedWait {
      guard requested <= patience.longestRequestedWait else { throw setback.error }
      observer.notice("the server asks to wait \(requested.components.seconds) s")
      try observer.wait(requested)
    } else {
      // One sentence for a row of failures: the wait would look like a program that hangs.
      if failures == 1 {
        observer.notice("\(setback.error); trying \(patience.attempts - 1) more times")
      }
      let doubled = patience.firstWait * (1 << min(failures - 1, 16))
      try observer.wait(min(doubled, patience.longestWait))
    }
  }
}
