/// A function of the recipe with the values that it captured, or the built-ins of one name.
public final class Function {
  /// What a call runs.
  enum Body {
    case builtins([Builtin])
    case recipe(FunctionCode, captures: [Value?], defaults: [Value?])
  }

  /// The name, or `function` for one without.
  public let name: String
  let body: Body
  /// How deeply closures are nested in the captured values.
  let depth: Int

  /// Makes a function of built-ins of one name.
  public init(builtins: [Builtin], name: String) {
    self.name = name
    body = .builtins(builtins)
    depth = 0
  }

  init(_ code: FunctionCode, captures: [Value?], defaults: [Value?]) {
    name = code.name
    body = .recipe(code, captures: captures, defaults: defaults)
    var deepest = 0
    for case let value? in captures { deepest = max(deepest, value.depth) }
    for case let value? in defaults { deepest = max(deepest, value.depth) }
    depth = deepest + 1
  }

  /// The built-ins behind the function; empty for one of the recipe.
  public var builtins: [Builtin] {
    if case .builtins(let builtins) = body { return builtins }
    return []
  }

  /// The names of the parameters, those of the first built-in if there are several.
  public var parameterNames: [String] {
    switch body {
    case .builtins(let builtins): builtins.first?.parameters.map(\.name) ?? []
    case .recipe(let code, _, _): code.parameterNames
    }
  }
}
