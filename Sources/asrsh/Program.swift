internal import Display
internal import Files
internal import Foundation
internal import Glibc
internal import Kernels
internal import Language

/// The program from its arguments to its exit code.
enum Program {
  /// Does what `arguments` ask for and returns the exit code.
  static func run(_ arguments: [String]) -> Int32 {
    SystemCalls.occupyStandardStreams()
    SystemCalls.useLettersOfUser()
    var environment = ProcessInfo.processInfo.environment
    do throws(Diagnostic) {
      try checkDescriptors()
      try checkPaths()
      if let command = try Subcommands.read(arguments) {
        if command.common.noColor { environment["NO_COLOR"] = "1" }
        return carryOut(command, Surroundings(environment: environment))
      }
      let (invocation, refusesColor) = try Invocation.read(arguments)
      if refusesColor { environment["NO_COLOR"] = "1" }
      return carryOut(invocation, Surroundings(environment: environment))
    } catch {
      return fail(error, Surroundings(environment: environment))
    }
  }

  /// The fewest files that have to be allowed to be open at a time.
  private static let fewestDescriptors = 32

  /// Makes sure that enough files may be open: the system's queues of work end the process where they
  /// find no place for theirs.
  private static func checkDescriptors() throws(Diagnostic) {
    let allowed = SystemCalls.allowDescriptors(fewestDescriptors)
    if allowed >= fewestDescriptors { return }
    throw Diagnostic(
      "only \(allowed) files may be open at a time, and \(fewestDescriptors) are needed",
      hint: "ulimit -n 256 allows more, where the system does")
  }

  /// The variables that name files and folders which are written.
  private static let pathVariables = [
    "HOME", "TMPDIR", "XDG_CACHE_HOME", "ASRSH_CACHE", "ASRSH_HISTORY", "HF_HOME", "HF_HUB_CACHE",
    "HUGGINGFACE_HUB_CACHE", "HF_TOKEN_PATH",
  ]

  /// Refuses paths that are not UTF-8: as text they would be those of other files.
  private static func checkPaths() throws(Diagnostic) {
    if let number = SystemCalls.argumentThatIsNoText {
      throw Diagnostic(
        "argument \(number) of the command line is not UTF-8",
        hint: "go into the folder first, and name what is in it", kind: "usage")
    }
    for name in pathVariables {
      do throws(NotUTF8) { _ = try environmentVariable(name) } catch {
        throw Diagnostic(
          "the variable \(name) is not UTF-8", hint: "name another path with it", kind: "usage")
      }
    }
  }

  private static func carryOut(
    _ command: any Subcommand, _ surroundings: Surroundings
  ) -> Int32 {
    inWorkplace(surroundings) { workplace in
      if command.common.help { return workplace.say(type(of: command).helpText) }
      return command.run(in: workplace)
    }
  }

  private static func carryOut(_ invocation: Invocation, _ surroundings: Surroundings) -> Int32 {
    inWorkplace(surroundings) { workplace in
      switch invocation {
      case .show(let text): workplace.say(text)
      case .open where surroundings.hasKeyboard: Shell(workplace).run()
      case .open: run(.standardInput, [:], stays: false, runs: nil, workplace)
      case .run(let text, let parameters, let stays, let runs):
        run(text, parameters, stays: stays, runs: runs, workplace)
      case .explain(let text): explain(text, workplace)
      }
    }
  }

  private static func inWorkplace(
    _ surroundings: Surroundings, _ work: (Workplace) -> Int32
  ) -> Int32 {
    let workplace: Workplace
    do {
      workplace = try Workplace(surroundings)
    } catch {
      return fail(Diagnostic("no pipe or thread can be made: \(error.reason)"), surroundings)
    }
    for remark in MatrixKernels.choice.remarks {
      workplace.messages.write("warning: \(escapeForTerminal(remark))\n")
    }
    return work(workplace)
  }

  private static func fail(_ diagnostic: Diagnostic, _ surroundings: Surroundings) -> Int32 {
    let color = surroundings.terminal(2).hasColor
    Output(2).write(DiagnosticRenderer(color: color).render(diagnostic))
    return ExitCode.notStarted
  }

  /// Runs a text, with a record below the folder `runs`.
  ///
  /// With `stays`, the shell opens on what it leaves. The first text is checked before it is run;
  /// others use names that it binds.
  private static func run(
    _ text: Invocation.Text, _ parameters: [String: String], stays: Bool, runs: String?,
    isFirst: Bool = true, _ workplace: Workplace
  ) -> Int32 {
    let source: SourceText
    do {
      source = try RecipeFile.read(text)
    } catch {
      workplace.show(error)
      return ExitCode.notStarted
    }
    let record = runs.map { RunKeeping(in: $0, workplace) }
    let code = workplace.run(
      source, parameters: parameters, record: record, isChecked: isFirst, second: .leaves)
    record?.announce()
    if !stays || workplace.output.failure != nil { return code }
    if workplace.surroundings.hasKeyboard { return Shell(workplace).run() }
    return run(.standardInput, [:], stays: false, runs: nil, isFirst: false, workplace)
  }

  /// Shows the parameters of a recipe.
  private static func explain(_ text: Invocation.Text, _ workplace: Workplace) -> Int32 {
    guard let recipe = workplace.recipe(in: text) else { return ExitCode.notStarted }
    return workplace.say(RecipeHelp(recipe: recipe).text)
  }
}
