extension Lexer {
  /// The string that is being read.
  private struct Reading {
    let start: Int
    let isRaw: Bool
    let isFormatted: Bool
    let isTriple: Bool
    var text: [UInt8] = []
    var parts: [FormattedToken] = []
    /// Whether a field was not closed, which has been reported and ended the string.
    var isBroken = false

    mutating func endText() {
      guard !text.isEmpty else { return }
      parts.append(.text(String(decoding: text, as: UTF8.self)))
      text = []
    }
  }

  /// Reads a string whose prefix starts at `start` and whose first quote is at the position.
  mutating func readString(from start: Int, raw: Bool, formatted: Bool) {
    let quote = UInt8(ascii: "\"")
    let isTriple = peek(1) == quote && peek(2) == quote
    position += isTriple ? 3 : 1
    var reading = Reading(start: start, isRaw: raw, isFormatted: formatted, isTriple: isTriple)
    while !atStringEnd(isTriple) {
      if reading.isBroken { return finish(&reading) }
      if position >= bytes.count || (!isTriple && peek() == UInt8(ascii: "\n")) {
        failUnclosed(reading)
        finish(&reading)
        return
      }
      readPiece(&reading)
    }
    position += isTriple ? 3 : 1
    finish(&reading)
  }

  private mutating func finish(_ reading: inout Reading) {
    if reading.isFormatted {
      reading.endText()
      emit(.formatted(reading.parts), from: reading.start)
    } else {
      emit(.string(String(decoding: reading.text, as: UTF8.self)), from: reading.start)
    }
  }

  private mutating func failUnclosed(_ reading: Reading) {
    if reading.isTriple { endsInString = true }
    fail(
      "this string is not closed", from: reading.start,
      hint: reading.isTriple
        ? "it ends with \"\"\"" : "a string over several lines stands in \"\"\"…\"\"\"")
  }

  private func atStringEnd(_ isTriple: Bool) -> Bool {
    let quote = UInt8(ascii: "\"")
    return peek() == quote && (!isTriple || (peek(1) == quote && peek(2) == quote))
  }

  private mutating func readPiece(_ reading: inout Reading) {
    let byte = peek()
    if byte == UInt8(ascii: "\\") {
      if reading.isRaw { return readRawBackslash(&reading) }
      return readEscape(&reading.text)
    }
    if reading.isFormatted, byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}") {
      return readBrace(byte, &reading)
    }
    if byte == UInt8(ascii: "\r"), peek(1) == UInt8(ascii: "\n") {
      position += 1
      return
    }
    reading.text.append(byte)
    position += 1
  }

  /// Keeps a backslash of a raw string, and the quote after it, as Python does.
  private mutating func readRawBackslash(_ reading: inout Reading) {
    reading.text.append(UInt8(ascii: "\\"))
    position += 1
    if peek() == UInt8(ascii: "\"") || peek() == UInt8(ascii: "\\") {
      reading.text.append(peek())
      position += 1
    }
  }

  private mutating func readBrace(_ byte: UInt8, _ reading: inout Reading) {
    if peek(1) == byte {
      reading.text.append(byte)
      position += 2
    } else if byte == UInt8(ascii: "{") {
      reading.endText()
      guard let field = readField(isTriple: reading.isTriple) else {
        reading.isBroken = true
        return
      }
      reading.parts.append(field)
    } else {
      fail("a single } in a formatted string", from: position, hint: "write }} for a brace")
      position += 1
    }
  }
}
