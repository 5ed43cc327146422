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
        if scalar == "$" { try Self.checkDollar(rest, pattern) }
        literal.append(scalar)
        continue
      }
      switch rest.first {
      case "\\": literal.append("\\")
      case "$": literal.append("$")
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

  /// Refuses `$1`, `${1}` and `${name}` where there is such a group: it is meant as what the group found,
  /// and would stand in the text as it is written.
  private static func checkDollar(
    _ rest: ArraySlice<Unicode.Scalar>, _ pattern: Pattern
  ) throws(PatternError) {
    func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
      String(String.UnicodeScalarView(scalars))
    }
    if let digit = rest.first, let number = Int(text([digit])) {
      guard number <= pattern.groupCount else { return }
      throw .dollar("$\(number)", meant: number == 0 ? "\\g<0>" : "\\\(number)")
    }
    guard rest.first == "{" else { return }
    let name = text(rest.dropFirst().prefix { $0 != "}" })
    let isNumber = Int(name).map { (0...pattern.groupCount).contains($0) } ?? false
    guard isNumber || pattern.groupNumbers[name] != nil else { return }
    throw .dollar("${\(name)}", meant: "\\g<\(name)>")
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
