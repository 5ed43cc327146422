internal import Builtins
internal import Display
internal import Interpreter
internal import Language
internal import Runs
internal import Synchronization

/// Keeps the records of runs: where they go, and which was the last.
final class RunKeeping: Sendable {
  /// Where records go unless the user says otherwise.
  static let defaultRoot = "runs"

  private let root: String
  private let isRerun: Bool
  private let messages: Output
  private let surroundings: @Sendable () -> Runs.Surroundings
  private let last = Mutex<(folder: RunFolder, hasSteps: Bool)?>(nil)

  /// Keeps records below `root`; those of recorded runs that are repeated keep their trainings too.
  init(in root: String, _ workplace: Workplace, isRerun: Bool = false) {
    (self.root, self.isRerun) = (root, isRerun)
    messages = workplace.messages
    let environment = workplace.surroundings.environment
    surroundings = {
      Runs.Surroundings(
        engine: [("asrsh", asrsh.version)], device: engineDescription, environment: environment)
    }
  }

  /// The folder of the last run that was recorded.
  var folder: RunFolder? { last.withLock { $0?.folder } }

  /// Says where the report of the last run is, if the run had steps: what has none is a script.
  func announce() {
    guard let run = last.withLock({ $0 }), run.hasSteps else { return }
    messages.write("report: \(escapeForTerminal(run.folder.reportPath))\n")
  }

  /// Runs a recipe with a record; without one, if it cannot be written.
  func run(
    _ source: SourceText, parameters: [String: String], in session: Session
  ) throws(RunFailure) {
    let recipe: Recipe
    do throws(SyntaxErrors) { recipe = try Recipe(source) } catch {
      throw .notStarted(error.diagnostics)
    }
    let problems = recipe.problems(with: parameters)
    if !problems.isEmpty { throw .notStarted(problems) }
    let recorder: RunRecorder
    do {
      let root = try RecipeFile.meant(root)
      recorder = try RunRecorder(
        recipe, given: parameters, in: root, surroundings: surroundings(), isRerun: isRerun
      ) { [messages] in messages.write(escapeForTerminal($0) + "\n") }
    } catch {
      let reason = (error as? Diagnostic)?.message ?? "\(error)"
      messages.write("this run is not recorded: \(escapeForTerminal(reason))\n")
      return try session.run(recipe, parameters: parameters)
    }
    last.withLock { $0 = (recorder.folder, !recipe.steps.isEmpty) }
    recorder.attach(to: session)
    let interruption = session.interruption
    do throws(RunFailure) {
      try session.run(recipe, parameters: parameters)
    } catch {
      recorder.finish(error, session) { interruption.isRequested }
      throw error
    }
    recorder.finish(nil, session) { interruption.isRequested }
  }
}
