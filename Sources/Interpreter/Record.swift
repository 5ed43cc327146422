internal import ExactStrings

/// Named values in an order: `{text: "a", n: 1}`.
///
/// Keys are told apart by their code points, as the language compares text. Looking a field up walks the
/// keys when they are few and asks an index when they are many.
public struct Record {
  private let storage: Storage

  private final class Storage {
    let keys: [String]
    let values: [Value]
    let depth: Int
    let size: Int
    let index: [ExactString: Int]?

    init(keys: [String], values: [Value]) {
      self.keys = keys
      self.values = values
      var deepest = 0
      var size = 1
      for value in values {
        deepest = max(deepest, value.depth)
        size += value.size
      }
      depth = deepest + 1
      self.size = min(size, Value.mostParts + 1)
      index =
        keys.count > 8
        ? Dictionary(exact: zip(keys, keys.indices)) : nil
    }
  }

  /// Makes a record of pairs; where a key comes twice, its first place keeps the last value.
  public init(_ fields: [(String, Value)] = []) {
    var keys: [String] = []
    var values: [Value] = []
    keys.reserveCapacity(fields.count)
    values.reserveCapacity(fields.count)
    var index: [ExactString: Int] = [:]
    for (key, value) in fields {
      if fields.count <= 8 {
        if let place = keys.firstExactIndex(of: key) {
          values[place] = value
          continue
        }
      } else {
        if let place = index[key] {
          values[place] = value
          continue
        }
        index[key] = keys.count
      }
      keys.append(key)
      values.append(value)
    }
    storage = Storage(keys: keys, values: values)
  }

  /// Makes a record of keys, all different, and as many values.
  init(distinctKeys keys: [String], values: [Value]) {
    precondition(keys.count == values.count, "Every key has a value.")
    storage = Storage(keys: keys, values: values)
  }

  /// The names, in order.
  public var keys: [String] { storage.keys }
  /// The values, in order.
  public var values: [Value] { storage.values }
  /// The number of fields.
  public var count: Int { storage.keys.count }
  /// One more than the greatest depth of a value.
  public var depth: Int { storage.depth }
  /// How many parts the record has; see ``Value/size``.
  var size: Int { storage.size }
  /// The pairs, in order.
  public var fields: [(String, Value)] { Array(zip(storage.keys, storage.values)) }

  /// The value of the field `key`, or `nil` if there is none.
  public subscript(key: String) -> Value? {
    guard let place = place(of: key) else { return nil }
    return storage.values[place]
  }

  /// Returns the record with the fields of `other` added, or put in the place of its own.
  public func merging(_ other: Record) -> Record { Record(fields + other.fields) }

  private func place(of key: String) -> Int? {
    if let index = storage.index { return index[key] }
    return storage.keys.firstExactIndex(of: key)
  }
}
