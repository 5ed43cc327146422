internal import Language

extension Arguments {
  /// Lays the arguments out by the parameters of a function of the recipe.
  func bound(
    to code: FunctionCode, defaults: [Value?]
  ) throws(ArgumentMismatch) -> [Value?] {
    let names = code.parameterNames
    guard positional.count <= names.count else {
      throw ArgumentMismatch(
        "takes \(names.isEmpty ? "no arguments" : names.count.counted("argument")), "
          + "got \(positional.count)",
        hint: code.signature(defaults), at: span(ofPositional: names.count))
    }
    var locals = [Value?](repeating: nil, count: code.localNames.count)
    for (place, value) in positional.enumerated() { locals[place] = value }
    for argument in named {
      guard let place = names.firstIndex(of: argument.name) else {
        let nearest = NearestSpelling.of(argument.name, among: names)
        throw ArgumentMismatch(
          "has no argument \(argument.name)",
          hint: nearest.map { "did you mean \($0)?" } ?? code.signature(defaults),
          at: argument.span)
      }
      guard locals[place] == nil else {
        throw ArgumentMismatch("gets \(argument.name) twice", at: argument.span)
      }
      locals[place] = argument.value
    }
    for place in names.indices where locals[place] == nil {
      guard let value = defaults[place] else {
        throw ArgumentMismatch(
          "misses the argument \(names[place])", hint: code.signature(defaults))
      }
      locals[place] = value
    }
    return locals
  }
}
