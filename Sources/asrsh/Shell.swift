internal import Display
internal import Foundation
internal import Glibc
internal import Interpreter
internal import Language

/// The shell: reads statements from the keyboard, runs them, and keeps what was entered.
final class Shell {
  private let workplace: Workplace
  private var file: HistoryFile?
  private var history = HistoryEntries()
  /// The statements that succeeded, which `:save` writes.
  private var succeeded: [String] = []

  /// Makes a shell for the session of `workplace`.
  init(_ workplace: Workplace) {
    self.workplace = workplace
    file = HistoryFile(environment: workplace.surroundings.environment)
  }

  /// Runs the shell until the user leaves; returns the exit code.
  func run() -> Int32 {
    let surroundings = workplace.surroundings
    let prompt = Prompt.forEditor(color: surroundings.terminal(1).hasColor)
    guard
      let editor = EditLine(
        prompt: prompt, signals: workplace.signals, isDumb: surroundings.isDumb)
    else {
      workplace.show(
        Diagnostic(
          "lines cannot be edited on this terminal", hint: "asrsh - runs what it reads"))
      return ExitCode.notStarted
    }
    editor.isComplete = Entry.isComplete
    editor.complete = { [workplace] text in
      workplace.ask { session in Completer(session).complete(text) } ?? Completion()
    }
    if SystemCalls.isTerminal(1), !surroundings.isDumb { turnPages() }
    loadHistory(into: editor)
    greet()
    while true {
      switch editor.read() {
      case .interrupted: continue
      case .end:
        workplace.output.write("\n")
        return leave()
      case .statement(let text):
        let entry = text.trimmingBlanks
        if entry.isEmpty { continue }
        remember(entry, in: editor)
        if !take(entry) { return leave() }
        if let code = workplace.exited { return code }
      }
      if workplace.output.failure != nil { return ExitCode.failed }
    }
  }

  /// Has long help shown a page at a time.
  private func turnPages() {
    let output = workplace.output
    workplace.ask { session in
      session.pager = Pager(output: output, interruption: session.interruption).show
    }
  }

  private func leave() -> Int32 {
    workplace.output.failure == nil ? ExitCode.done : ExitCode.failed
  }

  private func greet() {
    let terminal = workplace.surroundings.terminal(1)
    let hint = "asrsh \(version): f? explains f, :help lists commands, Ctrl-D leaves"
      .truncated(toWidth: terminal.width)
    workplace.output.write(Style.dim.applied(to: hint, on: terminal) + "\n")
  }

  // MARK: - Entries

  /// Does what an entry asks for; returns whether the shell goes on.
  private func take(_ entry: String) -> Bool {
    do {
      let isBound = { [workplace] name in workplace.ask { $0.global(name) != nil } ?? false }
      switch try Entry(entry, isBound: isBound) {
      case .command(.quit): return false
      case .command(let command): carryOut(command)
      case .question(let name): run("help(\(name))")
      case .statements: if run(entry) { succeeded.append(entry) }
      }
    } catch {
      workplace.show(error)
    }
    return true
  }

  @discardableResult private func run(_ text: String) -> Bool {
    workplace.run(SourceText(text, name: "shell"), second: .waits) == ExitCode.done
  }

  private func carryOut(_ command: ShellCommand) {
    switch command {
    case .help: workplace.output.write(ShellCommand.helpText)
    case .variables: showVariables()
    case .history(let count): showHistory(count)
    case .time(let expression): time(expression)
    case .save(let path): save(path)
    case .run(let path): runRecipe(path)
    case .reset:
      workplace.ask { $0.reset() }
      succeeded = []
    case .quit: break
    }
  }

  private func showVariables() {
    let width = workplace.surroundings.terminal(1).width
    let table = workplace.ask { VariableList($0, width: width).text(width: width) } ?? ""
    workplace.output.write(table.isEmpty ? "no names are bound yet\n" : table)
  }

  private func showHistory(_ count: Int) {
    let total = history.statements.count
    let digits = "\(total)".count
    for (offset, statement) in history.statements.suffix(count).enumerated() {
      let number = "\(max(0, total - count) + offset + 1)"
      let margin = String(repeating: " ", count: digits - number.count)
      let rows = escapeForTerminal(statement, keeping: .newline)
        .replacing("\n", with: "\n" + String(repeating: " ", count: digits + 2))
      workplace.output.write("\(margin)\(number)  \(rows)\n")
    }
  }

  private func time(_ expression: String) {
    let start = ContinuousClock.now
    guard run(expression) else { return }
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    workplace.output.write("took \(formatDuration(seconds))\n")
  }

  private func runRecipe(_ path: String) {
    do {
      let source = try RecipeFile.read(path)
      _ = workplace.run(source, second: .waits)
    } catch {
      workplace.show(error)
    }
  }

  private func save(_ path: String) {
    let text = succeeded.joined(separator: "\n") + "\n"
    do {
      try RecipeFile.writeNew(path, text)
      let count = succeeded.count
      workplace.output.write(
        "\(count) \(count == 1 ? "entry" : "entries") written to \(escapeForTerminal(path))\n")
    } catch {
      workplace.show(error)
    }
  }

  // MARK: - History

  private func loadHistory(into editor: EditLine) {
    guard let file else { return }
    do throws(HistoryProblem) {
      history = try file.load()
      editor.setHistory(history.statements)
    } catch {
      warn("the history in \"\(file.path)\" cannot be read: \(error.reason)")
      if error == .foreign { self.file = nil }
    }
  }

  private func remember(_ entry: String, in editor: EditLine) {
    let statements = Entry.statements(of: entry)
    for statement in statements {
      history.add(statement)
      editor.remember(statement)
    }
    guard let file else { return }
    do throws(HistoryProblem) {
      for statement in statements { try file.append(statement) }
    } catch {
      warn("the history in \"\(file.path)\" cannot be written: \(error.reason)")
    }
  }

  private var hasWarned = false

  /// Says once that the history is not kept; the session goes on without.
  private func warn(_ text: String) {
    if hasWarned { return }
    hasWarned = true
    workplace.messages.write("warning: \(escapeForTerminal(text))\n")
  }
}
