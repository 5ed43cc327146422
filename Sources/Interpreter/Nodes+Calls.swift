internal import ExactStrings
internal import Language

/// The arguments of a call as nodes.
struct ArgumentNodes {
  let positional: [Node]
  let named: [(name: Name, value: Node)]

  /// Evaluates all of them, with `receiver` before them if there is one.
  func evaluate(_ frame: Frame, receiver: (Value, SourceSpan)? = nil) throws(Unwind) -> Arguments {
    var arguments = Arguments(positional: [])
    arguments.positional.reserveCapacity(positional.count + 1)
    arguments.spans.reserveCapacity(positional.count + 1)
    if let receiver {
      arguments.positional.append(receiver.0)
      arguments.spans.append(receiver.1)
    }
    for node in positional {
      arguments.positional.append(try node.evaluate(frame))
      arguments.spans.append(node.span)
    }
    for (name, node) in named {
      arguments.named.append(
        Arguments.Named(
          name: name.text, value: try node.evaluate(frame), span: name.span.through(node.span)))
    }
    return arguments
  }
}

/// Evaluates `f(a, rate=16000)`.
final class CallNode: Node {
  private let callee: Node
  private let arguments: ArgumentNodes

  init(_ callee: Node, _ arguments: ArgumentNodes, _ source: SourceText, _ span: SourceSpan) {
    self.callee = callee
    self.arguments = arguments
    super.init(source, span)
  }

  override func evaluate(_ frame: Frame) throws(Unwind) -> Value {
    let value = try callee.evaluate(frame)
    guard case .function(let function) = value else {
      throw callee.failure(
        "\(value.typeWithArticle) cannot be called", hint: hiddenBuiltin(frame), kind: "type")
    }
    let arguments = try arguments.evaluate(frame)
    return try frame.session.call(
      function, arguments, at: CallSite(source: source, span: span))
  }

  /// Says that a variable has the name of a built-in, if it is one that is called.
  private func hiddenBuiltin(_ frame: Frame) -> String? {
    guard let name = (callee as? NameNode)?.name,
      !frame.session.registry.builtins(named: name).isEmpty
    else { return nil }
    return
      "\(name) is a variable here, which hides the built-in: give it another name"
  }
}

/// `a.f(x)`: a function in a record's own field, or `f(a, x)`.
final class MethodCallNode: Node {
  private let receiver: Node
  private let name: Name
  /// The variable of that name; a function bound to it goes before the built-ins.
  private let variable: NameNode
  private let builtins: [Builtin]
  private let arguments: ArgumentNodes
  private let callSpan: SourceSpan

  init(
    _ receiver: Node, _ name: Name, variable: NameNode, builtins: [Builtin],
    _ arguments: ArgumentNodes, _ source: SourceText, _ span: SourceSpan
  ) {
    self.receiver = receiver
    self.name = name
    self.variable = variable
    self.builtins = builtins
    self.arguments = arguments
    callSpan = SourceSpan(name.span.start, span.end)
    super.init(source, span)
  }

  override func evaluate(_ frame: Frame) throws(Unwind) -> Value {
    let value = try receiver.evaluate(frame)
    let site = CallSite(source: source, span: callSpan)
    if case .record(let record) = value, let field = record[name.text] {
      guard case .function(let function) = field else {
        throw failure(
          "the field \(name.text) is \(field.typeWithArticle), which cannot be called",
          at: name.span, kind: "type")
      }
      return try frame.session.call(function, arguments.evaluate(frame), at: site)
    }
    let function = try function(for: value, frame)
    let all = try arguments.evaluate(frame, receiver: (value, receiver.span))
    return try frame.session.call(function, all, at: site)
  }

  /// The function that `name` stands for after `value`.
  private func function(for value: Value, _ frame: Frame) throws(Unwind) -> Function {
    if case .function(let function)? = variable.lookUp(frame) { return function }
    if !builtins.isEmpty { return Function(builtins: builtins, name: name.text) }
    let registry = frame.session.registry
    let known =
      registry.builtins.filter { $0.canFollow(value) }.map(\.name) + frame.globals.boundNames
    let hint =
      value.fieldNames.containsExactly(name.text)
      ? "\(name.text) is a field: write .\(name.text) without parentheses"
      : registry.hint(forMember: name.text, of: value.typeName, known: known)
    throw failure(
      "\(value.typeWithArticle) has no function \(name.text)", at: name.span, hint: hint,
      kind: "name")
  }
}

/// `x => x + 1`, or the function of a `def`.
final class FunctionNode: Node {
  private let code: FunctionCode

  init(_ code: FunctionCode, _ source: SourceText, _ span: SourceSpan) {
    self.code = code
    super.init(source, span)
  }

  override func evaluate(_ frame: Frame) throws(Unwind) -> Value {
    var defaults: [Value?] = []
    for node in code.defaults { defaults.append(try node?.evaluate(frame)) }
    let captures = code.captures.map { capture in
      switch capture {
      case .local(let place): return frame.locals[place]
      case .capture(let place): return frame.captures[place]
      case .own: return frame.function.map(Value.function)
      case .global(let place):
        if case .function? = frame.globals.values[place] { return nil }
        return frame.globals.values[place]
      }
    }
    return try checked(.function(Function(code, captures: captures, defaults: defaults)))
  }
}
