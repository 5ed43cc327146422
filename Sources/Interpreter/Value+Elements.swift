internal import Language

extension Value {
  /// Does what a thing of the engine has put off, as far as a use needs it.
  func prepare(for use: EngineObjectUse) throws {
    if case .object(let object) = self { try object.prepare(for: use) }
  }

  /// The names of the fields of a record or a thing of the engine.
  public var fieldNames: [String] {
    switch self {
    case .record(let record): record.keys
    case .object(let object): object.fieldNames
    default: []
    }
  }

  /// Returns the field `name`, or `nil` if there is none.
  public func field(_ name: String) throws -> Value? {
    switch self {
    case .record(let record): record[name]
    case .object(let object): try object.field(name)
    default: nil
    }
  }

  /// How many elements the value has, which is what `len` gives; `nil` if it has none.
  ///
  /// The length of a string is its number of Unicode code points, as in Python.
  ///
  /// - Throws: What a thing of the engine throws that has to count first.
  public var count: Int? {
    get throws {
      switch self {
      case .string(let text): text.unicodeScalars.count
      case .list(let list): list.items.count
      case .record(let record): record.count
      case .range(let range): range.count
      case .object(let object): try object.count
      case .none, .bool, .int, .float, .function: nil
      }
    }
  }

  /// Returns `value[place]`.
  func element(_ place: Value) throws -> Value {
    switch (self, place) {
    case (.record(let record), .string(let key)):
      if let value = record[key] { return value }
      throw BuiltinError(
        "the record has no field \(Value.string(key).literal)",
        hint: NearestSpelling.of(key, among: record.keys).map { "did you mean \"\($0)\"?" },
        kind: "index")
    case (.object(let object), .string(let key)):
      if let value = try object.field(key) { return value }
      throw BuiltinError(
        "\(typeWithArticle) has no field \(place.literal)",
        hint: NearestSpelling.of(key, among: object.fieldNames).map { "did you mean \"\($0)\"?" },
        kind: "index")
    case (_, .int(let index)): return try element(at: index)
    default:
      throw BuiltinError(
        "\(typeWithArticle) cannot be indexed with \(place.typeWithArticle)",
        hint: indexHint(place.typeName, of: typeName), kind: "type")
    }
  }

  private func element(at index: Int) throws -> Value {
    if case .record = self {
      throw BuiltinError(
        "a record is indexed with the name of a field",
        hint: "keys are text: record[str(\(index))]",
        kind: "type")
    }
    guard let count = try count else {
      throw BuiltinError("\(typeWithArticle) has no elements", kind: "type")
    }
    let place = index < 0 ? index + count : index
    guard place >= 0, place < count else {
      let hint = count == 0 ? "it is empty" : "the last one is \(count - 1), or -1"
      throw BuiltinError(
        "index \(index) is outside of \(typeWithArticle) of \(count.counted("element"))",
        hint: hint, kind: "index")
    }
    switch self {
    case .list(let list): return list.items[place]
    case .range(let range): return .int(range[place])
    case .string(let text):
      let scalars = text.unicodeScalars
      return .string(String(scalars[scalars.index(scalars.startIndex, offsetBy: place)]))
    case .object(let object):
      if let element = try object.element(at: place) { return element }
    default: break
    }
    throw BuiltinError("\(typeWithArticle) cannot be indexed", kind: "type")
  }

  /// Returns `value[start:end]`; bounds beyond the ends are moved to them, as Python does.
  func slice(from start: Int?, to end: Int?) throws -> Value {
    guard let count = try count else {
      throw BuiltinError("\(typeWithArticle) cannot be sliced", kind: "type")
    }
    let lower = Self.clamped(start ?? 0, count)
    let bounds = lower..<max(lower, Self.clamped(end ?? count, count))
    switch self {
    case .list(let list): return Value(Array(list.items[bounds]))
    case .string(let text):
      let scalars = text.unicodeScalars
      let first = scalars.index(scalars.startIndex, offsetBy: bounds.lowerBound)
      let last = scalars.index(first, offsetBy: bounds.count)
      return .string(String(scalars[first..<last]))
    case .range(let range):
      return .range(IntegerRange(range, bounds))
    case .object(let object):
      if let slice = try object.slice(bounds) { return slice }
    default: break
    }
    throw BuiltinError("\(typeWithArticle) cannot be sliced", kind: "type")
  }

  private static func clamped(_ bound: Int, _ count: Int) -> Int {
    min(max(bound < 0 ? bound + count : bound, 0), count)
  }
}
