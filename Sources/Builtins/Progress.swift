internal import Display
internal import Interpreter
internal import Synchronization

/// The progress of one call, drawn where the session's notices go.
///
/// Work that may be interrupted asks ``shouldStop`` between its pieces.
final class Progress {
  private let session: Session
  private let reporter: ProgressReporter
  private let pending: Pending

  /// What the reporter wrote and the session has not got yet.
  private final class Pending: Sendable {
    let text = Mutex("")
  }

  init(_ call: Call) {
    session = call.session
    let pending = Pending()
    let terminal = call.terminal
    self.pending = pending
    reporter = ProgressReporter(
      terminal: { terminal }, sink: { text in pending.text.withLock { $0 += text } })
  }

  /// Begins a piece of work.
  func begin(_ title: String, total: Int?, unit: String) {
    reporter.begin(title, total: total, unit: unit)
    flush()
  }

  /// Says how many things are done.
  func update(_ completed: Int, note: String? = nil) {
    reporter.update(completed: completed, note: note)
    flush()
  }

  /// Ends the piece of work that was begun last.
  func finish(isComplete: Bool = true) {
    reporter.finish(isComplete: isComplete)
    flush()
  }

  /// Writes lines above the progress.
  func makingRoom(_ write: () -> Void) {
    reporter.makingRoom {
      flush()
      write()
    }
    flush()
  }

  /// Whether the user asked to stop.
  var shouldStop: Bool { session.interruption.isRequested }

  private func flush() {
    let text = pending.text.withLock { text in
      defer { text = "" }
      return text
    }
    if !text.isEmpty { session.diagnostics(text) }
  }

  /// Runs a piece of work that may be interrupted, and ends its progress whatever happens.
  func during<Result>(
    _ title: String, total: Int?, unit: String, _ work: () throws -> Result
  ) throws -> Result {
    begin(title, total: total, unit: unit)
    do {
      let result = try work()
      finish()
      return result
    } catch {
      finish(isComplete: false)
      if session.interruption.isRequested { throw Interrupted() }
      throw error
    }
  }
}
