internal import Display
internal import Foundation
internal import Glibc
internal import Language

/// The program from its arguments to its exit code.
enum Program {
  /// Does what `arguments` ask for and returns the exit code.
  static func run(_ arguments: [String]) -> Int32 {
    SystemCalls.occupyStandardStreams()
    SystemCalls.useLettersOfUser()
    var environment = ProcessInfo.processInfo.environment
    do throws(Diagnostic) {
      let (invocation, refusesColor) = try Invocation.read(arguments)
      if refusesColor { environment["NO_COLOR"] = "1" }
      return carryOut(invocation, Surroundings(environment: environment))
    } catch {
      return fail(error, Surroundings(environment: environment))
    }
  }

  private static func carryOut(_ invocation: Invocation, _ surroundings: Surroundings) -> Int32 {
    let workplace: Workplace
    do {
      workplace = try Workplace(surroundings)
    } catch {
      return fail(Diagnostic("no pipe can be made: \(error.reason)"), surroundings)
    }
    switch invocation {
    case .show(let text): return show(text, workplace)
    case .open where surroundings.hasKeyboard: return Shell(workplace).run()
    case .open: return run(.standardInput, [:], stays: false, workplace)
    case .run(let text, let parameters, let stays):
      return run(text, parameters, stays: stays, workplace)
    case .explain(let text): return explain(text, workplace)
    case .check(let texts): return texts.map { check($0, workplace) }.max() ?? ExitCode.done
    }
  }

  private static func fail(_ diagnostic: Diagnostic, _ surroundings: Surroundings) -> Int32 {
    let color = surroundings.terminal(2).hasColor
    Output(2).write(DiagnosticRenderer(color: color).render(diagnostic))
    return ExitCode.notStarted
  }

  /// Runs a text; with `stays`, the shell opens on what it leaves.
  private static func run(
    _ text: Invocation.Text, _ parameters: [String: String], stays: Bool, _ workplace: Workplace
  ) -> Int32 {
    let source: SourceText
    do {
      source = try read(text)
    } catch {
      workplace.show(error)
      return ExitCode.notStarted
    }
    let code = workplace.run(source, parameters: parameters, second: .leaves)
    if !stays || workplace.output.failure != nil { return code }
    if workplace.surroundings.hasKeyboard { return Shell(workplace).run() }
    return run(.standardInput, [:], stays: false, workplace)
  }

  private static func read(_ text: Invocation.Text) throws(Diagnostic) -> SourceText {
    switch text {
    case .file(let path): try RecipeFile.read(path)
    case .standardInput: try RecipeFile.readStandardInput()
    case .expression(let expression): SourceText(expression, name: "-e")
    }
  }

  /// Shows the parameters of a recipe.
  private static func explain(_ text: Invocation.Text, _ workplace: Workplace) -> Int32 {
    guard let recipe = parse(text, workplace) else { return ExitCode.notStarted }
    return show(RecipeHelp(recipe: recipe).text, workplace)
  }

  /// Shows the errors of a recipe, or that there are none.
  private static func check(_ text: Invocation.Text, _ workplace: Workplace) -> Int32 {
    guard let recipe = parse(text, workplace) else { return ExitCode.notStarted }
    let name = TerminalText.escaped(recipe.source.name)
    return show("\(name): no errors found\n", workplace)
  }

  private static func parse(_ text: Invocation.Text, _ workplace: Workplace) -> Recipe? {
    do {
      let source = try read(text)
      return try Recipe(source)
    } catch let error as SyntaxErrors {
      for diagnostic in error.diagnostics { workplace.show(diagnostic) }
    } catch let error as Diagnostic {
      workplace.show(error)
    } catch {
      workplace.show(Diagnostic("the recipe cannot be read"))
    }
    return nil
  }

  private static func show(_ text: String, _ workplace: Workplace) -> Int32 {
    workplace.output.write(text)
    guard let failure = workplace.output.failure else { return ExitCode.done }
    workplace.show(Diagnostic("standard output cannot be written: \(failure.reason)"))
    return ExitCode.failed
  }
}
