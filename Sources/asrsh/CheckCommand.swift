internal import ArgumentParser
internal import Language

/// `asrsh check`: finds the errors of recipes without running them.
struct CheckCommand: Subcommand {
  static let name = "check"
  static let arguments = "RECIPE ..."
  static let configuration = CommandConfiguration(
    CheckCommand.self, abstract: "Finds the errors of recipes without running them.",
    discussion: "Exit codes: 0 nothing found; 2 something is wrong.")

  @ArgumentParser.Argument(help: "The recipes to look at; '-' reads one from standard input.")
  var recipes: [String] = []

  @OptionGroup var common: CommonOptions

  func checkArguments() throws(Diagnostic) {
    if recipes.isEmpty { throw Invocation.usage("asrsh check needs a recipe") }
  }

  func run(in workplace: Workplace) -> Int32 {
    recipes.map { check(Invocation.Text(argument: $0), workplace) }.max() ?? ExitCode.done
  }

  /// Shows the errors of a recipe, or that there are none.
  private func check(_ text: Invocation.Text, _ workplace: Workplace) -> Int32 {
    guard let recipe = workplace.recipe(in: text) else { return ExitCode.notStarted }
    let name = TerminalText.escaped(recipe.source.name)
    return workplace.say("\(name): no errors found\n")
  }
}
