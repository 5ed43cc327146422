internal import ArgumentParser
internal import Language

/// What the command line asks for.
enum Invocation: Equatable {
  /// Where a text to run comes from.
  enum Text: Equatable {
    /// A file.
    case file(String)
    /// Standard input.
    case standardInput
    /// The command line itself.
    case expression(String)
  }

  /// Show a text and leave.
  case show(String)
  /// Open the shell, or run standard input where there is no keyboard.
  case open
  /// Run a text, and perhaps stay in the shell.
  case run(Text, parameters: [String: String], stays: Bool)
  /// Show the parameters of a recipe.
  case explain(Text)
  /// Look for errors in recipes.
  case check([Text])

  /// Reads the arguments that follow the program's name.
  ///
  /// - Parameter arguments: The arguments.
  /// - Returns: What is asked for, and whether colours are refused.
  /// - Throws: What is wrong with the arguments.
  static func read(
    _ arguments: [String]
  ) throws(Diagnostic) -> (invocation: Invocation, refusesColor: Bool) {
    if arguments.first == "check" {
      let command = try parsed(CheckCommand.self, Array(arguments.dropFirst()))
      return (try read(command), command.noColor)
    }
    let command = try parsed(AsrshCommand.self, arguments)
    return (try read(command), command.noColor)
  }

  private static func parsed<Command: ParsableCommand>(
    _ type: Command.Type, _ arguments: [String]
  ) throws(Diagnostic) -> Command {
    do {
      return try Command.parse(arguments)
    } catch {
      let text = Command.message(for: error)
      throw usage(text.prefix(1).lowercased() + text.dropFirst().prefix { $0 != "\n" })
    }
  }

  private static func usage(_ message: String) -> Diagnostic {
    Diagnostic(message, hint: "asrsh --help shows how to call it", kind: "usage")
  }

  private static func read(_ command: AsrshCommand) throws(Diagnostic) -> Invocation {
    if command.version { return .show("asrsh \(asrsh.version)\n") }
    if let expression = command.expression {
      if command.help { return .show(AsrshCommand.helpMessage() + "\n") }
      if let extra = command.recipe { throw usage("-e stands alone; \"\(extra)\" is too much") }
      return .run(.expression(expression), parameters: [:], stays: command.stays)
    }
    guard let recipe = command.recipe else {
      return command.help ? .show(AsrshCommand.helpMessage() + "\n") : .open
    }
    let text = recipe == "-" ? Text.standardInput : .file(recipe)
    if command.help { return .explain(text) }
    return .run(text, parameters: try assignments(command.parameters), stays: command.stays)
  }

  private static func read(_ command: CheckCommand) throws(Diagnostic) -> Invocation {
    if command.help { return .show(CheckCommand.helpMessage() + "\n") }
    if command.recipes.isEmpty { throw usage("asrsh check needs a recipe") }
    return .check(command.recipes.map { $0 == "-" ? .standardInput : .file($0) })
  }

  /// Takes `name=value` apart.
  private static func assignments(_ words: [String]) throws(Diagnostic) -> [String: String] {
    var values: [String: String] = [:]
    for word in words {
      guard let sign = word.firstIndex(of: "="), sign > word.startIndex else {
        throw usage("\"\(word)\" is not of the form name=value")
      }
      let name = String(word[..<sign])
      if values[name] != nil { throw usage("the parameter \(name) is given twice") }
      values[name] = String(word[word.index(after: sign)...])
    }
    return values
  }
}
