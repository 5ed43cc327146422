extension String {
  /// Whether two strings have the same Unicode scalars; Swift's `==` asks whether they look the same.
  public func isExactly(_ other: String) -> Bool {
    let (bytes, others) = (utf8.span, other.utf8.span)
    guard bytes.count == others.count else { return false }
    var index = 0
    while index + 8 <= bytes.count {
      var difference: UInt8 = 0
      for offset in 0..<8 { difference |= bytes[index + offset] ^ others[index + offset] }
      if difference != 0 { return false }
      index += 8
    }
    while index < bytes.count {
      if bytes[index] != others[index] { return false }
      index += 1
    }
    return true
  }

  /// Whether this string comes before another in the order of Unicode scalars, which is that of the
  /// bytes of UTF-8; Swift's `<` puts marks in order first.
  public func comesExactlyBefore(_ other: String) -> Bool {
    let (bytes, others) = (utf8.span, other.utf8.span)
    for index in 0..<min(bytes.count, others.count) where bytes[index] != others[index] {
      return bytes[index] < others[index]
    }
    return bytes.count < others.count
  }

  /// Whether this string begins with the scalars of another, also in the middle of a letter.
  public func startsExactly(with other: String) -> Bool { utf8.starts(with: other.utf8) }

  /// Whether this string ends with the scalars of another, also in the middle of a letter.
  public func endsExactly(with other: String) -> Bool {
    utf8.count >= other.utf8.count && utf8.suffix(other.utf8.count).elementsEqual(other.utf8)
  }
}

extension Optional<String> {
  /// Whether both are nothing, or strings of the same Unicode scalars.
  public func isExactly(_ other: String?) -> Bool {
    switch (self, other) {
    case (nil, nil): true
    case (let string?, let other?): string.isExactly(other)
    default: false
    }
  }
}

extension Sequence<String> {
  /// Whether one of the strings has the same Unicode scalars as another.
  public func containsExactly(_ string: String) -> Bool { contains { $0.isExactly(string) } }

  /// The strings in the order of their Unicode scalars.
  public func sortedExactly() -> [String] { sorted { $0.comesExactlyBefore($1) } }
}

extension Collection<String> {
  /// Where the first string with the same Unicode scalars as another stands.
  public func firstExactIndex(of string: String) -> Index? { firstIndex { $0.isExactly(string) } }

  /// Whether two lists have strings of the same Unicode scalars in the same order.
  public func areExactly(_ other: some Collection<String>) -> Bool {
    count == other.count && zip(self, other).allSatisfy { $0.isExactly($1) }
  }
}
