internal import Language

/// What an entry that starts with a colon asks of the shell itself.
enum ShellCommand: Equatable {
  /// Lists the commands.
  case help
  /// Lists the names that are bound.
  case variables
  /// Lists the newest entries.
  case history(Int)
  /// Runs an expression and says how long it took.
  case time(String)
  /// Writes the statements that succeeded to a file.
  case save(String)
  /// Runs a recipe in this session.
  case run(String)
  /// Forgets all names.
  case reset
  /// Leaves.
  case quit

  /// The commands by name: what follows the name, and what the command does.
  static let table: [(name: String, argument: String, summary: String)] = [
    ("help", "", "list the commands"),
    ("vars", "", "list the names that are bound"),
    ("history", "[N]", "list the newest N entries"),
    ("time", "EXPR", "run EXPR and say how long it took"),
    ("save", "FILE", "write the statements that succeeded to FILE, as a recipe"),
    ("run", "FILE", "run a recipe in this session"),
    ("reset", "", "forget all names"),
    ("quit", "", "leave; so do exit and Ctrl-D"),
  ]

  /// What `:help` shows.
  static var helpText: String {
    let rows = table.map { row -> String in
      let call = ":\(row.name) \(row.argument)"
      return call + String(repeating: " ", count: 16 - call.count) + row.summary
    }
    let keys = """

      help(f) or f?   show how a function is called
      Tab             complete a name, an argument or a file
      Ctrl-R          search the history
      Ctrl-C          stop what is running, or give up what is typed
      """
    return rows.joined(separator: "\n") + keys + "\n"
  }

  /// Reads an entry; `nil` if it does not start with a colon.
  init?(_ entry: String) throws(Diagnostic) {
    guard entry.hasPrefix(":") else { return nil }
    let words = entry.dropFirst().split(separator: " ", maxSplits: 1)
    let name = words.first.map(String.init) ?? ""
    let argument = words.dropFirst().first.map { $0.trimmingBlanks } ?? ""
    guard let row = Self.table.first(where: { $0.name == name }) else {
      let near = NearestSpelling.of(name, among: Self.table.map(\.name))
      throw Diagnostic(
        "there is no command :\(name)",
        hint: near.map { "did you mean :\($0)?" } ?? ":help lists the commands")
    }
    if row.argument.isEmpty, !argument.isEmpty {
      throw Diagnostic(":\(name) takes nothing after it")
    }
    if row.argument.first?.isLetter == true, argument.isEmpty {
      throw Diagnostic(":\(name) needs \(row.argument == "FILE" ? "a file" : "an expression")")
    }
    try self.init(name: name, argument: argument)
  }

  private init(name: String, argument: String) throws(Diagnostic) {
    switch name {
    case "vars": self = .variables
    case "history": self = .history(try Self.count(argument))
    case "time": self = .time(argument)
    case "save": self = .save(Self.path(argument))
    case "run": self = .run(Self.path(argument))
    case "reset": self = .reset
    case "quit": self = .quit
    default: self = .help
    }
  }

  private static func count(_ argument: String) throws(Diagnostic) -> Int {
    if argument.isEmpty { return 20 }
    guard let count = Int(argument), count > 0 else {
      throw Diagnostic(":history takes the number of entries, not \"\(argument)\"")
    }
    return count
  }

  /// The path in `argument`, which may stand in quotation marks.
  private static func path(_ argument: String) -> String {
    let isQuoted = argument.count > 1 && argument.hasPrefix("\"") && argument.hasSuffix("\"")
    return isQuoted ? String(argument.dropFirst().dropLast()) : argument
  }
}

extension StringProtocol {
  /// The text without blanks at its ends.
  var trimmingBlanks: String {
    let start = drop { $0.isWhitespace }
    return String(start.reversed().drop { $0.isWhitespace }.reversed())
  }
}
