/// A function of the recipe with the values that it captured, or the built-ins of one name.
public final class Function {
  /// What a call runs.
  enum Body {
    case builtins([Builtin])
  }

  /// The name, or `function` for one without.
  public let name: String
  let body: Body
  /// How deeply closures are nested in the captured values.
  let depth: Int

  init(builtins: [Builtin], name: String) {
    self.name = name
    body = .builtins(builtins)
    depth = 0
  }

  /// The built-ins behind the function; empty for one of the recipe.
  public var builtins: [Builtin] {
    if case .builtins(let builtins) = body { return builtins }
    return []
  }
}
