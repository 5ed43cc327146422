/// The order in which the members of a JSON object are written.
public enum JSONKeyOrder: Sendable {
  /// As the object holds them.
  case asGiven
  /// By their keys' Unicode scalars.
  case sorted
}

extension JSON {
  /// The value as text: UTF-8 letters as they are, numbers in their shortest exact spelling.
  ///
  /// - Parameters:
  ///   - indentation: The spaces for every level, each value on a line of its own; `nil` writes all
  ///     on one line.
  ///   - order: The order of an object's members.
  ///   - depth: The deepest nesting that is written.
  /// - Returns: The text, without a line end behind it.
  /// - Throws: ``JSONError`` if a number is not finite or the value is nested too deep.
  public func text(
    indentation: Int? = nil, order: JSONKeyOrder = .asGiven, depth: Int = 64
  ) throws(JSONError) -> String {
    var writer = JSONWriter(indentation: indentation, order: order, depthLimit: depth)
    try writer.write(self, depth: 0)
    return writer.output
  }
}

private struct JSONWriter {
  let indentation: Int?
  let order: JSONKeyOrder
  let depthLimit: Int
  var output = ""

  mutating func write(_ value: JSON, depth: Int) throws(JSONError) {
    switch value {
    case .null: output += "null"
    case .boolean(let value): output += value ? "true" : "false"
    case .integer(let value): output += String(value)
    case .number(let value):
      guard value.isFinite else { throw JSONError(problem: .notFinite, line: 0, column: 0) }
      output += value.description
    case .string(let value): write(value)
    case .array(let elements):
      try writeItems(elements, brackets: ("[", "]"), depth: depth) {
        (writer, element) throws(JSONError) in try writer.write(element, depth: depth + 1)
      }
    case .object(let object):
      try writeItems(ordered(object), brackets: ("{", "}"), depth: depth) {
        (writer, member) throws(JSONError) in
        writer.write(member.key)
        writer.output += ": "
        try writer.write(member.value, depth: depth + 1)
      }
    }
  }

  private func ordered(_ object: JSONObject) -> [JSONObject.Member] {
    switch order {
    case .asGiven: object.members
    case .sorted:
      object.members.sorted {
        // The bytes of UTF-8 are in the order of the scalars that they spell.
        $0.key.utf8.lexicographicallyPrecedes($1.key.utf8)
      }
    }
  }

  private mutating func writeItems<Item>(
    _ items: [Item], brackets: (String, String), depth: Int,
    write: (inout JSONWriter, Item) throws(JSONError) -> Void
  ) throws(JSONError) {
    guard depth < depthLimit else {
      throw JSONError(problem: .tooDeep(limit: depthLimit), line: 0, column: 0)
    }
    output += brackets.0
    for (index, item) in items.enumerated() {
      if index > 0 { output += indentation == nil ? ", " : "," }
      startLine(depth: depth + 1)
      try write(&self, item)
    }
    if !items.isEmpty { startLine(depth: depth) }
    output += brackets.1
  }

  private mutating func startLine(depth: Int) {
    guard let indentation else { return }
    output += "\n" + String(repeating: " ", count: indentation * depth)
  }

  private mutating func write(_ text: String) {
    output += "\""
    defer { output += "\"" }
    guard !text.utf8.allSatisfy(isPlain) else {
      output += text
      return
    }
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": output += "\\\""
      case "\\": output += "\\\\"
      case "\n": output += "\\n"
      case "\r": output += "\\r"
      case "\t": output += "\\t"
      case "\u{0}"..<"\u{20}", "\u{7F}"..<"\u{A0}", "\u{2028}", "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        output += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: output.unicodeScalars.append(scalar)
      }
    }
  }

  /// Whether a byte of a text is a letter that is written as it is.
  private func isPlain(_ byte: UInt8) -> Bool {
    (0x20..<0x7F).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }
}
