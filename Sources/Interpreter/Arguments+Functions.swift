extension Arguments {
  /// Lays the arguments out by the parameters of a function of the recipe.
  func bound(
    to code: FunctionCode, defaults: [Value?]
  ) throws(ArgumentMismatch) -> [Value?] {
    let names = code.parameterNames
    guard positional.count <= names.count else {
      throw ArgumentMismatch(
        code.form(defaults).tooMany(positional.count), at: span(ofPositional: names.count))
    }
    var locals = [Value?](repeating: nil, count: code.localNames.count)
    for (place, value) in positional.enumerated() { locals[place] = value }
    for argument in named {
      guard let place = names.firstIndex(of: argument.name) else {
        throw ArgumentMismatch(code.form(defaults).unknown(argument.name), at: argument.span)
      }
      guard locals[place] == nil else {
        throw ArgumentMismatch(code.form(defaults).twice(argument.name), at: argument.span)
      }
      locals[place] = argument.value
    }
    for place in names.indices where locals[place] == nil {
      guard let value = defaults[place] else {
        throw ArgumentMismatch(code.form(defaults).missing(names[place]))
      }
      locals[place] = value
    }
    return locals
  }
}
