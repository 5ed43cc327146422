internal import Language

/// Arguments laid out by the parameters of a built-in.
struct BoundArguments {
  var values: [Value]
  var given: [Bool]
  var spans: [SourceSpan?]
  var extra: [(name: String, value: Value)] = []
}

extension Arguments {
  /// Lays the arguments out by the parameters of `builtin` and checks their types.
  func bound(to builtin: Builtin) throws(ArgumentMismatch) -> BoundArguments {
    let parameters = builtin.parameters
    var bound = BoundArguments(
      values: parameters.map { $0.defaultValue ?? .none },
      given: Array(repeating: false, count: parameters.count),
      spans: Array(repeating: nil, count: parameters.count))
    try bindPositional(to: builtin, &bound)
    for argument in named { try bind(argument, to: builtin, &bound) }
    for (place, parameter) in parameters.enumerated() {
      guard bound.given[place] else {
        if parameter.defaultValue != nil { continue }
        throw ArgumentMismatch(builtin.form.missing(parameter.name))
      }
      bound.values[place] = try parameter.checked(bound.values[place], at: bound.spans[place])
    }
    return bound
  }

  private func bindPositional(
    to builtin: Builtin, _ bound: inout BoundArguments
  ) throws(ArgumentMismatch) {
    for (index, value) in positional.enumerated() {
      guard index < builtin.parameters.count, !builtin.parameters[index].isRest else {
        return try bindRest(from: index, to: builtin, &bound)
      }
      bound.values[index] = value
      bound.given[index] = true
      bound.spans[index] = span(ofPositional: index)
    }
  }

  private func bindRest(
    from index: Int, to builtin: Builtin, _ bound: inout BoundArguments
  ) throws(ArgumentMismatch) {
    guard let place = builtin.parameters.firstIndex(where: \.isRest), place <= index else {
      throw ArgumentMismatch(
        builtin.form.tooMany(positional.count), at: span(ofPositional: index))
    }
    bound.values[place] = Value(Array(positional[index...]))
    bound.given[place] = true
    bound.spans[place] = span(ofPositional: index)
  }

  private func bind(
    _ argument: Named, to builtin: Builtin, _ bound: inout BoundArguments
  ) throws(ArgumentMismatch) {
    let place = builtin.parameters.firstIndex { $0.name == argument.name && !$0.isRest }
    guard let place else {
      guard !builtin.allowsExtraNamed else {
        bound.extra.append((argument.name, argument.value))
        return
      }
      throw ArgumentMismatch(builtin.form.unknown(argument.name), at: argument.span)
    }
    guard !bound.given[place] else {
      throw ArgumentMismatch(builtin.form.twice(argument.name), at: argument.span)
    }
    bound.values[place] = argument.value
    bound.given[place] = true
    bound.spans[place] = argument.span
  }
}

extension Parameter {
  /// Returns `value` in the form that the parameter's type promises, or fails.
  fileprivate func checked(
    _ value: Value, at span: SourceSpan?
  ) throws(ArgumentMismatch) -> Value {
    let accepted = isRest ? ValueType.list(of: type) : type
    guard accepted.accepts(value) else {
      throw ArgumentMismatch(
        mismatch(value.mismatchText, hint: accepted.hint(for: value)), at: span)
    }
    if case .float(let number) = value, !type.takesFractions, let whole = Int(exactly: number) {
      return .int(whole)
    }
    return value
  }
}

extension ValueType {
  /// Whether a decimal number stays one.
  fileprivate var takesFractions: Bool {
    switch self {
    case .any, .number, .numberIn: true
    case .anyOf(let types): types.contains(where: \.takesFractions)
    default: false
    }
  }

  /// The type in a sentence: `a whole number`, `a list of strings or none`.
  package var phrase: String {
    switch self {
    case .any: "a value"
    case .none: "none"
    case .bool: "true or false"
    case .int: "a whole number"
    case .number: "a number"
    case .intIn(let range): "a whole number" + bounds(range.lowerBound, range.upperBound)
    case .numberIn(let range): "a number" + bounds(range.lowerBound, range.upperBound)
    case .path, .inputPath: "a path"
    case .outputPath: "the path of a file or a folder below the root"
    case .choice(let words): words.map(\.quoted).joined(separator: " or ")
    case .list(of: .any): "a list"
    case .list(let item): "a list with \(item.phrase) in each place"
    case .anyOf(let types): types.map(\.phrase).joined(separator: " or ")
    case .string, .record, .range, .function, .object: name.withArticle
    }
  }

  /// What to do about a value that is not of the type.
  package func hint(for value: Value) -> String? {
    switch (self, value) {
    case (.choice(let words), .string(let text)):
      return NearestSpelling.of(text, among: words).map { "did you mean \($0.quoted)?" }
    case (.int, .float), (.intIn, .float): return "int(x) drops the fraction, round(x) rounds"
    case (.int, .string), (.number, .string), (.intIn, .string), (.numberIn, .string):
      return "int(text) and float(text) read numbers"
    case (.anyOf(let types), _): return types.lazy.compactMap { $0.hint(for: value) }.first
    default: return nil
    }
  }
}

extension Value {
  /// The value in an error about its type: numbers and short text are shown.
  package var mismatchText: String {
    switch self {
    case .none: return "none"
    case .bool, .int, .float: return literal
    case .string(let text) where text.count <= 40: return "the string \(literal)"
    default: return typeWithArticle
    }
  }
}

/// The ends of a range of whole numbers in a sentence: ` from 1 to 1,000`, ` from 0` without an upper one.
private func bounds(_ lowest: Int, _ highest: Int) -> String {
  " from \(grouped(lowest))" + (highest == .max ? "" : " to \(grouped(highest))")
}

/// The ends of a range of numbers in a sentence.
private func bounds(_ lowest: Double, _ highest: Double) -> String {
  let ends = [lowest, highest].map { number in
    Int(exactly: number).map(grouped) ?? Value.float(number).literal
  }
  return " from \(ends[0]) to \(ends[1])"
}

/// A whole number with commas between thousands.
private func grouped(_ number: Int) -> String {
  let digits = Array(String(number.magnitude))
  let parts = digits.indices.map { place in
    place > 0 && (digits.count - place).isMultiple(of: 3) ? ",\(digits[place])" : "\(digits[place])"
  }
  return (number < 0 ? "-" : "") + parts.joined()
}
