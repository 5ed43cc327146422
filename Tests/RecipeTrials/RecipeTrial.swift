internal import Checking
internal import Formatting
public import Interpreter
internal import Language

/// Puts texts through every part of the language, and tells which promises were broken.
///
/// The promises are that nothing ends the process, that every error has a message and a place, that
/// the formatter changes neither tokens nor its own layout, and that a recipe fails which the checker
/// calls certain to fail. Nothing is written, and nothing is read but what lies in one folder.
public struct RecipeTrial {
  private let registry: Registry
  private let mostSteps: Int
  private let folder: String?

  /// Prepares trials.
  ///
  /// - Parameters:
  ///   - registry: The built-ins that recipes are checked and run with.
  ///   - mostSteps: How many steps a run may make.
  ///   - folder: The folder that recipes may read; `nil` for none.
  public init(_ registry: Registry, mostSteps: Int = 2_000, folder: String? = nil) {
    (self.registry, self.mostSteps, self.folder) = (registry, mostSteps, folder)
  }

  /// Reads, lays out, checks and runs a text: whole, and then each statement in one session, so that
  /// an error does not hide what stands behind it.
  ///
  /// - Parameters:
  ///   - text: The text of a recipe.
  ///   - interruption: Ends the runs.
  /// - Returns: The broken promises; none if all is well.
  public func faults(of text: String, interruption: Interruption) -> [String] {
    let source = SourceText(text, name: "trial")
    _ = source.isComplete
    let reading = RecipeReading(source)
    var faults = reading.diagnostics.flatMap(Self.faults)
    if reading.diagnostics.isEmpty { faults += layoutFaults(of: source) }
    let findings = Checker(registry).check(reading)
    faults += findings.all.flatMap { Self.faults(of: $0.diagnostic) }
    let certain = findings.all.first { $0.isCertain && $0.severity == .error }
    let failure = run([source], interruption)
    if let certain, failure == nil {
      faults.append("ran in spite of: \(certain.diagnostic.message)")
    }
    faults += failure?.diagnostics.flatMap(Self.faults) ?? []
    let statements = reading.recipe.statements.map { source.text($0.span) }
    if statements.count > 1 {
      faults +=
        run(statements.map { SourceText($0, name: "trial") }, interruption)?
        .diagnostics.flatMap(Self.faults) ?? []
    }
    return faults
  }

  /// Runs texts one behind the other in one session.
  ///
  /// - Parameters:
  ///   - texts: The texts.
  ///   - interruption: Ends the run.
  /// - Returns: The broken promises, and the messages of the errors.
  public func outcome(
    of texts: [String], interruption: Interruption
  ) -> (faults: [String], errors: [String]) {
    let sources = texts.map { SourceText($0, name: "trial") }
    let diagnostics = run(sources, interruption)?.diagnostics ?? []
    return (diagnostics.flatMap(Self.faults), diagnostics.map(\.message))
  }

  private func run(_ sources: [SourceText], _ interruption: Interruption) -> RunFailure? {
    let session = Session(
      registry: registry, interruption: interruption, output: { _ in }, diagnostics: { _ in })
    session.mostSteps = mostSteps
    session.files = RefusedFiles(butFor: folder)
    var diagnostics: [Diagnostic] = []
    for source in sources {
      do throws(RunFailure) {
        try session.run(source)
      } catch {
        diagnostics += error.diagnostics
      }
      if interruption.isRequested { break }
    }
    return diagnostics.isEmpty ? nil : .notStarted(diagnostics)
  }
}

// MARK: - Promises

extension RecipeTrial {
  /// What is wrong with an error: that it says nothing, points nowhere, or steers the terminal.
  private static func faults(of diagnostic: Diagnostic) -> [String] {
    let message = diagnostic.message
    var faults: [String] = []
    if message.isEmpty { faults.append("an error says nothing") }
    if diagnostic.kind.isEmpty { faults.append("no kind: \(message)") }
    let shown = DiagnosticRenderer().render(diagnostic)
    if shown.unicodeScalars.contains(where: { $0.value < 32 && $0 != "\n" }) {
      faults.append("shown with control characters: \(message)")
    }
    guard let range = diagnostic.range else { return faults + ["points nowhere: \(message)"] }
    let (span, count) = (range.span, range.source.bytes.count)
    if span.start < 0 || span.start > count || span.end < span.start || span.end > count + 1 {
      faults.append("points at \(span.start)..<\(span.end) of \(count) bytes: \(message)")
    }
    return faults
  }

  private func layoutFaults(of source: SourceText) -> [String] {
    do throws(FormattingError) {
      let text = try RecipeFormatter.format(source)
      let formatted = SourceText(text, name: "formatted")
      var faults: [String] = []
      if try RecipeFormatter.format(formatted) != text {
        faults.append("laid out again, it is another text: \(text)")
      }
      if Self.tokens(formatted) != Self.tokens(source) {
        faults.append("laid out, it has other tokens: \(text)")
      }
      return faults
    } catch {
      return error.diagnostics.map { "cannot be laid out: \($0.message)" }
    }
  }

  /// The tokens as they are written, without those that may come and go with the layout.
  private static func tokens(_ source: SourceText) -> [String] {
    Lexer.read(source).tokens.compactMap { token in
      switch token.kind {
      case .newline, .end, .step, .prose, .symbol(.comma), .symbol(.semicolon): nil
      default: source.text(token.span).replacing("\r\n", with: "\n")
      }
    }
  }
}
