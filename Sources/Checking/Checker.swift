public import Interpreter
public import Language

/// Finds what is wrong with recipes without running them.
///
///     let findings = Checker(registry).check(SourceText("prnt(1)", name: "a.asr"))
///     findings.all[0].diagnostic.message     // unknown name prnt
///
/// What is said is certain: where the type of a value, the way of a run or the name of a file is not
/// known before the recipe runs, nothing is said.
public struct Checker {
  private let registry: Registry

  /// Makes a checker for recipes that have the built-ins of `registry`.
  public init(_ registry: Registry) { self.registry = registry }

  /// Checks a text.
  ///
  /// - Parameters:
  ///   - source: The recipe.
  ///   - parameters: Values for its parameters, as a command line gives them.
  /// - Returns: All that was found.
  public func check(_ source: SourceText, parameters: [String: String] = [:]) -> RecipeFindings {
    check(RecipeReading(source), parameters: parameters)
  }

  /// Checks a recipe that was read already.
  ///
  /// - Parameters:
  ///   - reading: What could be read of it.
  ///   - parameters: Values for its parameters, as a command line gives them.
  /// - Returns: All that was found.
  public func check(_ reading: RecipeReading, parameters: [String: String] = [:]) -> RecipeFindings
  {
    let walk = RecipeWalk(
      reading.recipe.source, registry: registry, parameters: parameters)
    walk.names.skipped = reading.skippedNames
    for diagnostic in reading.diagnostics {
      walk.add(
        RecipeWalk.Draft(severity: .error, diagnostic: diagnostic, certainty: .always))
    }
    if reading.diagnostics.isEmpty { walk.checkNames(ofParameters: reading.recipe) }
    walk.survey(reading.recipe)
    walk.walk(reading.recipe.statements)
    for read in walk.paths.takeFunctionReads() { walk.checkInput(read) }
    walk.warnOfUnused(in: reading.recipe)
    walk.warnOfShadowing()
    return walk.report(named: reading.recipe.source.name)
  }
}

extension RecipeWalk {
  /// Reports values for parameters that the recipe does not have.
  fileprivate func checkNames(ofParameters recipe: Recipe) {
    for diagnostic in recipe.unknownParameters(parameterTexts) {
      add(Draft(severity: .error, diagnostic: diagnostic, certainty: .always))
    }
  }

  /// Puts what was found into order, once all is known.
  fileprivate func report(named name: String) -> RecipeFindings {
    var hints = SpellingHints(names.counts, registry)
    let ordered = drafts.enumerated().sorted {
      ($0.element.place, $0.offset) < ($1.element.place, $1.offset)
    }
    let findings = ordered.map { _, draft -> Finding in
      var diagnostic = draft.diagnostic
      if let name = draft.unknownName, diagnostic.hint == nil {
        diagnostic.hint =
          diagnostic.range.flatMap {
            registry.hint(forModule: name, in: $0.source, endingAt: $0.span.end)
          } ?? hints.hint(for: name)
      }
      let isCertain = draft.severity == .error && draft.certainty.isCertain
      let severity = draft.needsCertainty && !isCertain ? .warning : draft.severity
      return Finding(severity, diagnostic, isCertain: isCertain)
    }
    return RecipeFindings(name: name, all: findings, omittedCount: omittedCount)
  }
}

/// Finds what was meant by unknown names, with an end to the work for texts that are full of them.
private struct SpellingHints {
  private static let mostLookUps = 200

  private let known: [String]
  private let bound: [String: Int]
  private var found: [String: String?] = [:]

  init(_ bound: [String: Int], _ registry: Registry) {
    self.bound = bound
    known = registry.names + bound.keys
  }

  mutating func hint(for name: String) -> String? {
    if let hint = found[name] { return hint }
    guard found.count < Self.mostLookUps else { return nil }
    let hint =
      bound[name] != nil
      ? "\(name) is bound further down"
      : ForeignNames.hint(for: name)
        ?? NearestSpelling.of(name, among: known).map { "did you mean \($0)?" }
    found[name] = .some(hint)
    return hint
  }
}
