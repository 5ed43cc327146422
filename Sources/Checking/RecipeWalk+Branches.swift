internal import Interpreter
internal import Language

extension RecipeWalk {
  /// The type of a bare expression; an `if` that stands as a statement may be one that never runs.
  func type(ofStatement expression: Expression) -> StaticType {
    if case .conditional(let branches, _) = expression.kind {
      for branch in branches {
        if case .bool(false) = branch.condition.kind {
          warn(
            "this never runs", at: branch.block.span, hint: "the condition is false",
            kind: "unreachable")
        }
      }
    }
    return type(of: expression)
  }

  /// Walks `if a { } else if b { } else { }`.
  func conditional(_ branches: [Branch], otherwise: Block?) -> StaticType {
    var ends = BranchEnds()
    /// Whether a branch before is certain to be taken.
    var isDecided = false
    let outer = context
    for branch in branches {
      let condition = within({ $0.isDormant = $0.isDormant || isDecided }) {
        type(of: branch.condition)
      }
      require(condition, "if", at: branch.condition.span)
      let truth = isDecided ? false : condition.truth
      walk(branch.block, truth: truth, isLiteral: branch.condition.isLiteral, &ends)
      isDecided = isDecided || truth == true
      if truth == nil { context.certainty = .never }
    }
    if let otherwise {
      walk(otherwise, truth: isDecided ? false : true, isLiteral: false, &ends)
    } else if !isDecided {
      ends.addEmpty()
    } else {
      ends.canPass = true
    }
    context = outer
    return finish(ends)
  }

  /// The ends of branches that are walked from the same state.
  struct BranchEnds {
    /// What the branches that may be taken bind, and what value they have.
    var taken: [(changes: Scope.Changes, type: StaticType)] = []
    /// What the branches bind that the values known now do not lead to.
    var dormant: [Scope.Changes] = []
    /// Whether the end of any can be reached.
    var canPass = false

    mutating func addEmpty() {
      taken.append(([:], .none))
      canPass = true
    }
  }

  private func walk(_ block: Block, truth: Bool?, isLiteral: Bool, _ ends: inout BranchEnds) {
    let isDormant = truth == false
    var type = StaticType.none
    isReachable = true
    let changes = within({ context in
      if isDormant { context.isDormant = true }
      if isDormant, isLiteral { context.isSilent = true }
      if truth != true { context.certainty = .never }
    }) {
      scope.changes { type = walk(block.statements) }
    }
    if isDormant {
      ends.dormant.append(changes)
      if isReachable, !isLiteral { ends.canPass = true }
    } else if isReachable {
      ends.taken.append((changes, type))
      ends.canPass = true
    }
  }

  /// Goes on behind branches and returns the type of the whole.
  private func finish(_ ends: BranchEnds) -> StaticType {
    if !ends.taken.isEmpty { scope.join(ends.taken.map(\.changes)) }
    for name in Set(ends.dormant.flatMap(\.keys)) where scope[name] == nil {
      scope.bind(name, .unknown, isDefinite: false)
    }
    isReachable = ends.canPass
    guard !ends.taken.isEmpty else { return .unknown }
    return StaticType.joined(ends.taken.map(\.type))
  }

  /// Walks `try { } catch problem { }`.
  func attempt(_ block: Block, _ problem: Name, _ handler: Block) -> StaticType {
    var ends = BranchEnds()
    var type = StaticType.none
    let tried = within({ $0.isTrying = true }) {
      scope.changes { type = walk(block.statements) }
    }
    if isReachable { ends.taken.append((tried, type)) }
    let passes = isReachable
    // The block may have ended anywhere: what it binds may be bound.
    let handled = scope.changes {
      for name in tried.keys.sorted() { scope.loosen(name) }
      isReachable = true
      bind(problem, Self.problemType, .imposed)
      type = within({ $0.certainty = .never }) { walk(handler.statements) }
    }
    if isReachable { ends.taken.append((handled, type)) }
    ends.canPass = passes || isReachable
    return finish(ends)
  }

  /// The record that `catch` binds.
  private static var problemType: StaticType {
    .record(
      FieldTypes(
        known: [
          ("message", .string), ("kind", .string), ("where", .joined([.string, .none])),
          ("hint", .joined([.string, .none])),
        ], rest: nil))
  }

  /// Reports a condition that is never true or false.
  func require(_ type: StaticType, _ what: String, at span: SourceSpan) {
    if type.truth != nil { return }
    if case .bool = type { return }
    guard let text = type.typeWithArticle, !type.alternatives.contains(where: \.isBool) else {
      return
    }
    report(
      BuiltinError(
        "\(what) expects true or false, got \(text)", hint: type.conditionHint, kind: "type"),
      at: span)
  }
}

extension Expression {
  /// Whether the expression is written as `true` or `false`.
  var isLiteral: Bool {
    if case .bool = kind { return true }
    return false
  }
}

extension StaticType {
  fileprivate var isBool: Bool { typeName == "bool" }

  /// How to turn the value into a condition.
  fileprivate var conditionHint: String? {
    switch typeName {
    case "none": "compare: x != none"
    case "int", "float": "compare: x != 0"
    case "string": "compare: text != \"\""
    case "list", "record", "range": "compare: len(xs) > 0"
    case "function": "call it: f(…)"
    default: nil
    }
  }
}
