internal import ExactStrings
internal import Language

extension Session {
  /// Runs the definitions of another file: its functions, its bindings and its own imports.
  ///
  /// Parameters are bound to their defaults; bare expressions, loops and steps are passed over. A run
  /// imports a file once, however many files ask for it.
  func importFile(_ path: String, at range: SourceRange) throws(Unwind) {
    let place: ImportPlace
    do throws(BuiltinError) { place = try ImportPlace(path, from: range.source) } catch {
      throw Self.failure(error.message, hint: error.hint, at: range)
    }
    guard !importing.containsExactly(place.identity) else {
      throw Self.failure(ImportPlace.cycle(path).message, at: range)
    }
    guard imported.insert(place.identity).inserted else { return }
    importing.append(place.identity)
    defer { importing.removeLast() }
    guard importing.count <= ImportPlace.deepest else {
      throw Self.failure(ImportPlace.tooDeep.message, at: range)
    }
    let recipe: Recipe
    do {
      recipe = try Recipe(try SourceText(readingFile: files.reading(place.path)))
    } catch let errors as SyntaxErrors {
      throw Self.failure(errors, at: range)
    } catch let error as BuiltinError {
      throw Self.failure(error.message, hint: error.hint, at: range)
    } catch {
      throw Self.failure("\(error)", at: range)
    }
    do throws(Unwind) {
      try runDefinitions(of: recipe)
    } catch {
      guard case .failure(let failure) = error else { throw error }
      throw .failure(failure.inside("import at \(range.place)"))
    }
  }

  private func runDefinitions(of recipe: Recipe) throws(Unwind) {
    let lowering = Lowering(recipe.source, self)
    let frame = Frame(session: self)
    for statement in recipe.statements {
      switch statement.kind {
      case .function, .assignment:
        if let node = lowering.lower(statement) {
          try node.checkInterruption(frame)
          _ = try node.evaluate(frame)
        }
      case .parameter(let declaration):
        bind(
          declaration.name.text, to: try lowering.lower(declaration.defaultValue).evaluate(frame))
      case .importFile(let path):
        try importFile(path.text, at: SourceRange(recipe.source, path.span))
      default: continue
      }
    }
  }

  private static func failure(
    _ message: String, hint: String? = nil, at range: SourceRange
  ) -> Unwind {
    .failure(Failure(Diagnostic(message, at: range, hint: hint, kind: "import")))
  }

  /// The first syntax error of an imported file, with the import as its context.
  private static func failure(_ errors: SyntaxErrors, at range: SourceRange) -> Unwind {
    guard let first = errors.diagnostics.first else { return failure("cannot be read", at: range) }
    return .failure(Failure(first).inside("import at \(range.place)"))
  }
}
