package import Language

/// The names that statements bind, without looking into other functions.
package struct BoundNames {
  /// The names, in the order of the text, each as often as it is bound.
  package private(set) var names: [String] = []

  /// Starts without names.
  package init() {}

  /// Adds the names that the statements of a block bind.
  package mutating func visit(_ block: Block) {
    for statement in block.statements { visit(statement) }
  }

  /// Adds the names that a statement binds.
  package mutating func visit(_ statement: Statement) {
    switch statement.kind {
    case .assignment(let name, let value):
      visit(value)
      names.append(name.text)
    case .function(let definition): if let name = definition.name { names.append(name.text) }
    case .forLoop(let bound, let sequence, let body):
      visit(sequence)
      names += bound.map(\.text)
      visit(body)
    case .whileLoop(let condition, let body):
      visit(condition)
      visit(body)
    case .expression(let value, _), .returnValue(let value?): visit(value)
    case .parameter(let declaration):
      visit(declaration.defaultValue)
      names.append(declaration.name.text)
    case .returnValue(nil), .breakLoop, .continueLoop, .importFile, .step, .prose: break
    }
  }

  /// Adds the names that the blocks in an expression bind.
  package mutating func visit(_ expression: Expression) {
    switch expression.kind {
    case .conditional(let branches, let otherwise):
      for branch in branches {
        visit(branch.condition)
        visit(branch.block)
      }
      if let otherwise { visit(otherwise) }
    case .attempt(let block, let problem, let handler):
      visit(block)
      names.append(problem.text)
      visit(handler)
    default: for child in expression.children { visit(child) }
    }
  }
}
