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
    first.string.utf8.elementsEqual(second.string.utf8)
  }

  package func hash(into hasher: inout Hasher) {
    // Equal scalars look the same, so the string's own hash serves.
    string.hash(into: &hasher)
  }
}
