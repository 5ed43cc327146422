internal import ArgumentParser
internal import Language

/// What the command line asks for where it names no subcommand.
enum Invocation: Equatable {
  /// Where a text to run comes from.
  enum Text: Equatable {
    /// A file.
    case file(String)
    /// Standard input.
    case standardInput
    /// The command line itself.
    case expression(String)

    /// The text that a word of the command line names: a file, or standard input for `-`.
    init(argument: String) { self = argument == "-" ? .standardInput : .file(argument) }
  }

  /// Show a text and leave.
  case show(String)
  /// Open the shell, or run standard input where there is no keyboard.
  case open
  /// Run a text, perhaps with a record below a folder, and perhaps stay in the shell.
  case run(Text, parameters: [String: String], stays: Bool, runs: String? = nil)
  /// Show the parameters of a recipe.
  case explain(Text)

  /// Reads the arguments that follow the program's name.
  ///
  /// - Parameter arguments: The arguments.
  /// - Returns: What is asked for, and whether colours are refused.
  /// - Throws: What is wrong with the arguments.
  static func read(
    _ arguments: [String]
  ) throws(Diagnostic) -> (invocation: Invocation, refusesColor: Bool) {
    let command = try parsed(AsrshCommand.self, arguments)
    return (try read(command), command.noColor)
  }

  /// Reads the arguments of a command.
  static func parsed<Command: ParsableCommand>(
    _ type: Command.Type, _ arguments: [String]
  ) throws(Diagnostic) -> Command {
    do {
      return try Command.parse(arguments)
    } catch {
      let text = Command.message(for: error)
      throw usage(text.prefix(1).lowercased() + text.dropFirst().prefix { $0 != "\n" })
    }
  }

  /// The error for a command line that cannot be meant.
  static func usage(_ message: String) -> Diagnostic {
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
    let text = Text(argument: recipe)
    if command.help { return .explain(text) }
    let isRecorded = text != .standardInput && !command.noRecord
    return .run(
      text, parameters: try assignments(command.parameters), stays: command.stays,
      runs: isRecorded ? command.runs : nil)
  }

  /// Takes `name=value` apart.
  static func assignments(_ words: [String]) throws(Diagnostic) -> [String: String] {
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
