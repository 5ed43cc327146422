internal import ExactStrings

/// Named values in an order: `{text: "a", n: 1}`.
///
/// Keys are told apart by their code points, as the language compares text. Looking a field up walks the
/// keys when they are few and asks an index when they are many.
public struct Record {
  /// How many keys are found by walking through them.
  private static let mostWalked = 8

  private var storage: Storage

  private final class Storage {
    var keys: [String]
    var values: [Value]
    var depth: Int
    var size: Int
    var index: [ExactString: Int]?

    init(keys: [String], values: [Value], depth: Int, size: Int, index: [ExactString: Int]?) {
      (self.keys, self.values, self.depth, self.size) = (keys, values, depth, size)
      self.index = index
    }

    convenience init(keys: [String], values: [Value]) {
      var size = 1
      for value in values { size += value.size }
      self.init(
        keys: keys, values: values, depth: Storage.depth(of: values),
        size: min(size, Value.mostParts + 1),
        index: keys.count > Record.mostWalked ? Dictionary(exact: zip(keys, keys.indices)) : nil)
    }

    static func depth(of values: [Value]) -> Int {
      var deepest = 0
      for value in values { deepest = max(deepest, value.depth) }
      return deepest + 1
    }

    func copy() -> Storage {
      Storage(keys: keys, values: values, depth: depth, size: size, index: index)
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
      if fields.count <= Self.mostWalked {
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

  /// Puts a value in the place of a field's, or adds a field at the end; in place if nothing else holds
  /// the record.
  mutating func set(_ key: String, _ value: Value) {
    if !isKnownUniquelyReferenced(&storage) { storage = storage.copy() }
    guard let place = place(of: key) else { return add(key, value) }
    let old = storage.values[place]
    storage.values[place] = value
    storage.size = min(storage.size - old.size + value.size, Value.mostParts + 1)
    if value.depth >= old.depth {
      storage.depth = max(storage.depth, value.depth + 1)
    } else if old.depth + 1 == storage.depth {
      storage.depth = Storage.depth(of: storage.values)
    }
  }

  private func add(_ key: String, _ value: Value) {
    let place = storage.keys.count
    storage.keys.append(key)
    storage.values.append(value)
    storage.depth = max(storage.depth, value.depth + 1)
    storage.size = min(storage.size + value.size, Value.mostParts + 1)
    if storage.index != nil {
      storage.index?[ExactString(key)] = place
    } else if place == Self.mostWalked {
      storage.index = Dictionary(exact: zip(storage.keys, storage.keys.indices))
    }
  }

  private func place(of key: String) -> Int? {
    if let index = storage.index { return index[key] }
    return storage.keys.firstExactIndex(of: key)
  }
}
