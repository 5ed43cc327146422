extension Set<ExactString> {
  /// Makes a set of strings.
  public init(exact strings: some Sequence<String>) {
    self.init(strings.lazy.map { ExactString($0) })
  }

  /// Whether the set has a string.
  public func contains(_ string: String) -> Bool { contains(ExactString(string)) }

  /// Adds a string, and returns whether it was new.
  @discardableResult
  public mutating func insert(_ string: String) -> (inserted: Bool, memberAfterInsert: ExactString)
  {
    insert(ExactString(string))
  }
}

extension Dictionary where Key == ExactString {
  /// The value of a string; setting `nil` removes it.
  public subscript(_ key: String) -> Value? {
    get { self[ExactString(key)] }
    set { self[ExactString(key)] = newValue }
  }

  /// The value of a string, or another if it has none.
  public subscript(_ key: String, default other: @autoclosure () -> Value) -> Value {
    get { self[ExactString(key), default: other()] }
    _modify { yield &self[ExactString(key), default: other()] }
  }

  /// Puts a value under a string, and returns what was there.
  @discardableResult
  public mutating func updateValue(_ value: Value, forKey key: String) -> Value? {
    updateValue(value, forKey: ExactString(key))
  }

  /// Makes a dictionary of strings, all different as they are spelled, with their values.
  public init(exact pairs: some Sequence<(String, Value)>) {
    self.init(uniqueKeysWithValues: pairs.lazy.map { (ExactString($0.0), $0.1) })
  }
}
