extension Lexer {
  /// The number of formatted strings that may stand inside of each other.
  static let deepestFormatted = 8

  /// Reads `{expression}` or `{expression:format}` of a formatted string; the position is at `{`.
  ///
  /// Gives `nil` if the field is not closed; the string has then been passed.
  mutating func readField(isTriple: Bool) -> FormattedToken? {
    let start = position
    let errorCount = diagnostics.count
    position += 1
    formattedDepth += 1
    defer { formattedDepth -= 1 }
    guard formattedDepth <= Self.deepestFormatted else {
      fail("formatted strings are nested too deeply", from: start)
      position = bytes.count
      return nil
    }
    let fieldTokens = readFieldTokens(isTriple: isTriple)
    var format: [FormattedToken] = []
    if peek() == UInt8(ascii: ":") {
      position += 1
      format = readFormat(isTriple: isTriple)
    }
    guard peek() == UInt8(ascii: "}") else {
      if peek() == UInt8(ascii: "!") {
        failConversion()
        return .text("")
      }
      diagnostics.removeLast(diagnostics.count - errorCount)
      failField(from: start, isTriple: isTriple)
      return nil
    }
    position += 1
    return .field(fieldTokens, SourceSpan(start, position), format: format)
  }

  private mutating func failConversion() {
    fail(
      "conversions such as !r are not part of formatted strings", from: position,
      hint: "leave it out: {x} is what print(x) shows")
    while position < bytes.count, ![UInt8(ascii: "}"), UInt8(ascii: "\n")].contains(peek()) {
      position += 1
    }
    if peek() == UInt8(ascii: "}") { position += 1 }
  }

  private mutating func failField(from start: Int, isTriple: Bool) {
    if isTriple {
      endsInString = position >= bytes.count
      position = bytes.count
    } else {
      while position < bytes.count, peek() != UInt8(ascii: "\n") { position += 1 }
    }
    fail(
      "this { of a formatted string is not closed by }", from: start, to: start + 1,
      hint: "write {{ for a brace")
  }

  /// Reads the tokens of the expression, up to the `}` or `:` that ends it.
  private mutating func readFieldTokens(isTriple: Bool) -> [Token] {
    let outer = tokens
    tokens = []
    var depth = 0
    while position < bytes.count, isTriple || peek() != UInt8(ascii: "\n") {
      let byte = peek()
      let isConversion = byte == UInt8(ascii: "!") && peek(1) != UInt8(ascii: "=")
      if depth == 0, byte == UInt8(ascii: "}") || byte == UInt8(ascii: ":") || isConversion {
        break
      }
      let count = tokens.count
      readToken()
      guard tokens.count > count, let symbol = tokens.last?.symbol else { continue }
      if symbol.closing != nil { depth += 1 }
      if symbol.isClosing { depth -= 1 }
    }
    let inner = tokens
    tokens = outer
    return inner
  }

  /// Reads the format after the colon, in which a field may stand: `{x:{width}}`.
  private mutating func readFormat(isTriple: Bool) -> [FormattedToken] {
    var parts: [FormattedToken] = []
    var text: [UInt8] = []
    while position < bytes.count, peek() != UInt8(ascii: "}"), peek() != UInt8(ascii: "\n") {
      if peek() == UInt8(ascii: "{") {
        if !text.isEmpty { parts.append(.text(String(decoding: text, as: UTF8.self))) }
        text = []
        guard let field = readField(isTriple: isTriple) else { return parts }
        parts.append(field)
      } else if peek() == UInt8(ascii: "\"") {
        break
      } else {
        text.append(peek())
        position += 1
      }
    }
    if !text.isEmpty { parts.append(.text(String(decoding: text, as: UTF8.self))) }
    return parts
  }
}
