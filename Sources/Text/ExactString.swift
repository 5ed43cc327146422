/// A string that equals another only if both have the same Unicode scalars.
///
/// Swift's strings are equal when they look the same: `é` as one scalar and as `e` with an accent.
/// The tokens of a vocabulary, the keys of a file and the words of an error rate are not.
package struct ExactString: Hashable, Sendable {
  /// The string itself.
  package let string: String

  /// Wraps a string.
  package init(_ string: String) {
    self.string = string
  }

  package static func == (first: ExactString, second: ExactString) -> Bool {
    first.string.utf8.count == second.string.utf8.count
      && first.string.utf8.elementsEqual(second.string.utf8)
  }

  /// Hashes the bytes: the string's own hash orders marks first, whose time is the square of their
  /// number.
  package func hash(into hasher: inout Hasher) {
    let bytes = string.utf8.span
    hasher.combine(bytes.count)
    var index = 0
    while index + 8 <= bytes.count {
      var word: UInt64 = 0
      for offset in 0..<8 { word = word << 8 | UInt64(bytes[index + offset]) }
      hasher.combine(word)
      index += 8
    }
    while index < bytes.count {
      hasher.combine(bytes[index])
      index += 1
    }
  }
}
