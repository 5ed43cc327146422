extension Lexer {
  /// Reports a character that starts nothing in the language, and says what may have been meant.
  mutating func readUnknown() {
    let start = position
    guard let scalar = scalar() else { return }
    position += scalar.utf8Length
    switch scalar {
    case "\u{A0}", "\u{202F}", "\u{3000}", "\u{2009}": return
    case "'": readSingleQuoted(from: start)
    case "“", "”", "„", "‘", "’", "«", "»":
      fail("\(scalar) is not a quotation mark here", from: start, hint: "strings stand in \"…\"")
    case "&", "|":
      while peek() == bytes[start] { position += 1 }
      fail(
        "\(source.text(SourceSpan(start, position))) is not an operator", from: start,
        hint: scalar == "&" ? "write and" : "write or")
    case "!": fail("! is not an operator", from: start, hint: "write not")
    case "?":
      fail("? is not part of the language", from: start, hint: "help(name) explains a built-in")
    case "−", "–", "—": fail("\(scalar) is not an operator", from: start, hint: "write -")
    case "×": fail("× is not an operator", from: start, hint: "write *")
    default:
      let shown =
        scalar.properties.generalCategory.isPrintable ? "\(scalar)" : "an invisible character"
      let code = String(scalar.value, radix: 16, uppercase: true)
      fail(
        "unexpected \(shown) (U+\(String(repeating: "0", count: max(0, 4 - code.count)))\(code))",
        from: start)
    }
  }

  private mutating func readSingleQuoted(from start: Int) {
    while position < bytes.count, ![UInt8(ascii: "'"), UInt8(ascii: "\n")].contains(peek()) {
      position += peek() == UInt8(ascii: "\\") ? 2 : 1
    }
    position = min(position, bytes.count)
    let text = source.text(SourceSpan(start + 1, position))
    if peek() == UInt8(ascii: "'") { position += 1 }
    let isShort = text.count <= 40 && !text.contains("\"")
    fail(
      "strings stand in double quotes", from: start,
      hint: isShort ? "write \"\(text)\"" : "write \"…\", and \\\" for a quote in it")
    emit(.string(text), from: start)
  }
}

extension Unicode.GeneralCategory {
  /// Whether a character of the category shows as something.
  var isPrintable: Bool {
    switch self {
    case .control, .format, .surrogate, .privateUse, .unassigned, .spaceSeparator, .lineSeparator,
      .paragraphSeparator:
      false
    default: true
    }
  }
}
