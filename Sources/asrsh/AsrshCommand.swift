internal import ArgumentParser

/// The command line of `asrsh` itself: the shell, and the running of recipes.
struct AsrshCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "asrsh",
    abstract: "A notebook-style shell for speech recognition.",
    usage: """
      asrsh [-i] [RECIPE [NAME=VALUE ...]]
      asrsh -e EXPR
      \(Subcommands.usage)
      """,
    discussion: """
      Without arguments it opens the shell; when standard input is not a terminal, it runs what \
      it reads there. 'asrsh RECIPE --help' lists the parameters of a recipe. The run of a recipe is \
      recorded in runs/NAME/TIME: what it read, showed and wrote, and a report to open in a browser.

      Commands, each with a --help of its own:
      \(Subcommands.list)

      Exit codes: 0 done; 1 the recipe failed; 2 it could not start (usage, syntax, parameters); \
      130 interrupted; 141 the reader of its output has left.
      """,
    helpNames: [])

  @Argument(help: "The recipe to run; '-' reads it from standard input.")
  var recipe: String?

  @Argument(help: "Values for the recipe's parameters.")
  var parameters: [String] = []

  @Option(
    name: [.customShort("e")], parsing: .unconditional,
    help: ArgumentHelp("Run EXPR and show its value.", valueName: "EXPR"))
  var expression: String?

  @Option(help: ArgumentHelp("The folder of the recorded runs.", valueName: "FOLDER"))
  var runs = RunKeeping.defaultRoot

  @Flag(help: "Keep no record of the run.")
  var noRecord = false

  @Flag(name: [.customShort("i")], help: "Stay in the shell when the recipe has run.")
  var stays = false

  @Flag(help: "Show no colours; NO_COLOR in the environment does the same.")
  var noColor = false

  @Flag(help: "Show the version.")
  var version = false

  @Flag(name: [.short, .long], help: "Show this text, or the parameters of RECIPE.")
  var help = false
}
