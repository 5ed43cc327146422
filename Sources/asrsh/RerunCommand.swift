internal import ArgumentParser
internal import Files
internal import Language
internal import Runs

/// `asrsh rerun`: runs a recorded recipe again and says what differs.
struct RerunCommand: Subcommand {
  static let name = "rerun"
  static let arguments = "RUN"
  static let configuration = CommandConfiguration(
    RerunCommand.self, abstract: "Runs a recorded recipe again, and says what differs.",
    discussion: """
      The text of the recipe and its parameters are those of the record, not of the file as it is now. \
      The run starts in the folder in which the first one was started, and is recorded like any \
      other. Exit codes: 0 the results are the same; 1 they differ, or the recipe failed; 2 it could \
      not start; 130 interrupted.
      """)

  @ArgumentParser.Argument(help: "The folder of the run, runs/NAME/TIME, or 'last' for the newest.")
  var folder: String?

  @OptionGroup var common: CommonOptions

  func checkArguments() throws(Diagnostic) {
    if folder == nil { throw Invocation.usage("asrsh rerun needs the folder of a run") }
  }

  func run(in workplace: Workplace) -> Int32 {
    guard let folder else { return ExitCode.notStarted }
    let path: String
    do throws(Diagnostic) { path = try RunName.folder(folder) } catch {
      workplace.show(error)
      return ExitCode.notStarted
    }
    do throws(RunError) {
      return rerun(try RunFolder(path).record(), workplace)
    } catch {
      workplace.show(Diagnostic("\(error)", hint: "asrsh runs lists the runs", kind: "file"))
      return ExitCode.notStarted
    }
  }

  /// Goes to the folder in which a run was started; returns why it cannot.
  private func enter(_ folder: String?) -> Diagnostic? {
    guard let folder else {
      return Diagnostic(
        "it cannot be run again: the path of its folder is not UTF-8, and no record can hold it",
        hint: "run the recipe there", kind: "file")
    }
    do throws(SystemFault) {
      try enterFolder(folder)
      return nil
    } catch {
      let problem = error.isMissing ? "is not there any more" : "cannot be entered: \(error)"
      return Diagnostic("the folder \"\(folder)\" of the run \(problem)", kind: "file")
    }
  }

  private func rerun(_ before: RunRecord, _ workplace: Workplace) -> Int32 {
    if let problem = enter(before.folder) {
      workplace.show(problem)
      return ExitCode.notStarted
    }
    let missing = before.inputs.filter { !SystemCalls.leads($0.path) }
    if let first = missing.first {
      let others = missing.count > 1 ? " and \(missing.count - 1) more files" : ""
      workplace.show(
        Diagnostic(
          "it cannot be run again: \"\(first.path)\"\(others) cannot be found", kind: "file"))
      return ExitCode.notStarted
    }
    if let now = try? RecipeFile.read(before.recipe.path),
      now.bytes != Array(before.recipe.text.utf8)
    {
      workplace.messages.write("the recipe's file has changed; the recorded text is run\n")
    }
    let source = SourceText(before.recipe.text, name: before.recipe.path, path: before.recipe.path)
    var given: [String: String] = [:]
    for parameter in before.parameters { given[parameter.name] = parameter.given }
    let keeping = RunKeeping(in: RunKeeping.defaultRoot, workplace, isRerun: true)
    let code = workplace.run(source, parameters: given, record: keeping, second: .leaves)
    keeping.announce()
    guard let record = try? keeping.folder?.record(), code != ExitCode.interrupted else {
      return code
    }
    let comparison = RunComparison(before, record)
    let written = workplace.say("\n" + TerminalText.escaped(comparison.text, keepingLines: true))
    return max(max(code, written), comparison.isIdentical ? ExitCode.done : ExitCode.failed)
  }
}
