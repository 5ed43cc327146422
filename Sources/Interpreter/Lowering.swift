internal import Language

/// Turns the syntax tree into nodes, resolving every name to a place.
///
/// A name that is bound in a function is a variable of that function; any other is looked for in
/// the functions around it, then at the top level, then among the built-ins.
struct Lowering {
  let source: SourceText
  let globals: Globals
  let registry: Registry
  var scope: FunctionScope?

  init(_ source: SourceText, _ session: Session) {
    self.source = source
    globals = session.globals
    registry = session.registry
  }

  func lower(_ block: Block) -> Node {
    let statements = block.statements.compactMap(lower)
    if statements.count == 1 { return statements[0] }
    return statements.isEmpty
      ? LiteralNode(.none, source, block.span) : BlockNode(statements, source, block.span)
  }

  /// The node of a statement; `nil` for one that only the top level runs.
  func lower(_ statement: Statement) -> Node? {
    let span = statement.span
    switch statement.kind {
    case .expression(let expression, _): return lower(expression)
    case .assignment(let name, let value):
      if case .function(let definition) = value.kind {
        return assignment(name, lower(definition, boundTo: name.text), span)
      }
      if let entries = update(of: name, value) {
        return UpdateNode(
          binding(name), entries, otherwise: assignment(name, lower(value), span), source, span)
      }
      return append(to: name, value, span) ?? assignment(name, lower(value), span)
    case .function(let definition):
      let function = lower(definition)
      return definition.name.map { assignment($0, function, span) } ?? function
    case .forLoop(let names, let sequence, let body):
      return ForNode(names.map { binding($0) }, lower(sequence), lower(body), source, span)
    case .whileLoop(let condition, let body):
      return WhileNode(lower(condition), lower(body), source, span)
    case .breakLoop: return JumpNode(.breakLoop, source, span)
    case .continueLoop: return JumpNode(.continueLoop, source, span)
    case .returnValue(let value):
      return JumpNode(.returnFromFunction, value: value.map(lower), source, span)
    case .parameter, .step, .prose, .importFile: return nil
    }
  }

  func lower(_ definition: FunctionDefinition, boundTo name: String? = nil) -> Node {
    FunctionNode(code(definition, boundTo: name), source, definition.span)
  }

  func code(_ definition: FunctionDefinition, boundTo name: String?) -> FunctionCode {
    var inner = self
    let scope = FunctionScope(definition, in: scope)
    inner.scope = scope
    let body =
      switch definition.body {
      case .expression(let expression): inner.lower(expression)
      case .block(let block): inner.lower(block)
      }
    return FunctionCode(
      definition, boundTo: name, source: source,
      defaults: definition.parameters.map { $0.defaultValue.map(lower) },
      scope: scope, body: body)
  }

  /// The node of `xs = xs.append(x)`, which need not copy the list.
  private func append(to name: Name, _ value: Expression, _ span: SourceSpan) -> Node? {
    guard case .call(let callee, let arguments) = value.kind,
      case .field(let receiver, let method) = callee.kind, method.text == "append",
      case .name(name.text) = receiver.kind, arguments.count == 1, let item = arguments.first,
      item.name == nil
    else { return nil }
    let variable = lower(name: method.text, at: method.span, withBuiltins: false)
    return AppendNode(
      binding(name), item: lower(item.value), shadow: variable,
      otherwise: assignment(name, lower(value), span), source, span)
  }

  private func assignment(_ name: Name, _ value: Node, _ span: SourceSpan) -> Node {
    let binding = binding(name)
    return AssignmentNode(binding.place, isLocal: binding.isLocal, value, source, span)
  }

  func binding(_ name: Name) -> Binding {
    if let place = scope?.local(name.text) { return Binding(place: place, isLocal: true) }
    return Binding(place: globals.place(of: name.text), isLocal: false)
  }

  /// The node of a name; built-ins are left out where the caller looks for them itself.
  func lower(name: String, at span: SourceSpan, withBuiltins: Bool = true) -> NameNode {
    guard let scope else { return global(name, span, withBuiltins) }
    if let place = scope.local(name) {
      let isOuter = scope.isBoundOutside(name) || globals.value(of: name) != nil
      return LocalNode(place, name, isOuter: isOuter, source, span)
    }
    if scope.isOwn(name) { return OwnNameNode(name, source, span) }
    let outer = scope.isBoundOutside(name) ? nil : global(name, span, withBuiltins)
    return CaptureNode(scope.capture(name, globals), name, outer: outer, source, span)
  }

  private func global(_ name: String, _ span: SourceSpan, _ withBuiltins: Bool) -> NameNode {
    let builtins = withBuiltins ? registry.builtins(named: name) : []
    let builtin = builtins.isEmpty ? nil : Value.function(Function(builtins: builtins, name: name))
    return GlobalNode(globals.place(of: name), name, builtin: builtin, source, span)
  }
}
