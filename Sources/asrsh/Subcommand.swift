internal import ArgumentParser
internal import Language

/// A command of its own, which the first word of the command line names: `asrsh check a.asr`.
///
/// A type that conforms and stands in ``Subcommands/all`` is parsed, explained by `--help`, listed by
/// `asrsh --help`, and run.
protocol Subcommand: ParsableCommand {
  /// The word that chooses the command.
  static var name: String { get }
  /// What stands after the word, in a line of usage: `RECIPE ...`.
  static var arguments: String { get }
  /// The options that every command has.
  var common: CommonOptions { get }

  /// Says what is wrong with the arguments; it is not asked where help is wanted.
  ///
  /// Arguments without which the command can do nothing are optional for the parser, so that
  /// `--help` may stand alone, and are missed here.
  func checkArguments() throws(Diagnostic)

  /// Does the work and gives the exit code of the process.
  func run(in workplace: Workplace) -> Int32
}

/// The options that every subcommand has.
struct CommonOptions: ParsableArguments {
  @Flag(help: "Show no colours; NO_COLOR in the environment does the same.")
  var noColor = false

  @Flag(name: [.short, .long], help: "Show this text.")
  var help = false
}

/// The subcommands, by which both parsing and help go.
enum Subcommands {
  /// All of them, in the order of help.
  static var all: [any Subcommand.Type] {
    [
      CheckCommand.self, FormatCommand.self, ConvertCommand.self, RehearseCommand.self,
      RunsCommand.self, RerunCommand.self, VerifyCommand.self, CacheCommand.self,
    ]
  }

  /// The subcommand that `arguments` call, or `nil` if their first word names none.
  ///
  /// - Parameter arguments: The arguments that follow the program's name.
  /// - Returns: The subcommand with its arguments.
  /// - Throws: What is wrong with the arguments of the subcommand.
  static func read(_ arguments: [String]) throws(Diagnostic) -> (any Subcommand)? {
    guard let type = all.first(where: { $0.name == arguments.first }) else { return nil }
    return try read(type, Array(arguments.dropFirst()))
  }

  private static func read<Command: Subcommand>(
    _ type: Command.Type, _ arguments: [String]
  ) throws(Diagnostic) -> any Subcommand {
    let command = try Invocation.parsed(type, arguments)
    if !command.common.help { try command.checkArguments() }
    return command
  }

  /// The lines that show how the subcommands are called.
  static var usage: String {
    all.map { "asrsh \($0.name) \($0.arguments)" }.joined(separator: "\n")
  }

  /// The subcommands with a sentence each, in columns.
  static var list: String {
    let width = all.map { $0.name.count }.max() ?? 0
    return all.map { type in
      let gap = String(repeating: " ", count: width - type.name.count + 2)
      return "  \(type.name)\(gap)\(type.configuration.abstract)"
    }.joined(separator: "\n")
  }
}

extension Subcommand {
  /// What `--help` shows.
  static var helpText: String { helpMessage() + "\n" }
}

extension CommandConfiguration {
  /// The name and the texts of a subcommand for the parser of arguments.
  init<Command: Subcommand>(
    _ command: Command.Type, abstract: String, discussion: String
  ) {
    self.init(
      commandName: "asrsh \(command.name)", abstract: abstract,
      usage: "asrsh \(command.name) \(command.arguments)", discussion: discussion, helpNames: [])
  }
}
