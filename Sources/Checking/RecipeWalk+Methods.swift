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
    var known = names.counts.keys.map { $0 }
    if let value = receiver.typeName {
      known += registry.methods(ofType: value)
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
    report(BuiltinError(message, kind: "name"), at: name.span, unknownName: name.text)
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
    let isFunction = registry.builtins(named: name.text).contains { builtin in
      guard let receiver = builtin.receiver ?? builtin.parameters.first?.type else { return false }
      return !owner.isRefused(by: receiver, registry.types)
    }
    let hint: String?
    if isFunction {
      hint = "\(name.text) is a function: write .\(name.text)(…)"
    } else {
      let methods = owner.typeName.map { registry.methods(ofType: $0) } ?? []
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
  /// The names of the built-ins that can follow a value of the type `name` after a dot.
  fileprivate func methods(ofType name: String) -> [String] {
    builtins.filter { $0.receiver?.isNamed(name) ?? false }.map(\.name)
  }
}

extension ValueType {
  fileprivate func isNamed(_ type: String) -> Bool {
    switch self {
    case .list: type == "list" || type == "range"
    case .anyOf(let types): types.contains { $0.isNamed(type) }
    default: name == type
    }
  }
}
