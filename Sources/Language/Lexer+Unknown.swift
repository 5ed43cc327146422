extension Lexer {
  /// Reports a character that starts nothing in the language, and says what may have been meant.
  mutating func readUnknown() {
    let start = position
    guard let scalar = scalar() else { return }
    position += scalar.utf8Length
    switch scalar {
    case "\u{A0}", "\u{202F}", "\u{3000}", "\u{2009}": return
    case "'":
      position = start
      readSingleQuoted(from: start)
    case "“", "”", "„", "‘", "’", "«", "»":
      fail("\(scalar) is not a quotation mark here", from: start, hint: "strings stand in \"…\"")
    case "&", "|":
      while peek() == bytes[start] { position += 1 }
      fail(
        "\(source.text(SourceSpan(start, position))) is not an operator", from: start,
        hint: scalar == "&" ? "write and" : "write or")
      emit(.keyword(scalar == "&" ? .and : .or), from: start)
    case "!":
      if !readForeignCommand(from: start) {
        foreign(scalar, from: start, .keyword(.not), "write not")
      }
    case "?":
      fail(
        "? is not part of the language", from: start,
        hint: "if c { a } else { b } chooses; help(name) explains a built-in")
    case "−", "–", "—": foreign(scalar, from: start, .symbol(.minus), "write -")
    case "×", "·", "∙": foreign(scalar, from: start, .symbol(.times), "write *")
    case "÷": foreign(scalar, from: start, .symbol(.divide), "write /")
    case "^": foreign(scalar, from: start, .symbol(.power), "write **")
    case "≤": foreign(scalar, from: start, .symbol(.lessOrEqual), "write <=")
    case "≥": foreign(scalar, from: start, .symbol(.greaterOrEqual), "write >=")
    case "≠": foreign(scalar, from: start, .symbol(.notEqual), "write !=")
    case "→", "⇒": foreign(scalar, from: start, .symbol(.arrow), "write =>")
    case "~":
      fail("~ is not an operator", from: start, hint: "not x turns a truth value around")
    case "$", "`":
      fail(
        "\(scalar) is not part of the language", from: start,
        hint: "f\"{name}\" puts a value into text"
      )
    default:
      let shown =
        scalar.properties.generalCategory.isPrintable ? "\(scalar)" : "an invisible character"
      let code = String(scalar.value, radix: 16, uppercase: true)
      fail(
        "unexpected \(shown) (U+\(String(repeating: "0", count: max(0, 4 - code.count)))\(code))",
        from: start)
    }
  }

  /// Programs that other notebooks call with a `!` at the start of a line.
  private static let programs = [
    "ls", "pip", "pip3", "conda", "cd", "pwd", "cat", "head", "mkdir", "rm", "cp", "mv", "wget",
    "curl", "git", "python", "python3", "ffmpeg", "sox", "wc", "unzip", "tar", "echo", "du", "df",
    "find", "apt", "apt-get", "nvidia-smi", "huggingface-cli",
  ]

  /// Reports `!ls data`, whose `!` was passed, and passes the line; returns whether it is such a line.
  private mutating func readForeignCommand(from start: Int) -> Bool {
    let before = bytes[..<start].reversed().prefix { $0 != UInt8(ascii: "\n") }
    guard before.allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }) else {
      return false
    }
    let line = bytes[position...].prefix { $0 != UInt8(ascii: "\n") }
    let word = String(decoding: line.prefix { $0 > UInt8(ascii: " ") }, as: UTF8.self)
    guard Self.programs.contains(word) else { return false }
    position = line.endIndex
    fail(
      "programs of the system are not called from here", from: start,
      hint: word.hasPrefix("pip") || word.hasPrefix("apt") || word == "conda"
        ? "nothing has to be installed: all functions are built in"
        : "list_files(\"folder/*.wav\") lists files; another terminal runs \(word)")
    return true
  }

  /// Reports an operator of another writing, and goes on as if it were the language's.
  private mutating func foreign(
    _ scalar: Unicode.Scalar, from start: Int, _ meant: Token.Kind, _ hint: String
  ) {
    fail("\(scalar) is not an operator", from: start, hint: hint)
    emit(meant, from: start)
  }

  /// Reads `'text'`, whose first quote is at the position, behind a prefix such as `f`.
  mutating func readSingleQuoted(from start: Int, prefix: String = "") {
    position += 1
    let textStart = position
    while position < bytes.count, ![UInt8(ascii: "'"), UInt8(ascii: "\n")].contains(peek()) {
      position += peek() == UInt8(ascii: "\\") ? 2 : 1
    }
    position = min(position, bytes.count)
    let text = source.text(SourceSpan(textStart, position))
    if peek() == UInt8(ascii: "'") { position += 1 }
    let isShort = text.count <= 40 && !text.contains("\"")
    fail(
      "strings stand in double quotes", from: start,
      hint: isShort
        ? "write \(prefix.contains { "bu".contains($0) } ? "" : prefix)\"\(text)\""
        : "write \"…\", and \\\" for a quote in it")
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
