internal import Builtins
internal import Checking
internal import Display
internal import Glibc
internal import Interpreter
internal import Language

/// Where texts are run: a session on its thread, the streams around it, and the way for signals.
final class Workplace {
  /// Where output goes.
  let output: Output
  /// Where messages go.
  let messages: Output
  /// What the process finds around it.
  let surroundings: Surroundings
  /// The way by which signals come.
  let signals: SignalPipe

  private let thread: SessionThread
  private let interruption = Interruption()
  /// The signals that ask the process to end, but those that it was started to ignore, as by nohup.
  private let endings: [Int32]
  /// The signal that asked the process to end while something ran.
  private var ending: Int32?
  /// The exit code of a recipe or of an entry that ended itself.
  private(set) var exited: Int32?

  /// Takes over the process's streams.
  ///
  /// Until something runs, Ctrl-C ends the process.
  init(_ surroundings: Surroundings) throws(SystemError) {
    self.surroundings = surroundings
    signals = try SignalPipe()
    endings = [SIGTERM, SIGHUP].filter { !SystemCalls.isIgnored($0) }
    let interruption = interruption
    let output = Output(1)
    let messages = Output(2)
    self.output = output
    self.messages = messages
    SystemCalls.handle(SIGPIPE, .ignored)
    // A file that may not grow is an error of the write, like a full disk.
    SystemCalls.handle(SIGXFSZ, .ignored)
    SystemCalls.handle(SIGINT, .leaving)
    let headings = StepHeadings(
      output: output, outputTerminal: surroundings.terminal(1),
      messages: messages, messageTerminal: surroundings.terminal(2))
    thread = try SessionThread(signals) {
      let session = Session(
        registry: makeRegistry(), interruption: interruption,
        output: { if !output.write($0) { interruption.requestUnheard() } },
        diagnostics: { messages.write($0) })
      session.listeners.append(headings.show)
      return session
    }
  }

  /// What a second Ctrl-C does while the first one is being obeyed.
  enum SecondInterruption {
    /// The process ends at once.
    case leaves
    /// Nothing more.
    case waits
  }

  /// Runs `source` and shows what went wrong.
  ///
  /// - Parameters:
  ///   - source: The text.
  ///   - parameters: What the command line gives.
  ///   - record: Keeps a record of the run, if there is to be one.
  ///   - isChecked: Whether errors that every run would meet stop it before it starts.
  ///   - second: What a second Ctrl-C does.
  /// - Returns: The exit code of a command that ends so.
  func run(
    _ source: SourceText, parameters: [String: String] = [:], record: RunKeeping? = nil,
    isChecked: Bool = false, second: SecondInterruption
  ) -> Int32 {
    interruption.reset()
    let terminal = surroundings.sessionTerminal
    let failure = ask(onInterrupt: second) { session -> RunFailure? in
      session.terminal = terminal
      do throws(RunFailure) {
        if isChecked { try Self.check(source, parameters, session) }
        guard let record else {
          try session.run(source, parameters: parameters)
          return nil
        }
        try record.run(source, parameters: parameters, in: session)
        return nil
      } catch {
        return error
      }
    }
    if let failure = failure ?? nil, !interruption.isUnheard { show(failure) }
    if case .exited(let code)? = failure ?? nil { exited = code }
    // What ran has saved what it had to save; now the process ends as it was asked to.
    if let ending { SystemCalls.raiseStandard(ending) }
    let code = (failure ?? nil)?.exitCode ?? ExitCode.done
    guard let lost = codeOfLostOutput(after: interruption.outlivesOutput) else { return code }
    return interruption.isUnheard ? lost : max(code, lost)
  }

  /// Says that standard output could not be written.
  ///
  /// Of a reader that has left, as `head` does, nothing is said: programs end silently then.
  ///
  /// - Parameter hasOutlived: Whether the work went on to its end all the same.
  /// - Returns: The exit code of a command that ends so, or `nil` if all was written.
  func codeOfLostOutput(after hasOutlived: Bool = false) -> Int32? {
    guard let failure = output.failure else { return nil }
    if hasOutlived || !failure.isLeftByReader {
      show(
        Diagnostic(
          "standard output cannot be written: \(failure.reason)",
          hint: hasOutlived
            ? "training went on without it, and so did all that follows; what was saved is there"
            : nil,
          kind: "file"))
    }
    return failure.isLeftByReader ? ExitCode.brokenPipe : ExitCode.failed
  }

  /// Throws the errors that every run of `source` would meet.
  private static func check(
    _ source: SourceText, _ parameters: [String: String], _ session: Session
  ) throws(RunFailure) {
    let reading = RecipeReading(source)
    // Errors of syntax are found by running too; they come alone, because others may follow from them.
    guard reading.diagnostics.isEmpty else { return }
    let errors = Checker(session.registry).check(reading, parameters: parameters).certainErrors
    if !errors.isEmpty { throw .notStarted(errors) }
  }

  /// Does `work` with the session, on its thread; `nil` if the system lets nobody wait for it.
  func ask<Result: Sendable>(
    onInterrupt second: SecondInterruption = .waits,
    _ work: @escaping @Sendable (Session) -> Result
  ) -> Result? {
    var wishes = Wishes()
    for number in [SIGINT] + endings { SystemCalls.handle(number, .reported) }
    defer { for number in endings { SystemCalls.handle(number, .standard) } }
    do {
      return try thread.perform(
        onSignal: { number in
          let isEnding = endings.contains(number)
          guard number == SIGINT || isEnding else { return }
          if isEnding { ending = number }
          interruption.request()
          if wishes.isSecond(at: .now) { interruptAgain(second) }
        }, work)
    } catch {
      show(Diagnostic("the work cannot be waited for: \(error.reason)"))
      return nil
    }
  }

  /// The wishes to stop that came while something ran.
  ///
  /// `timeout` and terminals send a signal to a process and to its group: what comes within half a second
  /// is one wish.
  struct Wishes {
    private var count = 0
    private var last: ContinuousClock.Instant?

    /// Counts a signal, and returns whether it is the second wish.
    mutating func isSecond(at time: ContinuousClock.Instant) -> Bool {
      if let last, time - last < .milliseconds(500) { return false }
      last = time
      count += 1
      return count == 2
    }
  }

  private func interruptAgain(_ second: SecondInterruption) {
    switch second {
    case .leaves:
      messages.write("interrupted\n")
      _exit(ExitCode.interrupted)
    case .waits:
      messages.write("stopping; Ctrl-\\ ends the whole session at once\n")
    }
  }

  /// Shows an error among the messages.
  func show(_ diagnostic: Diagnostic) {
    messages.write(DiagnosticRenderer(color: surroundings.terminal(2).hasColor).render(diagnostic))
  }

  /// Shows what checking found among the messages.
  func show(_ finding: Finding) {
    let renderer = DiagnosticRenderer(color: surroundings.terminal(2).hasColor)
    messages.write(
      finding.severity == .error
        ? renderer.render(finding.diagnostic) : renderer.renderWarning(finding.diagnostic))
  }

  private func show(_ failure: RunFailure) {
    guard case .interrupted(let diagnostic) = failure else {
      for diagnostic in failure.diagnostics { show(diagnostic) }
      return
    }
    let place = diagnostic.range.map { " at \(TerminalText.escaped($0.place))" } ?? ""
    messages.write("interrupted\(place)\n")
  }
}
