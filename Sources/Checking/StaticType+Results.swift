internal import Interpreter

extension StaticType {
  /// Reads a type as ``Builtin/result`` writes it: `tensor or list of tensor`, `{a: int}`.
  ///
  /// What is not one of the language's words or of `objects` is unknown.
  init(result: String, _ objects: [String: ObjectType]) {
    var reader = ResultReader(words: result[...], objects: objects)
    self = reader.type()
  }
}

/// Reads the notation of results.
private struct ResultReader {
  var words: Substring
  let objects: [String: ObjectType]

  /// Reads `type or type`, `int, or float with digits`.
  mutating func type() -> StaticType {
    var types = [single()]
    while true {
      skipRemark()
      guard accept(", or ") || accept(" or ") else { break }
      types.append(single())
    }
    return StaticType.joined(types)
  }

  /// Passes what is said about a type and not part of it: ` with digits`.
  private mutating func skipRemark() {
    guard accept(" with ") else { return }
    words = words.firstRange(of: " or ").map { words[$0.lowerBound...] } ?? ""
  }

  private mutating func single() -> StaticType {
    if accept("[") { return .items(list(until: "]") { $0.type() }) }
    if accept("{") {
      let fields = list(until: "}") { reader -> (name: String, type: StaticType) in
        let name = reader.word()
        _ = reader.accept(": ")
        return (name, reader.type())
      }
      return .record(FieldTypes(known: fields, rest: nil))
    }
    if accept("list of ") { return .list(of: single()) }
    if accept("record of ") { return .record(FieldTypes(known: [], rest: single())) }
    return named(word())
  }

  private mutating func list<Part>(
    until end: String, _ part: (inout ResultReader) -> Part
  ) -> [Part] {
    var parts: [Part] = []
    while !accept(end), !words.isEmpty {
      parts.append(part(&self))
      if !accept(", "), !words.hasPrefix(end) { words = "" }
    }
    return parts
  }

  private func named(_ word: String) -> StaticType {
    switch word {
    case "none": .none
    case "bool": .bool
    case "int": .int
    case "float": .float
    case "number": .number
    case "string": .string
    case "range": .range
    case "list": .list(of: .unknown)
    case "record": .anyRecord
    case "function": .callable
    default: objects[word] == nil ? .unknown : .object(word)
    }
  }

  private mutating func word() -> String {
    let word = words.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    words = words.dropFirst(word.count)
    return String(word)
  }

  private mutating func accept(_ text: String) -> Bool {
    guard words.hasPrefix(text) else { return false }
    words = words.dropFirst(text.count)
    return true
  }
}
