/// A parsed recipe, or one parsed entry of the shell.
public struct Recipe: Sendable {
  /// The text it was parsed from.
  public let source: SourceText
  /// The statements at the top level, steps and prose among them.
  public let statements: [Statement]

  /// Parses `source`; all syntax errors found come together.
  ///
  /// - Throws: ``SyntaxErrors`` if there are any.
  public init(_ source: SourceText) throws(SyntaxErrors) {
    let reading = RecipeReading(source)
    guard reading.diagnostics.isEmpty else {
      throw SyntaxErrors(diagnostics: Array(reading.diagnostics.prefix(20)))
    }
    self = reading.recipe
  }

  init(_ source: SourceText, _ statements: [Statement]) {
    self.source = source
    self.statements = statements
  }

  /// The parameters that the recipe declares, in order.
  public var parameters: [ParameterDeclaration] {
    statements.compactMap { statement in
      if case .parameter(let declaration) = statement.kind { return declaration }
      return nil
    }
  }

  /// The titles of the steps, in order.
  public var steps: [String] {
    statements.compactMap { statement in
      if case .step(let title) = statement.kind { return title }
      return nil
    }
  }
}

/// The syntax errors of one text, at least one, in the order of the text.
public struct SyntaxErrors: Error {
  /// The errors.
  public let diagnostics: [Diagnostic]
}
