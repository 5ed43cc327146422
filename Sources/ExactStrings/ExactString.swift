/// A string that equals another only if both have the same Unicode scalars.
///
/// Swift's strings are equal when they look the same: `é` as one scalar and as `e` with an accent, the
/// ohm sign and the Greek omega, the kelvin sign and `K`. Letters, tokens, the keys of a record, the
/// names of columns and files, and the words of an error rate are not. A set or a dictionary of any of
/// these has keys of this type.
public struct ExactString: Hashable, Sendable {
  /// The string itself.
  public let string: String

  /// Wraps a string.
  @inlinable
  public init(_ string: String) { self.string = string }

  /// Whether both have the same scalars.
  @inlinable
  public static func == (first: ExactString, second: ExactString) -> Bool {
    first.string.isExactly(second.string)
  }

  /// Hashes the bytes: the string's own hash orders marks first, whose time is the square of their
  /// number.
  public func hash(into hasher: inout Hasher) {
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

extension ExactString: Comparable {
  /// Whether the first comes first in the order of scalars.
  public static func < (first: ExactString, second: ExactString) -> Bool {
    first.string.comesExactlyBefore(second.string)
  }
}

extension ExactString: CustomStringConvertible {
  /// The string itself.
  public var description: String { string }
}

extension ExactString: ExpressibleByStringLiteral {
  /// Wraps a literal.
  public init(stringLiteral string: String) { self.init(string) }
}
