internal import Interpreter
internal import Language

/// An import statement on the way to the text that is walked.
struct ImportNote: Sendable {
  /// The file that it imports.
  let identity: String
  /// Where the outermost statement on the way stands in the recipe.
  let start: Int
  /// What errors in the file say about how they came there.
  let text: String
}

/// The files that a recipe imports, each read once.
struct ImportLibrary {
  /// What a file holds.
  enum Contents {
    case recipe(Recipe)
    case broken([Diagnostic])
    case unreadable(BuiltinError)
  }

  private var contents: [String: Contents] = [:]
  /// What each file bound when it was walked.
  var bindings: [String: [String: Scope.Binding]] = [:]

  /// Returns what the file at `place` holds.
  mutating func contents(of place: ImportPlace) -> Contents {
    if let known = contents[place.identity] { return known }
    let read = Self.read(place.path)
    contents[place.identity] = read
    return read
  }

  private static func read(_ path: String) -> Contents {
    do {
      return .recipe(try Recipe(try SourceText(readingFile: path)))
    } catch let errors as SyntaxErrors {
      return .broken(errors.diagnostics)
    } catch let error as BuiltinError {
      return .unreadable(error)
    } catch {
      return .unreadable(BuiltinError("\(error)"))
    }
  }
}

extension RecipeWalk {
  /// Learns what the recipe and all that it imports bind.
  func survey(_ recipe: Recipe) {
    var waiting = [(recipe, isImported: false)]
    var seen: Set<String> = []
    while let (next, isImported) = waiting.popLast() {
      names.add(next, isImported: isImported)
      for statement in next.statements {
        guard case .importFile(let path) = statement.kind else { continue }
        let place = ImportPlace(path.text, from: next.source)
        guard seen.insert(place.identity).inserted,
          case .recipe(let imported) = library.contents(of: place)
        else { continue }
        waiting.append((imported, isImported: true))
      }
    }
  }

  func walkImport(_ path: Name) {
    let place = ImportPlace(path.text, from: source)
    if importing.contains(where: { $0.identity == place.identity }) {
      return reportImport(ImportPlace.cycle(path.text), at: path.span)
    }
    if importing.count >= ImportPlace.deepest {
      return reportImport(ImportPlace.tooDeep, at: path.span)
    }
    switch library.contents(of: place) {
    case .unreadable(let error): reportImport(error, at: path.span)
    case .broken(let diagnostics):
      enter(place, path) {
        for diagnostic in diagnostics {
          add(Draft(severity: .error, diagnostic: diagnostic, certainty: certainty))
        }
      }
    case .recipe(let recipe): walkDefinitions(of: recipe, place, path)
    }
  }

  private func reportImport(_ error: BuiltinError, at span: SourceSpan) {
    var placed = error
    placed.kind = "import"
    report(placed, at: span)
  }

  private func walkDefinitions(of recipe: Recipe, _ place: ImportPlace, _ path: Name) {
    if let known = library.bindings[place.identity] {
      for (name, binding) in known {
        topLevel.bind(name, binding.type, isDefinite: binding.isDefinite)
      }
      return
    }
    var changes: Scope.Changes = [:]
    enter(place, path) {
      let outer = source
      source = recipe.source
      changes = topLevel.changes {
        for statement in recipe.statements where statement.isDefinition { _ = walk(statement) }
      }
      source = outer
    }
    library.bindings[place.identity] = changes
    for (name, binding) in changes {
      topLevel.bind(name, binding.type, isDefinite: binding.isDefinite)
    }
  }

  private func enter(_ place: ImportPlace, _ path: Name, _ work: () -> Void) {
    let range = SourceRange(source, path.span)
    importing.append(
      ImportNote(
        identity: place.identity, start: importing.first?.start ?? path.span.start,
        text: "import at \(range.place)"))
    work()
    importing.removeLast()
  }
}

extension Statement {
  /// Whether an import runs the statement.
  fileprivate var isDefinition: Bool {
    switch kind {
    case .function, .assignment, .parameter, .importFile: true
    default: false
    }
  }
}
