internal import Interpreter
internal import Language

extension RecipeWalk {
  /// Warns of names that are bound and never read.
  ///
  /// - Parameter recipe: The recipe, once it is walked.
  func warnOfUnused(in recipe: Recipe) {
    guard names.skipped.isEmpty, !names.areIncomplete else { return }
    for (function, scope) in walkedFunctions {
      for variable in scope.unreadVariables {
        if variable.declaration == .argument {
          if function.definition.name == nil || function.isValue { continue }
          warnUnused(variable, "the parameter \(variable.name.text) of \(function.name)")
        } else {
          warnUnused(variable, variable.name.text)
        }
      }
    }
    // A file of definitions is there to be imported.
    guard recipe.isRun else { return }
    for variable in topLevel.unreadVariables {
      let isParameter = variable.declaration == .recipeParameter
      warnUnused(variable, (isParameter ? "param " : "") + variable.name.text)
    }
  }

  private func warnUnused(_ variable: Variable, _ what: String) {
    warn(
      "\(what) is never read", at: variable.name.span,
      hint: variable.declaration == .function
        ? nil : "a name that starts with _ is left alone", kind: "unused")
  }

  /// Notes that a name of a built-in is bound.
  func noteShadowing(
    by name: Name, _ type: StaticType, _ declaration: Variable.Declaration
  ) {
    guard importing.isEmpty, !context.isSilent, declaration != .imposed else { return }
    let builtins = registry.builtins(named: name.text)
    guard !builtins.isEmpty else { return }
    let isFunction = type.typeName == "function"
    if isFunction || builtins.contains(where: { $0.receiver == nil }) {
      shadowings.append((name, isFunction))
    }
  }

  /// Warns of built-ins that cannot be called any more because their name is bound.
  ///
  /// `wer = results.wer` and `index = 3` are common and hurt nobody who does not call `wer` or `index`.
  func warnOfShadowing() {
    var seen: Set<String> = []
    for (name, isFunction) in shadowings where seen.insert(name.text).inserted {
      guard isFunction || usedBuiltins.contains(name.text) else { continue }
      warn(
        "\(name.text) is the name of a built-in, which cannot be called from here on",
        at: name.span, hint: "another name keeps \(name.text) as it is", kind: "shadow")
    }
  }
}

extension Scope {
  /// The declared names that nothing reads, in the order of the text.
  fileprivate var unreadVariables: [Variable] {
    variables.values.filter { variable in
      !readNames.contains(variable.name.text) && variable.declaration != .imposed
        && !variable.name.text.hasPrefix("_")
    }.sorted { $0.name.span.start < $1.name.span.start }
  }
}

extension Recipe {
  /// Whether the recipe does more than define.
  fileprivate var isRun: Bool {
    statements.contains { statement in
      switch statement.kind {
      case .expression, .forLoop, .whileLoop, .step: true
      default: false
      }
    }
  }
}
