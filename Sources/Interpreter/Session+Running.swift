public import Language

extension Session {
  /// Runs `source`: parses it, checks the parameters, runs the statements, displays bare expressions.
  ///
  /// - Parameters:
  ///   - source: The text of a recipe or of an entry in the shell.
  ///   - parameters: Values for the recipe's parameters as the command line gave them.
  /// - Throws: ``RunFailure`` with what to show and the exit code.
  public func run(
    _ source: SourceText, parameters: [String: String] = [:]
  ) throws(RunFailure) {
    let recipe: Recipe
    do throws(SyntaxErrors) {
      recipe = try Recipe(source)
    } catch {
      throw .notStarted(error.diagnostics)
    }
    try run(recipe, parameters: parameters)
  }

  /// Runs a recipe that is parsed already.
  ///
  /// - Parameters:
  ///   - recipe: The recipe.
  ///   - parameters: Values for its parameters as the command line gave them.
  /// - Throws: ``RunFailure`` with what to show and the exit code.
  public func run(
    _ recipe: Recipe, parameters: [String: String] = [:]
  ) throws(RunFailure) {
    let (values, problems) = recipe.values(for: parameters)
    guard problems.isEmpty else { throw .notStarted(problems) }
    imported = []
    importing = []
    var run = RecipeRun(recipe, values: values, session: self)
    do throws(Unwind) {
      try run.runAll()
    } catch {
      callDepth = 0
      if case .exit(let code) = error { throw .exited(code) }
      guard case .failure(let failure) = error else { return }
      throw failure.isInterruption
        ? .interrupted(failure.diagnostic) : .failed(failure.diagnostic)
    }
  }

  /// Calls a function with positional arguments; see ``Call/invoke(_:_:context:)``.
  ///
  /// - Parameters:
  ///   - function: The function.
  ///   - arguments: Its arguments.
  ///   - context: Said in the error's "in:" line if the call fails.
  /// - Returns: The function's value.
  /// - Throws: The error of the call, to be let through by built-ins.
  public func call(
    _ function: Function, _ arguments: [Value], context: (() -> String)? = nil
  ) throws -> Value {
    do throws(Unwind) {
      return try call(function, Arguments(positional: arguments), at: nil)
    } catch {
      guard let context, case .failure(let failure) = error else { throw error }
      throw Unwind.failure(failure.inside(context()))
    }
  }
}

/// One run of a recipe through its statements and steps.
private struct RecipeRun {
  let recipe: Recipe
  let values: [String: Value]
  let session: Session
  let lowering: Lowering
  let frame: Frame
  let stepCount: Int
  var step: (step: Step, start: ContinuousClock.Instant)?

  init(_ recipe: Recipe, values: [String: Value], session: Session) {
    self.recipe = recipe
    self.values = values
    self.session = session
    lowering = Lowering(recipe.source, session)
    frame = Frame(session: session)
    stepCount = recipe.steps.count
  }

  mutating func runAll() throws(Unwind) {
    do throws(Unwind) {
      for statement in recipe.statements { try run(statement) }
    } catch {
      if case .exit = error { endStep(failed: false) } else { endStep(failed: true) }
      throw error
    }
    endStep(failed: false)
  }

  private mutating func run(_ statement: Statement) throws(Unwind) {
    switch statement.kind {
    case .step(let title):
      endStep(failed: false)
      let opened = Step(number: (step?.step.number ?? 0) + 1, total: stepCount, title: title)
      step = (opened, .now)
      session.report(.started(opened))
    case .prose(let text): session.report(.prose(text))
    case .parameter(let declaration): try bind(declaration)
    case .importFile(let path):
      try session.importFile(path.text, at: SourceRange(recipe.source, path.span))
    case .expression(let expression, let quiet):
      let node = lowering.lower(expression)
      try node.checkInterruption(frame)
      let value = try node.evaluate(frame)
      guard !quiet else { return }
      do {
        try value.prepare(for: .display)
      } catch {
        throw node.failure(error)
      }
      session.show(value)
    default:
      guard let node = lowering.lower(statement) else { return }
      try node.checkInterruption(frame)
      _ = try node.evaluate(frame)
    }
  }

  private mutating func endStep(failed: Bool) {
    guard let ended = step else { return }
    session.report(.ended(ended.step, .now - ended.start, failed: failed))
  }

  private func bind(_ declaration: ParameterDeclaration) throws(Unwind) {
    let place = session.globals.place(of: declaration.name.text)
    if let value = values[declaration.name.text] {
      session.globals.values[place] = value
      return
    }
    let node = lowering.lower(declaration.defaultValue)
    let value = try node.evaluate(frame)
    guard declaration.accepts(value) else {
      throw node.failure(
        "\(declaration.name.text) is declared as \(declaration.type?.text ?? ""), but its default "
          + "is \(value.typeWithArticle)", kind: "parameter")
    }
    session.globals.values[place] = value
  }
}
