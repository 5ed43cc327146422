internal import ExactStrings

/// What takes the place of a match: text, and what groups found.
struct Replacement {
  /// A piece of it.
  enum Part {
    /// Text as it stands.
    case bytes([UInt8])
    /// What a group found.
    case group(Int)
  }

  private(set) var parts: [Part] = []

  /// Reads the escapes of a replacement.
  init(_ text: String, for pattern: Pattern) throws(PatternError) {
    var rest = Array(text.unicodeScalars)[...]
    var literal = String.UnicodeScalarView()
    while let scalar = rest.popFirst() {
      guard scalar == "\\" else {
        literal.append(scalar)
        continue
      }
      switch rest.first {
      case "\\": literal.append("\\")
      case "n": literal.append("\n")
      case "t": literal.append("\t")
      case let digit? where ("1"..."9").contains(digit):
        let digits = rest.prefix(2).prefix { ("0"..."9").contains($0) }
        rest = rest.dropFirst(digits.count - 1)
        add(&literal, try Self.group(String(String.UnicodeScalarView(digits)), pattern))
      case "g":
        let name = rest.dropFirst(2).prefix { $0 != ">" }
        guard rest.dropFirst().first == "<", rest.dropFirst(2 + name.count).first == ">" else {
          throw .escape("\\g")
        }
        rest = rest.dropFirst(2 + name.count)
        add(&literal, try Self.group(String(String.UnicodeScalarView(name)), pattern))
      case let other: throw .escape("\\" + (other.map { String(Character($0)) } ?? ""))
      }
      rest = rest.dropFirst()
    }
    add(&literal, nil)
  }

  private mutating func add(_ literal: inout String.UnicodeScalarView, _ group: Int?) {
    if !literal.isEmpty { parts.append(.bytes(Array(String(literal).utf8))) }
    literal = String.UnicodeScalarView()
    if let group { parts.append(.group(group)) }
  }

  private static func group(_ name: String, _ pattern: Pattern) throws(PatternError) -> Int {
    if let number = Int(name), (0...pattern.groupCount).contains(number) { return number }
    if let number = pattern.groupNumbers[name] { return number }
    throw .noGroup(name, pattern: pattern.text)
  }
}
