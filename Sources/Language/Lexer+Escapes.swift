extension Lexer {
  /// Reads an escape such as `\n` or `\u{1F600}` and appends what it stands for.
  mutating func readEscape(_ text: inout [UInt8]) {
    let start = position
    position += 1
    let byte = peek()
    switch byte {
    case UInt8(ascii: "n"): text.append(UInt8(ascii: "\n"))
    case UInt8(ascii: "t"): text.append(UInt8(ascii: "\t"))
    case UInt8(ascii: "r"): text.append(UInt8(ascii: "\r"))
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): text.append(byte)
    case UInt8(ascii: "\n"), 0: return failEscape(from: start)
    case UInt8(ascii: "u") where peek(1) == UInt8(ascii: "{"):
      return readUnicodeEscape(from: start, &text)
    default: return failEscape(from: start)
    }
    position += 1
  }

  private mutating func readUnicodeEscape(from start: Int, _ text: inout [UInt8]) {
    position += 2
    let first = position
    while peek() != 0, peek() != UInt8(ascii: "}"), peek() != UInt8(ascii: "\""),
      peek() != UInt8(ascii: "\n")
    {
      position += 1
    }
    let digits = source.text(SourceSpan(first, position))
    if peek() == UInt8(ascii: "}") { position += 1 }
    let isHexadecimal = !digits.isEmpty && digits.count <= 6 && digits.allSatisfy(\.isHexDigit)
    guard isHexadecimal, let code = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(code)
    else {
      return fail(
        "\(source.text(SourceSpan(start, position))) is not a character", from: start,
        hint: "write the number of a Unicode character in base 16: \\u{E9}")
    }
    text.append(contentsOf: String(Character(scalar)).utf8)
  }

  private mutating func failEscape(from start: Int) {
    let letter = scalar()
    if let letter, letter != "\n" { position += letter.utf8Length }
    let written = source.text(SourceSpan(start, position))
    switch letter {
    case "u", "x", "U":
      fail(
        "\(written) is not an escape here", from: start,
        hint: "write the character's number in braces: \\u{E9}")
    case "{", "}":
      fail("\(written) is not an escape", from: start, hint: "write {{ or }} for a brace")
    default:
      fail(
        "\(written) is not an escape", from: start,
        hint: "write \\\\ for a backslash, or a raw string r\"…\"")
    }
  }
}
