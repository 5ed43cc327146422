/// What `for`, `map` and their like walk over, one item at a time.
///
/// A list gives its items, a range its numbers, a string its code points, a record its keys, and a
/// thing of the engine its elements, each made when it is asked for.
public struct ItemSequence {
  private enum Source {
    case values([Value])
    case range(IntegerRange)
    case object(any EngineObject)
  }

  private let source: Source
  /// How many items there are.
  public let count: Int

  /// Makes a sequence of the items of `value`.
  ///
  /// - Parameter value: A list, a range, a string, a record, or a thing of the engine.
  /// - Throws: ``BuiltinError`` if `value` has no items, or what a thing of the engine throws.
  public init(_ value: Value) throws {
    let count = try value.count
    switch value {
    case .list(let list): source = .values(list.items)
    case .range(let range): source = .range(range)
    case .string(let text):
      try Operation.checkSize(text.utf8.count, limit: List.most)
      source = .values(text.unicodeScalars.map { .string(String($0)) })
    case .record(let record): source = .values(record.keys.map(Value.string))
    case .object(let object) where count != nil: source = .object(object)
    default:
      throw BuiltinError(
        "\(value.typeWithArticle) has no items to walk over",
        hint: value.loopHint, kind: "type")
    }
    self.count = count ?? 0
  }

  /// Returns the item at `index`, from 0 to ``count`` - 1, or what a thing of the engine throws.
  public func item(at index: Int) throws -> Value {
    switch source {
    case .values(let values): return values[index]
    case .range(let range): return .int(range[index])
    case .object(let object):
      guard let element = try object.element(at: index) else {
        throw BuiltinError("a \(object.typeName) has no items to walk over", kind: "type")
      }
      return element
    }
  }

  /// Says that a loop over the items has ended, and how many turns it made.
  public func leave(after turns: Int) {
    if case .object(let object) = source { object.leave(after: turns) }
  }

  /// Returns all items.
  ///
  /// - Throws: What a thing of the engine throws when it makes an item.
  public func items() throws -> [Value] {
    if case .values(let values) = source { return values }
    try Operation.checkSize(count, limit: List.most)
    return try (0..<count).map(item)
  }
}

extension Value {
  fileprivate var loopHint: String? {
    if case .int(let number) = self { return "range(\(number)) counts from 0 to \(number) - 1" }
    return nil
  }
}
