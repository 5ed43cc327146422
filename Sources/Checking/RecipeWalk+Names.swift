internal import Interpreter
internal import Language

extension RecipeWalk {
  /// The type of the value that a name stands for where it is read.
  func read(_ name: String, at span: SourceSpan) -> StaticType {
    let type = lookUp(name, at: span) ?? .unknown
    if case .function(let facts) = type { noteUse(ofFunction: facts) }
    return context.isDormant ? type.generalized : type
  }

  /// The type of the value that a name stands for; `nil` if it has none, which is reported.
  ///
  /// It looks where running looks: in the function, in those around it, at the top level, and
  /// among the built-ins.
  func lookUp(_ name: String, at span: SourceSpan) -> StaticType? {
    if scope.isTopLevel { return readTopLevel(name, at: span) }
    if scope.localNames.contains(name) { return readLocal(name, at: span) }
    if let own = ownFunction(name, of: scope) { return own }
    var outer = scope.parent
    while let around = outer, !around.isTopLevel {
      if around.localNames.contains(name) {
        around.readNames.insert(name)
        if let binding = around[name] { return binding.type }
        report(
          BuiltinError("\(name) had no value when this function was made", kind: "name"), at: span)
        return nil
      }
      if let own = ownFunction(name, of: around) { return own }
      outer = around.parent
    }
    return readTopLevelFromFunction(name, at: span)
  }

  /// A function inside of another by its own name, by which it calls itself.
  private func ownFunction(_ name: String, of scope: Scope) -> StaticType? {
    guard let function = scope.function, function.definition.name?.text == name,
      scope.parent?.isTopLevel == false
    else { return nil }
    return .function(function)
  }

  private func readLocal(_ name: String, at span: SourceSpan) -> StaticType? {
    scope.readNames.insert(name)
    if let binding = scope[name] { return binding.type }
    let isOuter = isBoundOutside(name) || names.isBound(name)
    report(
      BuiltinError(
        "\(name) has no value yet",
        hint: isOuter
          ? "\(name) is bound in this function, which makes it another variable than the one "
            + "outside; give the new value another name and return it"
          : nil,
        kind: "name"), at: span)
    return nil
  }

  /// Whether a function around this one binds `name`.
  func isBoundOutside(_ name: String) -> Bool {
    var outer = scope.parent
    while let around = outer, !around.isTopLevel {
      if around.localNames.contains(name) { return true }
      outer = around.parent
    }
    return false
  }

  private func readTopLevel(_ name: String, at span: SourceSpan) -> StaticType? {
    topLevel.readNames.insert(name)
    let builtins = registry.builtins(named: name)
    if let binding = topLevel[name] {
      return binding.isDefinite || builtins.isEmpty ? binding.type : .unknown
    }
    if !builtins.isEmpty { return use(builtins, name) }
    if names.areIncomplete || names.skipped.contains(name) { return .unknown }
    reportUnknown(name, at: span)
    return nil
  }

  /// A name of the top level in a function: bound when the function was made, or when it is called.
  private func readTopLevelFromFunction(_ name: String, at span: SourceSpan) -> StaticType? {
    topLevel.readNames.insert(name)
    if let function = names.functions[name] { return .function(function) }
    let builtins = registry.builtins(named: name)
    if let binding = topLevel[name] {
      // A variable is captured with its value; a function is looked for again at every call.
      guard binding.isDefinite, let type = binding.type.typeName else { return .unknown }
      return type == "function" ? .unknown : binding.type
    }
    if names.isBound(name) { return .unknown }
    if !builtins.isEmpty { return use(builtins, name) }
    reportUnknown(name, at: span)
    return nil
  }

  private func use(_ builtins: [Builtin], _ name: String) -> StaticType {
    usedBuiltins.insert(name)
    return .builtins(builtins)
  }

  /// Reports a name that nothing is bound to; the nearest spelling is looked for in the end.
  private func reportUnknown(_ name: String, at span: SourceSpan) {
    report(BuiltinError("unknown name \(name)", kind: "name"), at: span, unknownName: name)
  }

  /// The function that `name` stands for behind a dot, before the built-ins are asked.
  ///
  /// `nil` if the built-ins are meant, unknown if that cannot be told.
  func lookUpMethod(_ name: String) -> StaticType? {
    var around: Scope? = scope
    while let current = around, !current.isTopLevel {
      if let own = ownFunction(name, of: current) { return own }
      if current.localNames.contains(name) {
        current.readNames.insert(name)
        return current[name].flatMap { method($0) }
      }
      around = current.parent
    }
    topLevel.readNames.insert(name)
    if !scope.isTopLevel {
      if let function = names.functions[name] { return .function(function) }
      if topLevel[name] == nil, names.isBound(name) { return .unknown }
    }
    return topLevel[name].flatMap { method($0) }
  }

  private func method(_ binding: Scope.Binding) -> StaticType? {
    guard let type = binding.type.typeName else { return .unknown }
    if type != "function" { return nil }
    return binding.isDefinite ? binding.type : .unknown
  }
}
