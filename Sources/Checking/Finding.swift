public import Language

/// Something that checking found in a recipe.
public struct Finding: Sendable {
  /// How bad it is.
  public enum Severity: String, Sendable {
    /// What would fail.
    case error
    /// What is probably not meant.
    case warning
  }

  /// How bad it is.
  public let severity: Severity
  /// What it is, where, and what to do.
  public let diagnostic: Diagnostic
  /// Whether every run of the recipe fails here: the place is certain to be reached, and what is
  /// wrong does not depend on anything that is not known yet.
  public let isCertain: Bool

  init(_ severity: Severity, _ diagnostic: Diagnostic, isCertain: Bool) {
    self.severity = severity
    self.diagnostic = diagnostic
    self.isCertain = isCertain
  }
}

/// All that checking found in one recipe, in the order of the text.
public struct RecipeFindings: Sendable {
  /// What errors call the recipe.
  public let name: String
  /// What was found; of a great many the first ones.
  public let all: [Finding]
  /// How many further findings there are.
  public let omittedCount: Int

  init(name: String, all: [Finding], omittedCount: Int) {
    self.name = name
    self.all = all
    self.omittedCount = omittedCount
  }

  /// The one finding that there is in a text that cannot be read.
  public init(unreadable name: String, _ error: Diagnostic) {
    self.init(name: name, all: [Finding(.error, error, isCertain: true)], omittedCount: 0)
  }

  /// The number of errors among the findings.
  public var errorCount: Int { all.count { $0.severity == .error } }

  /// The number of warnings among the findings.
  public var warningCount: Int { all.count - errorCount }

  /// The sorts of errors that keep a recipe from starting, where they are certain.
  ///
  /// They are about what is written: names, arguments, types, files. What only computing shows, such
  /// as a division by zero, is an error of the run, though it may be found before.
  private static let stoppingKinds: Set = [
    "syntax", "name", "argument", "type", "file", "import", "parameter",
  ]

  /// The errors that every run would meet, and that keep a recipe from starting.
  public var certainErrors: [Diagnostic] {
    all.filter { finding in
      finding.severity == .error && finding.isCertain
        && Self.stoppingKinds.contains(finding.diagnostic.kind)
    }.map(\.diagnostic)
  }
}
