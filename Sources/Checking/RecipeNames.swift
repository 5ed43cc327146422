internal import ExactStrings
internal import Interpreter
internal import Language

/// What a recipe and the files that it imports bind at the top level, known before they are walked.
struct RecipeNames {
  /// How often each name is bound.
  private(set) var counts: [String: Int] = [:]
  /// The functions that are bound under a name that nothing else has.
  private(set) var functions: [String: FunctionFacts] = [:]
  /// The fields that any record is written with; they may hold functions.
  private(set) var fields: Set<ExactString> = []
  /// The names in what could not be read because of syntax errors; any may be bound or used there.
  var skipped: Set<String> = []
  /// Whether a file that is imported cannot be read, so that any name may be bound.
  var areIncomplete = false
  /// The functions by the place of their definition, so that all uses mean the same one.
  private var facts: [Place: FunctionFacts] = [:]

  private struct Place: Hashable {
    let source: ObjectIdentifier
    let start: Int
  }

  /// Whether the top level binds `name` anywhere.
  func isBound(_ name: String) -> Bool {
    areIncomplete || counts[name] != nil || skipped.contains(name)
  }

  /// What is known of the function of `definition`.
  mutating func facts(of definition: FunctionDefinition, in source: SourceText) -> FunctionFacts {
    let place = Place(source: ObjectIdentifier(source), start: definition.span.start)
    if let known = facts[place] { return known }
    let made = FunctionFacts(definition, in: source)
    facts[place] = made
    return made
  }

  /// Adds what `recipe` binds.
  ///
  /// - Parameters:
  ///   - recipe: The recipe, or a file that it imports.
  ///   - isImported: Whether only definitions run.
  mutating func add(_ recipe: Recipe, isImported: Bool) {
    var bound = BoundNames()
    for statement in recipe.statements {
      switch statement.kind {
      case .function, .assignment, .parameter: bound.visit(statement)
      default: if !isImported { bound.visit(statement) }
      }
    }
    for name in bound.names { counts[name, default: 0] += 1 }
    for statement in recipe.statements {
      guard let (name, definition) = statement.definedFunction else { continue }
      let known = facts(of: definition, in: recipe.source)
      known.name = name.text
      functions[name.text] = counts[name.text] == 1 ? known : nil
    }
    for name in bound.names where (counts[name] ?? 0) > 1 { functions[name] = nil }
    var collector = FieldCollector()
    for statement in recipe.statements { collector.visit(statement) }
    fields.formUnion(collector.fields)
  }
}

extension Statement {
  /// The name and the function of `def f(x) { … }` and `f = x => …`.
  fileprivate var definedFunction: (Name, FunctionDefinition)? {
    switch kind {
    case .function(let definition): return definition.name.map { ($0, definition) }
    case .assignment(let name, let value):
      if case .function(let definition) = value.kind { return (name, definition) }
    default: break
    }
    return nil
  }
}

/// Collects the fields that records are written with.
private struct FieldCollector {
  private(set) var fields: Set<ExactString> = []

  mutating func visit(_ block: Block) {
    for statement in block.statements { visit(statement) }
  }

  mutating func visit(_ statement: Statement) {
    switch statement.kind {
    case .expression(let value, _), .assignment(_, let value), .returnValue(let value?):
      visit(value)
    case .function(let definition): visit(definition)
    case .parameter(let declaration): visit(declaration.defaultValue)
    case .forLoop(_, let sequence, let body):
      visit(sequence)
      visit(body)
    case .whileLoop(let condition, let body):
      visit(condition)
      visit(body)
    case .returnValue(nil), .breakLoop, .continueLoop, .importFile, .step, .prose: break
    }
  }

  private mutating func visit(_ definition: FunctionDefinition) {
    for parameter in definition.parameters { parameter.defaultValue.map { visit($0) } }
    switch definition.body {
    case .expression(let expression): visit(expression)
    case .block(let block): visit(block)
    }
  }

  private mutating func visit(_ expression: Expression) {
    switch expression.kind {
    case .record(let entries):
      for case .field(let name, _) in entries { fields.insert(name.text) }
    case .function(let definition): visit(definition)
    case .conditional(let branches, let otherwise):
      for branch in branches { visit(branch.block) }
      if let otherwise { visit(otherwise) }
    case .attempt(let block, _, let handler):
      visit(block)
      visit(handler)
    default: break
    }
    for child in expression.children { visit(child) }
  }
}
