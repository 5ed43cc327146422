internal import ArgumentParser
internal import Formatting
internal import Language

/// `asrsh format`: lays recipes out in the canonical way.
struct FormatCommand: Subcommand {
  static let name = "format"
  static let arguments = "[--check] RECIPE ..."
  static let configuration = CommandConfiguration(
    FormatCommand.self, abstract: "Lays recipes out in one canonical way.",
    discussion: """
      Spaces and line breaks change, what a recipe means never does, and comments stay where they \
      are. Each recipe that changes is written in its place and named. What has syntax errors is \
      left alone.

      Exit codes: 0 all are laid out so now; 1 with --check, some would change; 2 something cannot \
      be read, laid out or written.
      """)

  @ArgumentParser.Argument(
    help: "The recipes; '-' reads one from standard input and writes it to standard output.")
  var recipes: [String] = []

  @Flag(help: "Write nothing; name the recipes that would change.")
  var check = false

  @OptionGroup var common: CommonOptions

  func checkArguments() throws(Diagnostic) {
    if recipes.isEmpty { throw Invocation.usage("asrsh format needs a recipe") }
  }

  func run(in workplace: Workplace) -> Int32 {
    recipes.map { format(Invocation.Text(argument: $0), workplace) }.max() ?? ExitCode.done
  }

  private func format(_ text: Invocation.Text, _ workplace: Workplace) -> Int32 {
    do {
      let source = try RecipeFile.read(text)
      let layout = try RecipeFormatter.format(source)
      return try give(layout, for: source, workplace)
    } catch let error as FormattingError {
      for diagnostic in error.diagnostics { workplace.show(diagnostic) }
    } catch let error as Diagnostic {
      workplace.show(error)
    } catch {
      workplace.show(Diagnostic("the recipe cannot be laid out"))
    }
    return ExitCode.notStarted
  }

  /// Puts the layout where it belongs, or says that there is another.
  private func give(
    _ layout: String, for source: SourceText, _ workplace: Workplace
  ) throws(Diagnostic) -> Int32 {
    let changes = !layout.utf8.elementsEqual(source.bytes)
    let name = TerminalText.escaped(source.name)
    if check {
      guard changes else { return ExitCode.done }
      return max(workplace.say("\(name)\n"), ExitCode.failed)
    }
    guard let path = source.path else { return workplace.say(layout) }
    guard changes else { return ExitCode.done }
    try RecipeFile.replace(path, with: layout)
    return workplace.say("\(name): laid out\n")
  }
}
