internal import Language

/// The names of the top level or of a function, as they are bound at the place that is walked.
///
/// Branches are walked one after the other from the same state: a journal notes what changes, takes
/// it back, and joins the ends. The work is in proportion to the changes, however many names there
/// are.
final class Scope {
  /// What a name is bound to at a place.
  struct Binding {
    var type: StaticType
    /// Whether it is bound on every way to the place.
    var isDefinite = true
  }

  /// The scope of the function around, or the top level; `nil` for the top level itself.
  let parent: Scope?
  /// The function; `nil` for the top level.
  let function: FunctionFacts?
  /// The names that the function binds; every other name is looked for outside.
  let localNames: Set<String>
  /// What was declared, for what is never read.
  var variables: [String: Variable] = [:]
  /// The names that are read anywhere.
  var readNames: Set<String> = []

  private var bindings: [String: Binding] = [:]
  private var journal: [(name: String, before: Binding?)] = []
  private var openMarks = 0

  /// Makes the scope of the top level.
  init() {
    parent = nil
    function = nil
    localNames = []
  }

  /// Makes the scope of `function`.
  init(_ function: FunctionFacts, localNames: Set<String>, in parent: Scope) {
    self.parent = parent
    self.function = function
    self.localNames = localNames
  }

  /// Whether this is the top level.
  var isTopLevel: Bool { parent == nil }

  /// What `name` is bound to here; `nil` if it is not bound on any way.
  subscript(name: String) -> Binding? { bindings[name] }

  /// Binds `name`.
  func bind(_ name: String, _ type: StaticType, isDefinite: Bool = true) {
    set(name, Binding(type: type, isDefinite: isDefinite))
  }

  /// Forgets what is known of a name that may get another value.
  func loosen(_ name: String) {
    let isDefinite = bindings[name]?.isDefinite ?? false
    set(name, Binding(type: .unknown, isDefinite: isDefinite))
  }

  private func set(_ name: String, _ binding: Binding?) {
    if openMarks > 0 { journal.append((name, bindings[name])) }
    bindings[name] = binding
  }

  /// What a branch changed.
  typealias Changes = [String: Binding]

  /// Runs `branch`, takes back what it bound, and returns that.
  func changes(of branch: () -> Void) -> Changes {
    let mark = journal.count
    openMarks += 1
    branch()
    openMarks -= 1
    var changes: Changes = [:]
    while journal.count > mark {
      let (name, before) = journal.removeLast()
      if changes[name] == nil { changes[name] = bindings[name] }
      bindings[name] = before
    }
    return changes
  }

  /// Goes on from the ends of `branches`, of which one was taken.
  func join(_ branches: [Changes]) {
    var names: Set<String> = []
    for branch in branches { names.formUnion(branch.keys) }
    for name in names {
      let ends = branches.map { $0[name] ?? bindings[name] }
      let bound = ends.compactMap(\.self)
      let isDefinite = bound.count == ends.count && bound.allSatisfy(\.isDefinite)
      set(name, Binding(type: StaticType.joined(bound.map(\.type)), isDefinite: isDefinite))
    }
  }
}

/// A name that a scope declares, for what is never read.
struct Variable {
  /// What declares the name.
  enum Declaration {
    case recipeParameter, variable, function, argument
    /// The name of a loop or of a `catch`, which has to be there.
    case imposed
  }

  let name: Name
  let declaration: Declaration
}
