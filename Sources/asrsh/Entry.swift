internal import Language

/// What was entered at the prompt.
enum Entry: Equatable {
  /// A command of the shell, `:name`.
  case command(ShellCommand)
  /// A question about a function, `name?`.
  case question(String)
  /// Statements of the language.
  case statements

  /// The words by which other shells are left, which leave this one too.
  private static let farewells = ["exit", "quit", "exit()", "quit()"]

  /// Tells what `entry` is, which has no blanks at its ends.
  ///
  /// - Parameters:
  ///   - entry: What was entered.
  ///   - isBound: Whether a name is the user's own; `quit` is then what the user made it.
  /// - Throws: What is wrong with a command.
  init(_ entry: String, isBound: (String) -> Bool = { _ in false }) throws(Diagnostic) {
    if Self.farewells.contains(entry), !isBound(String(entry.prefix(4))) {
      self = .command(.quit)
    } else if let command = try ShellCommand(entry) {
      self = .command(command)
    } else if entry.hasSuffix("?"), Self.isName(entry.dropLast()) {
      self = .question(entry.dropLast().trimmingBlanks)
    } else {
      self = .statements
    }
  }

  /// Whether `text` can be entered as it is, or needs more rows.
  static func isComplete(_ text: String) -> Bool {
    let entry = text.trimmingBlanks
    if entry.hasPrefix(":") || entry.hasSuffix("?") { return true }
    return SourceText(text, name: "shell").isComplete
  }

  /// The statements in `entry`, each with its rows; the entry itself if it cannot be taken apart.
  static func statements(of entry: String) -> [String] {
    do {
      let recipe = try Recipe(SourceText(entry, name: "shell"))
      if recipe.statements.count < 2 { return [entry] }
      return recipe.statements.map { recipe.source.text($0.span) }
    } catch {
      return [entry]
    }
  }

  private static func isName(_ text: Substring) -> Bool {
    let tokens = Lexer.read(SourceText(String(text), name: "shell")).tokens
    let words = tokens.filter { token in
      switch token.kind {
      case .newline, .end: false
      default: true
      }
    }
    // Names with dots between them: `print`, `data.sort`.
    return words.count % 2 == 1
      && words.enumerated().allSatisfy { index, token in
        index % 2 == 0 ? token.name?.isEmpty == false : token.symbol == .dot
      }
  }
}
