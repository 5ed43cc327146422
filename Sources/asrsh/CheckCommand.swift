internal import ArgumentParser
internal import Checking
internal import Interpreter
internal import Language
internal import Text

/// `asrsh check`: finds what is wrong with recipes without running them.
struct CheckCommand: Subcommand {
  static let name = "check"
  static let arguments = "RECIPE ... [NAME=VALUE ...]"
  static let configuration = CommandConfiguration(
    CheckCommand.self, abstract: "Finds what is wrong with recipes without running them.",
    discussion: """
      It finds errors of syntax, unknown names, wrong arguments and types, input files that are not \
      there and imports that cannot be read, and warns of what is probably not meant. Parameters are \
      taken as they would be by a run. Exit codes: 0 no errors, there may be warnings; 2 errors.
      """)

  @ArgumentParser.Argument(
    help: "The recipes to look at, '-' for standard input, and values for their parameters.")
  var words: [String] = []

  @Flag(help: "Print the findings as a JSON array, for editors.")
  var json = false

  @OptionGroup var common: CommonOptions

  /// Whether a word gives a parameter: it has a name before `=`.
  ///
  /// Every other word is a recipe.
  private static func isAssignment(_ word: String) -> Bool {
    guard let sign = word.firstIndex(of: "="), sign > word.startIndex else { return false }
    return word[..<sign].allSatisfy { $0 == "_" || $0.isLetter || $0.isNumber }
  }

  func checkArguments() throws(Diagnostic) {
    _ = try Invocation.assignments(words.filter(Self.isAssignment))
    if words.allSatisfy(Self.isAssignment) { throw Invocation.usage("asrsh check needs a recipe") }
  }

  func run(in workplace: Workplace) -> Int32 {
    let texts = words.filter { !Self.isAssignment($0) }.map(Invocation.Text.init)
    let parameters: [String: String]
    do {
      parameters = try Invocation.assignments(words.filter(Self.isAssignment))
    } catch {
      workplace.show(error)
      return ExitCode.notStarted
    }
    var found: [RecipeFindings] = []
    for text in texts {
      guard let findings = check(text, parameters, workplace) else { return ExitCode.notStarted }
      found.append(findings)
      if !json { for finding in findings.all { workplace.show(finding) } }
    }
    let said = json ? workplace.say(jsonText(found)) : count(found, workplace)
    let hasErrors = found.contains { $0.errorCount > 0 }
    return said != ExitCode.done ? said : hasErrors ? ExitCode.notStarted : ExitCode.done
  }

  /// What was found in a text, or that it cannot be read; `nil` if the work could not be done.
  private func check(
    _ text: Invocation.Text, _ parameters: [String: String], _ workplace: Workplace
  ) -> RecipeFindings? {
    let source: SourceText
    do {
      source = try RecipeFile.read(text)
    } catch {
      return RecipeFindings(unreadable: text.name, error)
    }
    return workplace.ask(onInterrupt: .leaves) { session in
      Checker(session.registry).check(source, parameters: parameters)
    }
  }

  private func jsonText(_ found: [RecipeFindings]) -> String {
    let findings = JSON.array(found.flatMap(\.json))
    return ((try? findings.text(indentation: 2)) ?? "[]") + "\n"
  }

  /// Says how much was found: on standard output if nothing was, else behind the findings.
  private func count(_ found: [RecipeFindings], _ workplace: Workplace) -> Int32 {
    let name =
      found.count == 1 ? TerminalText.escaped(found[0].name) : "\(found.count) recipes"
    let errors = found.map(\.errorCount).reduce(0, +)
    let warnings = found.map(\.warningCount).reduce(0, +)
    let omitted = found.map(\.omittedCount).reduce(0, +)
    if errors + warnings == 0 { return workplace.say("\(name): no errors found\n") }
    var parts: [String] = []
    if errors > 0 { parts.append("\(errors) error\(errors == 1 ? "" : "s")") }
    if warnings > 0 { parts.append("\(warnings) warning\(warnings == 1 ? "" : "s")") }
    if omitted > 0 { parts.append("\(omitted) more that are not shown") }
    workplace.messages.write("\(name): \(parts.joined(separator: ", "))\n")
    return ExitCode.done
  }
}

extension Invocation.Text {
  /// What errors call the text.
  fileprivate var name: String {
    switch self {
    case .file(let path): path
    case .standardInput: "standard input"
    case .expression: "-e"
    }
  }
}
