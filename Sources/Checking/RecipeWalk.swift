internal import Interpreter
internal import Language

/// Walks through a recipe as a run would, with types in the place of values, and collects what it finds.
///
/// One walk is for one recipe and what it imports. Every statement is walked once: branches from the
/// same state, bodies of loops with all that they bind forgotten, bodies of functions where the
/// function is made.
final class RecipeWalk {
  /// How what is walked is related to what a run does.
  struct Context {
    /// Whether a run comes by.
    var certainty = Certainty.always
    /// Whether a `catch` waits for what fails.
    var isTrying = false
    /// Whether the values known now do not lead here.
    var isDormant = false
    /// Whether nothing is reported, in code that never runs.
    var isSilent = false
  }

  /// What is known of the loop that is walked.
  struct Loop {
    /// Whether it has a `break`.
    var hasBreak = false
    /// Whether a turn may be left early, so that nothing behind is certain to run.
    var mayHaveJumped = false
  }

  /// A finding whose certainty may depend on calls that come later.
  struct Draft {
    var severity: Finding.Severity
    var diagnostic: Diagnostic
    var certainty: Certainty
    /// The unknown name that it is about, whose nearest spelling is looked for at the end.
    var unknownName: String?
    /// Whether it is a warning if the recipe is not certain to come by.
    var needsCertainty = false
    /// Where it belongs in the recipe: that of the import for what is in another file.
    var place = 0
  }

  /// The most findings that are kept.
  static let mostFindings = 1_000

  let registry: Registry
  let parameterTexts: [String: String]
  /// The text that is walked: the recipe, or a file that it imports.
  var source: SourceText
  var context = Context()
  var loop = Loop()
  /// Whether a run can come to the place that is walked.
  var isReachable = true

  let topLevel = Scope()
  var scope: Scope
  /// What the recipe and the files that it imports bind at the top level.
  var names = RecipeNames()
  /// The functions whose arguments are looked at in the end, when all uses are known.
  var walkedFunctions: [(function: FunctionFacts, scope: Scope)] = []
  /// The names of the recipe's built-ins that are used as functions, by name.
  var usedBuiltins: Set<String> = []
  /// Names of built-ins that the recipe binds.
  var shadowings: [(name: Name, isFunction: Bool)] = []
  var paths = PathLedger()
  /// The imports that led to the text that is walked, the outermost first.
  var importing: [ImportNote] = []
  var library = ImportLibrary()

  /// What was found so far.
  private(set) var drafts: [Draft] = []
  /// How many findings beyond ``mostFindings`` there are.
  private(set) var omittedCount = 0
  private var resultTypes: [String: StaticType] = [:]

  init(_ source: SourceText, registry: Registry, parameters: [String: String]) {
    self.source = source
    self.registry = registry
    parameterTexts = parameters
    scope = topLevel
  }

  /// The certainty of what is walked, with the ways in mind that lead past it.
  var certainty: Certainty {
    if context.isTrying || context.isDormant || loop.mayHaveJumped { return .never }
    if let function = scope.function, function.mayHaveReturned { return .never }
    return context.certainty
  }

  /// Runs `walk` in a context that `change` makes of the present one.
  func within<Result>(_ change: (inout Context) -> Void, _ walk: () -> Result) -> Result {
    let outer = context
    change(&context)
    defer { context = outer }
    return walk()
  }

  /// The type that a built-in declares for its results.
  func resultType(_ text: String) -> StaticType {
    if let type = resultTypes[text] { return type }
    let type = StaticType(result: text, registry.types)
    resultTypes[text] = type
    return type
  }
}

extension RecipeWalk {
  /// Adds an error of what a run would say here.
  ///
  /// Where a `catch` waits for it, an error about a value is what the recipe expects; one about a
  /// name or an argument is at least strange.
  func report(
    _ error: BuiltinError, at span: SourceSpan, caller: String? = nil, unknownName: String? = nil
  ) {
    var severity = Finding.Severity.error
    if context.isTrying {
      guard error.kind == "name" || error.kind == "argument" else { return }
      severity = .warning
    }
    let message = caller.map { "\($0): \(error.message)" } ?? error.message
    add(
      Draft(
        severity: severity,
        diagnostic: Diagnostic(
          message, at: SourceRange(source, span), hint: error.hint, kind: error.kind),
        certainty: certainty, unknownName: unknownName))
  }

  /// Adds a warning.
  func warn(_ message: String, at span: SourceSpan, hint: String? = nil, kind: String) {
    guard importing.isEmpty else { return }
    add(
      Draft(
        severity: .warning,
        diagnostic: Diagnostic(message, at: SourceRange(source, span), hint: hint, kind: kind),
        certainty: .never))
  }

  /// Adds what was found at the place that is walked.
  func add(_ draft: Draft) {
    if context.isSilent { return }
    var placed = draft
    placed.diagnostic.context += importing.suffix(8).reversed().map(\.text)
    placed.place = importing.first?.start ?? draft.diagnostic.range?.span.start ?? 0
    addPlaced(placed)
  }

  /// Adds what was found anywhere.
  func addPlaced(_ draft: Draft) {
    guard drafts.count < Self.mostFindings else {
      omittedCount += 1
      return
    }
    drafts.append(draft)
  }
}
