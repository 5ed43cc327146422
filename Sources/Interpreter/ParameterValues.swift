internal import Foundation
public import Language

extension ParameterDeclaration {
  /// The type that values must have: the declared one, or that of a literal default.
  ///
  /// `nil` if the default has to be computed first, or is `none`.
  public var typeName: String? {
    if let type { return type.text }
    var value = defaultValue
    if case .unary(.negate, let operand) = value.kind { value = operand }
    switch value.kind {
    case .bool: return "bool"
    case .int: return "int"
    case .float: return "float"
    case .string, .formatted: return "string"
    case .list: return "list"
    default: return nil
    }
  }

  /// Reads the text that a command line gives for the parameter.
  package func value(_ text: String) throws(BuiltinError) -> Value {
    switch typeName {
    case "int":
      guard let number = Int(text.filter { $0 != "_" }) else {
        throw mismatch(text, "a whole number")
      }
      return .int(number)
    case "float":
      guard let number = Double(text), number.isFinite else { throw mismatch(text, "a number") }
      return .float(number)
    case "bool":
      guard ["true", "false"].contains(text) else { throw mismatch(text, "true or false") }
      return .bool(text == "true")
    case "list": return try list(text)
    default: return .string(text)
    }
  }

  /// Reads `a,b,c`; the items are numbers if those of the default are.
  private func list(_ text: String) throws(BuiltinError) -> Value {
    let parts = text.isEmpty ? [] : text.split(separator: ",", omittingEmptySubsequences: false)
    let words = parts.map { String($0.drop(while: \.isWhitespace)) }
    guard case .list(let items) = defaultValue.kind, let first = items.first else {
      return Value(words.map(Value.string))
    }
    var values: [Value] = []
    for word in words {
      switch first.kind {
      case .int:
        guard let number = Int(word) else { throw mismatch(word, "a list of whole numbers") }
        values.append(.int(number))
      case .float:
        guard let number = Double(word), number.isFinite else {
          throw mismatch(word, "a list of numbers")
        }
        values.append(.float(number))
      default: values.append(.string(word))
      }
    }
    return Value(values)
  }

  private func mismatch(_ text: String, _ expected: String) -> BuiltinError {
    BuiltinError("\(name.text) expects \(expected), got \(text.quoted)", kind: "parameter")
  }

  /// Whether a computed default is of the declared type.
  package func accepts(_ value: Value) -> Bool {
    switch (type?.text, value) {
    case (nil, _), (_, .none): true
    case ("int", .int), ("float", .float), ("float", .int), ("bool", .bool): true
    case ("string", .string), ("path", .string), ("list", .list), ("list", .range): true
    default: false
    }
  }
}

extension Recipe {
  /// Reads the parameters given on a command line, or says all that is wrong with them.
  func values(
    for given: [String: String]
  ) -> (values: [String: Value], problems: [Diagnostic]) {
    var values: [String: Value] = [:]
    var problems: [Diagnostic] = []
    for (name, text) in given.sorted(by: { $0.key < $1.key }) {
      guard let declaration = parameters.first(where: { $0.name.text == name }) else {
        problems.append(unknown(name))
        continue
      }
      do throws(BuiltinError) {
        values[name] = try declaration.value(text)
      } catch {
        let range = SourceRange(source, declaration.name.span)
        problems.append(Diagnostic(error.message, at: range, kind: error.kind))
      }
    }
    return (values, problems)
  }

  /// The errors for values that are given to parameters that the recipe does not have.
  package func unknownParameters(_ given: [String: String]) -> [Diagnostic] {
    let known = Set(parameters.map(\.name.text))
    return given.keys.filter { !known.contains($0) }.sorted().map(unknown)
  }

  /// Says all that is wrong with the parameters given on a command line.
  public func problems(with given: [String: String]) -> [Diagnostic] {
    values(for: given).problems
  }

  private func unknown(_ name: String) -> Diagnostic {
    let names = parameters.map(\.name.text)
    let list = names.isEmpty ? "it has none" : "it has \(names.joined(separator: ", "))"
    let nearest = NearestSpelling.of(name, among: names).map { "did you mean \($0)?" }
    return Diagnostic(
      "\(source.name) has no parameter \(name)", hint: nearest ?? list, kind: "parameter")
  }
}
