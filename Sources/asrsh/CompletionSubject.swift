internal import Interpreter

/// What is known of a value that stands before a dot, without computing anything.
enum CompletionSubject {
  /// The value itself.
  case value(Value)
  /// A record with these fields: a row of a table.
  case row([String])
  /// A table with these columns.
  case table([String])
  /// A value of a type, by its name.
  case type(String)

  /// Finds out what `owner` is.
  ///
  /// - Parameters:
  ///   - owner: What stands there.
  ///   - session: The names that are bound, and the built-ins.
  init?(_ owner: CompletionOwner, in session: Session) {
    func subject(_ owner: CompletionOwner) -> CompletionSubject? {
      CompletionSubject(owner, in: session)
    }
    let found: CompletionSubject?
    switch owner {
    case .name(let name): found = session.global(name).map { CompletionSubject($0) }
    case .text: found = .type("string")
    case .list: found = .type("list")
    case .slice(let whole): found = subject(whole)
    case .item(let whole): found = subject(whole)?.item(session.registry)
    case .field(let whole, let name): found = subject(whole)?.field(name, session.registry)
    case .key(let whole, let key): found = subject(whole)?.field(key, session.registry)
    case .function(let name):
      found =
        session.global(name) == nil
        ? CompletionSubject(results: session.registry.builtins(named: name)) : nil
    case .call(let whole, let name): found = subject(whole)?.result(of: name, session.registry)
    }
    guard let found else { return nil }
    self = found
  }

  private init(_ value: Value) {
    if case .object(let object) = value, object.typeName == "dataset" {
      self = .table(object.fieldNames.filter { !["columns", "problems"].contains($0) })
    } else {
      self = .value(value)
    }
  }

  /// What built-ins of one name give, if all give the same.
  private init?(results builtins: [Builtin]) {
    guard let result = builtins.first?.result, builtins.allSatisfy({ $0.result == result }) else {
      return nil
    }
    self.init(result: result)
  }

  private init?(result: String) {
    let name = result.prefix { $0 != " " && $0 != "," }
    // Of `tensor or float` and the like nothing is certain.
    guard result == name || name == "list" && !result.contains(" or ") else { return nil }
    if name == "any" || name == "none" { return nil }
    self = .type(result)
  }

  /// The name of the type; `nil` if it is not known.
  var typeName: String {
    switch self {
    case .value(let value): value.typeName
    case .row: "record"
    case .table: "dataset"
    case .type(let name): name.hasPrefix("list of ") ? "list" : name
    }
  }

  /// The columns of a table, or the fields of a record.
  var columns: [String]? {
    switch self {
    case .table(let names), .row(let names): names
    case .value(.record(let record)): record.keys
    default: nil
    }
  }

  /// The built-ins that can follow the value after a dot.
  func methods(_ registry: Registry) -> [Builtin] {
    if case .value(let value) = self { return registry.methods(of: value) }
    return registry.methods(ofType: typeName)
  }

  /// The fields that the value has.
  func fields(_ registry: Registry) -> [String] {
    switch self {
    case .value(let value): value.fieldNames
    case .row(let names): names
    case .table(let names): names + ["columns", "problems"]
    case .type(let name): registry.types[name]?.fields.map(\.name) ?? []
    }
  }

  private func item(_ registry: Registry) -> CompletionSubject? {
    switch self {
    case .table(let names): .row(names)
    case .value(.list(let list)): list.items.first.map { CompletionSubject($0) }
    case .value(.string): .type("string")
    case .value, .row: nil
    case .type(let name):
      name.hasPrefix("list of ")
        ? .type(String(name.dropFirst("list of ".count)))
        : registry.types[name].flatMap { CompletionSubject(result: $0.element) }
    }
  }

  private func field(_ name: String, _ registry: Registry) -> CompletionSubject? {
    switch self {
    case .value(.record(let record)): record[name].map { CompletionSubject($0) }
    case .table(let names) where names.contains(name): .type("list")
    case .row: nil
    default:
      registry.types[typeName]?.fields.first { $0.name == name }
        .flatMap { CompletionSubject(result: $0.type) }
    }
  }

  private func result(of function: String, _ registry: Registry) -> CompletionSubject? {
    guard let builtin = methods(registry).first(where: { $0.name == function }) else { return nil }
    // Rows that are chosen, put in order or given more columns have those of before.
    if case .table = self, builtin.result == "dataset" { return self }
    return CompletionSubject(result: builtin.result)
  }
}
