internal import Synchronization

/// Shows how far work has come: on a terminal a line that is drawn over, elsewhere a plain line now
/// and then.
///
/// Work that takes less than a second shows nothing. Work may begin inside of other work; the
/// innermost is shown. On a terminal a finished piece leaves one line behind, unless it was part of
/// another.
///
///     reporter.begin("Training", total: 280)
///     for step in 1...280 {
///       …
///       reporter.update(completed: step, note: "loss 1.234")
///     }
///     reporter.finish()
public final class ProgressReporter: Sendable {
  private struct Work {
    var bar: ProgressBar
    var pace: ProgressPace
  }

  private struct State {
    var works: [Work] = []
    var isLineDrawn = false
  }

  private let state = Mutex(State())
  private let terminal: @Sendable () -> Terminal
  private let clock: @Sendable () -> Double
  private let sink: @Sendable (String) -> Void

  /// Makes a reporter.
  ///
  /// - Parameters:
  ///   - terminal: What the output can show now; asked before every line, as windows change.
  ///   - clock: The time in seconds, from anywhere, never going back; as given, the system's.
  ///   - sink: Where the text goes, at once and as it is; it must not call the reporter.
  public init(
    terminal: @escaping @Sendable () -> Terminal,
    clock: (@Sendable () -> Double)? = nil,
    sink: @escaping @Sendable (String) -> Void
  ) {
    self.terminal = terminal
    self.sink = sink
    let start = ContinuousClock.now
    self.clock = clock ?? { (ContinuousClock.now - start) / .seconds(1) }
  }

  /// Begins a piece of work, inside of the one that goes on, if one does.
  ///
  /// - Parameters:
  ///   - title: What is being done.
  ///   - total: The number of things to do, or `nil` where nobody knows.
  ///   - unit: The name of one thing.
  ///   - completed: The number of things done before, when work is taken up again.
  public func begin(_ title: String, total: Int? = nil, unit: String = "it", completed: Int = 0) {
    let bar = ProgressBar(title: title, completed: completed, total: total, unit: unit)
    let pace = ProgressPace(start: clock(), completed: completed)
    state.withLock { $0.works.append(Work(bar: bar, pace: pace)) }
  }

  /// Says how many things are done and, if there is something new to say, what else is worth seeing.
  public func update(completed: Int, note: String? = nil) {
    change(note: note) { _ in completed }
  }

  /// Says that some more things are done.
  public func advance(by count: Int = 1, note: String? = nil) {
    change(note: note) { completed in
      let (sum, isTooLarge) = completed.addingReportingOverflow(count)
      return isTooLarge ? .max : sum
    }
  }

  private func change(note: String?, completed next: (Int) -> Int) {
    let now = clock()
    state.withLock { state in
      guard !state.works.isEmpty else { return }
      let last = state.works.count - 1
      let completed = next(state.works[last].bar.completed)
      state.works[last].bar.completed = completed
      if let note { state.works[last].bar.note = note }
      state.works[last].pace.observe(completed, at: now)
      show(&state, at: now)
    }
  }

  /// Ends the piece of work that was begun last.
  ///
  /// - Parameter isComplete: Whether it came to its end; not so when it failed or was interrupted.
  public func finish(isComplete: Bool = true) {
    let now = clock()
    state.withLock { state in
      guard var work = state.works.popLast() else { return }
      clear(&state)
      guard work.pace.hasShown, state.works.isEmpty else { return }
      work.bar.elapsed = work.pace.elapsed(at: now)
      sink(work.bar.finished(for: terminal(), isComplete: isComplete) + "\n")
    }
  }

  /// Runs a closure that writes to the same terminal: the line of progress makes room and comes back.
  public func makingRoom<Result, Failure: Error>(
    for write: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    state.withLock { clear(&$0) }
    let result = try write()
    let now = clock()
    state.withLock { state in
      guard let work = state.works.last, work.pace.hasShown, terminal().isInteractive else {
        return
      }
      draw(&state, at: now)
    }
    return result
  }

  /// Shows the innermost work, if it is time to.
  private func show(_ state: inout State, at now: Double) {
    guard let work = state.works.last else { return }
    if terminal().isInteractive {
      if work.pace.isDrawingDue(at: now) { draw(&state, at: now) }
      return
    }
    let bar = work.bar
    guard work.pace.isLineDue(at: now, completed: bar.completed, total: bar.total) else { return }
    sink(rendered(&state, at: now, for: terminal()) + "\n")
  }

  /// Draws the line of the innermost work over the one before.
  private func draw(_ state: inout State, at now: Double) {
    var room = terminal()
    // A character in the last column would make some terminals go to the next line.
    room.width -= 1
    sink("\r\(rendered(&state, at: now, for: room))\u{1B}[K")
    state.isLineDrawn = true
  }

  private func rendered(_ state: inout State, at now: Double, for terminal: Terminal) -> String {
    let last = state.works.count - 1
    state.works[last].bar.elapsed = state.works[last].pace.elapsed(at: now)
    state.works[last].bar.rate = state.works[last].pace.rate
    state.works[last].pace.show(state.works[last].bar.completed, at: now)
    return state.works[last].bar.rendered(for: terminal)
  }

  /// Clears the line that is drawn, if one is.
  private func clear(_ state: inout State) {
    guard state.isLineDrawn else { return }
    sink("\r\u{1B}[K")
    state.isLineDrawn = false
  }
}
