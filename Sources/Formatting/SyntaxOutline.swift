package import Language

/// The syntax tree of a recipe as text, without the places: two recipes with the same outline mean
/// the same.
package enum SyntaxOutline {
  /// The outline of a recipe.
  package static func text(of recipe: Recipe) -> String {
    var writer = OutlineWriter()
    for statement in recipe.statements { writer.write(statement) }
    return writer.text
  }
}

private struct OutlineWriter {
  var text = ""

  private mutating func node(_ name: String, _ body: (inout OutlineWriter) -> Void = { _ in }) {
    text += "(" + name
    body(&self)
    text += ")"
  }

  /// Writes text so that its end is seen.
  private mutating func quoted(_ value: String) { text += " \(value.utf8.count):" + value }

  private mutating func write(_ name: Name?) {
    if let name { quoted(name.text) } else { text += " -" }
  }

  mutating func write(_ statement: Statement) {
    switch statement.kind {
    case .expression(let value, let quiet): node(quiet ? "quiet" : "show") { $0.write(value) }
    case .assignment(let name, let value):
      node("bind") {
        $0.write(name)
        $0.write(value)
      }
    case .function(let definition): write(definition)
    case .parameter(let declaration): write(declaration)
    case .step(let title): node("step") { $0.quoted(title) }
    case .prose(let text): node("prose") { $0.quoted(text) }
    case .forLoop(let names, let sequence, let block):
      node("for") {
        for name in names { $0.write(name) }
        $0.write(sequence)
        $0.write(block)
      }
    case .whileLoop(let condition, let block):
      node("while") {
        $0.write(condition)
        $0.write(block)
      }
    case .breakLoop: node("break")
    case .continueLoop: node("continue")
    case .returnValue(let value): node("return") { $0.write(value) }
    case .importFile(let path): node("import") { $0.write(path) }
    }
  }

  private mutating func write(_ declaration: ParameterDeclaration) {
    node("param") {
      $0.write(declaration.name)
      $0.write(declaration.type)
      $0.write(declaration.defaultValue)
      if let summary = declaration.summary { $0.quoted(summary) }
    }
  }

  private mutating func write(_ definition: FunctionDefinition) {
    node("function") {
      $0.write(definition.name)
      for parameter in definition.parameters {
        $0.write(parameter.name)
        $0.write(parameter.defaultValue)
      }
      if let help = definition.help { $0.quoted(help) }
      switch definition.body {
      case .expression(let value): $0.write(value)
      case .block(let block): $0.write(block)
      }
    }
  }

  private mutating func write(_ block: Block?) {
    guard let block else { return }
    node("block") { for statement in block.statements { $0.write(statement) } }
  }

  private mutating func write(_ expression: Expression?) {
    guard let expression else {
      text += " -"
      return
    }
    switch expression.kind {
    case .none: text += " none"
    case .bool(let truth): text += " \(truth)"
    case .int(let number): text += " \(number)"
    case .float(let number): text += " f\(number.bitPattern)"
    case .string(let value): node("string") { $0.quoted(value) }
    case .formatted(let parts): node("formatted") { for part in parts { $0.write(part) } }
    case .name(let name): quoted(name)
    case .function(let definition): write(definition)
    case .conditional(let branches, let otherwise):
      node("if") {
        for branch in branches {
          $0.write(branch.condition)
          $0.write(branch.block)
        }
        $0.write(otherwise)
      }
    case .attempt(let block, let problem, let handler):
      node("try") {
        $0.write(block)
        $0.write(problem)
        $0.write(handler)
      }
    default: writeCompound(expression.kind)
    }
  }

  private mutating func writeCompound(_ kind: Expression.Kind) {
    switch kind {
    case .list(let items): node("list") { for item in items { $0.write(item) } }
    case .record(let entries): node("record") { for entry in entries { $0.write(entry) } }
    case .unary(let operation, let operand): node(operation.rawValue) { $0.write(operand) }
    case .binary(let operation, let left, let right, _): pair(operation.rawValue, left, right)
    case .and(let left, let right): pair("and", left, right)
    case .or(let left, let right): pair("or", left, right)
    case .comparison(let first, let links):
      node("compare") {
        $0.write(first)
        for link in links { $0.node(link.operation.rawValue) { $0.write(link.operand) } }
      }
    case .field(let owner, let name):
      node("field") {
        $0.write(owner)
        $0.write(name)
      }
    case .call(let callee, let arguments):
      node("call") {
        $0.write(callee)
        for argument in arguments {
          $0.write(argument.name)
          $0.write(argument.value)
        }
      }
    case .index(let owner, let index): pair("index", owner, index)
    case .slice(let owner, let lower, let upper):
      node("slice") { for part in [owner, lower, upper] { $0.write(part) } }
    default: preconditionFailure("Only expressions made of others come here.")
    }
  }

  private mutating func pair(_ name: String, _ left: Expression, _ right: Expression) {
    node(name) {
      $0.write(left)
      $0.write(right)
    }
  }

  private mutating func write(_ entry: RecordEntry) {
    switch entry {
    case .field(let name, let value):
      node("entry") {
        $0.write(name)
        $0.write(value)
      }
    case .computed(let key, let value): pair("computed", key, value)
    case .spread(let value): node("spread") { $0.write(value) }
    }
  }

  private mutating func write(_ part: FormattedPart) {
    switch part {
    case .text(let value): quoted(value)
    case .field(let value, let format, _):
      node("field") {
        $0.write(value)
        for part in format { $0.write(part) }
      }
    }
  }
}
