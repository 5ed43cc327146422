internal import ExactStrings
internal import Interpreter
internal import Language

extension RecipeWalk {
  /// Walks `a.f(x)`: a function in a record's own field, or `f(a, x)`.
  func method(
    _ name: Name, of owner: Expression, _ arguments: [Argument], _ span: SourceSpan
  ) -> StaticType {
    let receiver = type(of: owner)
    let callSpan = SourceSpan(name.span.start, span.end)
    if isOfForeignModule(owner) {
      // Of pd.read_csv(…) the unknown pd was reported, and the hint says what to write for both.
      _ = self.arguments(arguments, callSpan)
      return .unknown
    }
    if let field = ownField(name.text, of: receiver) {
      return call(field, name.span, self.arguments(arguments, callSpan))
    }
    if mayHaveField(name.text, receiver) {
      _ = lookUpMethod(name.text)
      _ = self.arguments(arguments, callSpan)
      return .unknown
    }
    let function = lookUpMethod(name.text)
    let given = self.arguments(
      arguments, callSpan, receiver: GivenArgument(type: receiver, span: owner.span))
    if let function { return call(function, name.span, given) }
    let builtins = registry.builtins(named: name.text)
    if builtins.isEmpty {
      reportUnknownMethod(name, of: receiver)
      return .unknown
    }
    return call(builtins, given)
  }

  /// Whether `value` is a module of Python, or something in one: `os.path`.
  private func isOfForeignModule(_ value: Expression) -> Bool {
    switch value.kind {
    case .field(let owner, _): isOfForeignModule(owner)
    case .name(let name):
      ForeignModules.contains(name) && !names.isBound(name) && !isBoundOutside(name)
        && !scope.localNames.contains(name) && registry.builtins(named: name).isEmpty
    default: false
    }
  }

  /// The field of a record that a call of `name` calls, if it is certain to be there.
  private func ownField(_ name: String, of type: StaticType) -> StaticType? {
    guard case .record(let fields) = type else { return nil }
    return fields.known.last { $0.name.isExactly(name) }?.type
  }

  /// Whether a value of the type may be a record with a field `name` that holds a function.
  private func mayHaveField(_ name: String, _ type: StaticType) -> Bool {
    guard names.fields.contains(name) || !names.skipped.isEmpty || names.areIncomplete else {
      return false
    }
    switch type {
    case .unknown, .argument: return true
    case .oneOf(let types): return types.contains { mayHaveField(name, $0) }
    case .record(let fields): return fields.rest != nil
    default: return false
    }
  }

  private func reportUnknownMethod(_ name: Name, of receiver: StaticType) {
    guard !names.isBound(name.text) else { return }
    var hint: String?
    if let value = receiver.typeName {
      let known = names.counts.keys + registry.functions(after: receiver).map(\.name)
      hint = registry.hint(forMember: name.text, of: value, known: known)
      if fieldNames(of: receiver)?.containsExactly(name.text) == true {
        return report(
          BuiltinError(
            "\(value.withArticle) has no function \(name.text)",
            hint: "\(name.text) is a field: write .\(name.text) without parentheses",
            kind: "name"), at: name.span)
      }
    }
    let message =
      receiver.typeWithArticle.map { "\($0) has no function \(name.text)" }
      ?? "there is no function \(name.text)"
    report(
      BuiltinError(message, hint: hint, kind: "name"), at: name.span,
      unknownName: receiver.typeName == nil ? name.text : nil)
  }

  /// Walks `row.text`.
  func field(_ name: Name, of owner: StaticType) -> StaticType {
    switch owner {
    case .unknown, .argument, .oneOf: return .unknown
    case .record(let fields):
      if let type = fields[name.text] { return type }
    case .object(let type):
      if let field = objectField(name.text, of: type) { return field }
    default: break
    }
    reportUnknownField(name, of: owner)
    return .unknown
  }

  /// The type of a field of a thing of the engine; `nil` if there is none for certain.
  private func objectField(_ name: String, of type: String) -> StaticType? {
    var next: String? = type
    while let current = next {
      guard let object = registry.types[current] else { return .unknown }
      if let field = object.fields.first(where: { $0.name == name }) {
        return resultType(field.type)
      }
      if object.isOpen { return .unknown }
      next = object.base
    }
    return nil
  }

  private func reportUnknownField(_ name: Name, of owner: StaticType) {
    guard let type = owner.typeWithArticle else { return }
    let known = fieldNames(of: owner) ?? []
    let isFunction = registry.functions(after: owner).contains { $0.name == name.text }
    let hint: String?
    if let value = owner.typeName,
      let foreign = ForeignNames.hint(forField: name.text, on: value),
      !registry.methods(ofType: value).contains(where: { $0.name == name.text })
    {
      hint = foreign
    } else if isFunction {
      hint = "\(name.text) is a function: write .\(name.text)(…)"
    } else {
      let methods = owner.typeName.map { registry.methods(ofType: $0).map(\.name) } ?? []
      let nearest = NearestSpelling.of(name.text, among: known + methods)
      let shown = known.prefix(12).joined(separator: ", ")
      hint =
        nearest.map { "did you mean \($0)?" }
        ?? (known.isEmpty ? nil : "its fields are \(shown)\(known.count > 12 ? ", …" : "")")
    }
    report(
      BuiltinError("\(type) has no field \(name.text)", hint: hint, kind: "name"), at: name.span)
  }

  /// The names of all fields; `nil` if there may be others.
  private func fieldNames(of type: StaticType) -> [String]? {
    switch type {
    case .record(let fields): return fields.rest == nil ? fields.known.map(\.name) : nil
    case .object(let name):
      var names: [String] = []
      var next: String? = name
      while let current = next, let object = registry.types[current] {
        names += object.fields.map(\.name)
        if object.isOpen { return nil }
        next = object.base
      }
      return names
    default: return []
    }
  }
}

extension Registry {
  /// The built-ins that can follow a value of the type after a dot.
  fileprivate func functions(after type: StaticType) -> [Builtin] {
    builtins.filter { builtin in
      guard let receiver = builtin.receiver ?? builtin.parameters.first?.type else { return false }
      return !type.isRefused(by: receiver, types)
    }
  }
}
