internal import ExactStrings
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
    /// A text with syntax errors, and the names in it, any of which it may define.
    case broken([Diagnostic], names: Set<String>)
    case unreadable(BuiltinError)
  }

  private var contents: [ExactString: Contents] = [:]
  /// The files that were walked; a run imports each of them once.
  var walked: Set<ExactString> = []

  /// Returns what the file at `place` holds.
  mutating func contents(of place: ImportPlace) -> Contents {
    if let known = contents[place.identity] { return known }
    let read = Self.read(place.path)
    contents[place.identity] = read
    return read
  }

  private static func read(_ path: String) -> Contents {
    do throws(BuiltinError) {
      let reading = RecipeReading(try SourceText(readingFile: path))
      if reading.diagnostics.isEmpty { return .recipe(reading.recipe) }
      var names = RecipeNames()
      names.add(reading.recipe, isImported: true)
      return .broken(
        reading.diagnostics, names: reading.skippedNames.union(names.counts.keys))
    } catch {
      return .unreadable(error)
    }
  }
}

extension RecipeWalk {
  /// Learns what the recipe and all that it imports bind.
  func survey(_ recipe: Recipe) {
    var waiting = [(recipe, isImported: false)]
    var seen: Set<ExactString> = []
    while let (next, isImported) = waiting.popLast() {
      names.add(next, isImported: isImported)
      for statement in next.statements {
        guard case .importFile(let path) = statement.kind else { continue }
        guard let place = try? ImportPlace(path.text, from: next.source) else {
          names.areIncomplete = true
          continue
        }
        guard seen.insert(place.identity).inserted else { continue }
        switch library.contents(of: place) {
        case .recipe(let imported): waiting.append((imported, isImported: true))
        case .broken(_, let skipped): names.skipped.formUnion(skipped)
        case .unreadable: names.areIncomplete = true
        }
      }
    }
  }

  func walkImport(_ path: Name) {
    let place: ImportPlace
    do throws(BuiltinError) { place = try ImportPlace(path.text, from: source) } catch {
      return reportImport(error, at: path.span)
    }
    if importing.contains(where: { $0.identity.isExactly(place.identity) }) {
      return reportImport(ImportPlace.cycle(path.text), at: path.span)
    }
    if importing.count >= ImportPlace.deepest {
      return reportImport(ImportPlace.tooDeep, at: path.span)
    }
    switch library.contents(of: place) {
    case .unreadable(let error): reportImport(error, at: path.span)
    case .broken(let diagnostics, _):
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
    guard library.walked.insert(place.identity).inserted else { return }
    enter(place, path) {
      let outer = source
      source = recipe.source
      for statement in recipe.statements where statement.isDefinition { _ = walk(statement) }
      source = outer
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
