/// Puts the tokens of a program one behind the other, with what may stand between them.
struct ProgramText {
  /// How the tokens are laid out.
  enum Style {
    /// With a space between two tokens.
    case plain
    /// As badly as the language allows: spaces, comments and line ends wherever they may stand.
    case wild
  }

  private let style: Style
  /// Whether all stands in one line, as in a formatted string.
  private let isOneLine: Bool
  private(set) var text = ""
  /// For each open bracket, whether line ends mean nothing in it.
  private var brackets: [Bool] = []
  private var previous = ""
  private var commentCount = 0

  init(_ style: Style, isOneLine: Bool = false) {
    (self.style, self.isOneLine) = (style, isOneLine)
  }

  /// The signs and words behind which a line end means nothing.
  private static let unfinished: Set = [
    "=", "=>", "or", "and", "not", "in", "==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "//",
    "%", "@", "**",
  ]

  /// Writes a token, and what may stand before it.
  ///
  /// - Parameters:
  ///   - token: The token.
  ///   - opensBlock: Whether it is a brace with statements behind it.
  ///   - randomness: Decides about the layout.
  mutating func write(_ token: String, opensBlock: Bool, _ randomness: inout Randomness) {
    writeGap(before: token, &randomness)
    text += token
    switch token {
    case "(", "[": brackets.append(true)
    case "{": brackets.append(!opensBlock)
    case ")", "]", "}": _ = brackets.popLast()
    default: break
    }
    // A keyword behind a dot is a name.
    previous = previous == "." ? "" : token
  }

  /// Writes the end of a line that may end a statement.
  mutating func endLine(_ randomness: inout Randomness) {
    previous = ""
    guard style == .wild else { return text += "\n" }
    if Int.random(in: 0..<5, using: &randomness) == 0 {
      writeComment(&randomness)
    } else {
      text += pick(["\n", "\n\n", "\n \n\n\n", "\r\n", " \n"], &randomness)
    }
    while Int.random(in: 0..<7, using: &randomness) == 0 { writeComment(&randomness) }
  }

  /// Writes a line that is a token by itself, such as the title of a step.
  mutating func writeLine(_ line: String) {
    if !text.isEmpty, text.last?.isNewline == false { text += "\n" }
    text += line
    previous = ""
  }

  private mutating func writeGap(before token: String, _ randomness: inout Randomness) {
    guard let last = text.unicodeScalars.last, let first = token.unicodeScalars.first,
      !isLineStart
    else { return }
    guard style == .wild else { return text += " " }
    if mayBreak(before: token), Int.random(in: 0..<100, using: &randomness) < 8 {
      if Bool.random(using: &randomness) {
        repeat { writeComment(&randomness) } while Int.random(in: 0..<4, using: &randomness) == 0
      } else {
        text += pick(["\n", "\r\n", "\n   \n", "\n\t"], &randomness)
      }
      text += pick(["", "  ", "\t"], &randomness)
    } else {
      let runsTogether = Self.runTogether(last, first)
      text += pick(runsTogether ? [" ", "  ", "\t"] : ["", "", " ", "  "], &randomness)
    }
  }

  private var isLineStart: Bool { text.utf8.last == UInt8(ascii: "\n") }

  private func mayBreak(before token: String) -> Bool {
    if isOneLine { return false }
    if brackets.last ?? false || Self.unfinished.contains(previous) { return true }
    return previous != "." && ["else", "catch", "."].contains(token)
  }

  /// Whether two tokens would be read as others if nothing stood between them.
  private static func runTogether(_ last: Unicode.Scalar, _ first: Unicode.Scalar) -> Bool {
    let signs = "=<>!+-*/%@.".unicodeScalars
    if signs.contains(last), signs.contains(first) { return true }
    func isWord(_ scalar: Unicode.Scalar) -> Bool {
      scalar == "_" || scalar.properties.isXIDContinue
    }
    return isWord(last) && (isWord(first) || first == "\"" || first == ".")
  }

  /// Writes a comment and the end of its line; one at the start of a line would be a step.
  private mutating func writeComment(_ randomness: inout Randomness) {
    commentCount += 1
    if isLineStart { text += "  " }
    text += pick(["#", "# ", " # ", "   #  ", " # %% ", "\t# "], &randomness) + "c\(commentCount)"
    text += pick(["\n", "  \n", "\r\n", "\n\n", "\n\n\n"], &randomness)
  }

  private func pick(_ words: some Collection<String>, _ randomness: inout Randomness) -> String {
    words.randomElement(using: &randomness) ?? ""
  }
}
