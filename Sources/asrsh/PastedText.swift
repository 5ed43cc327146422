/// Text that a terminal hands over in one piece, between the marks of a bracketed paste.
enum PastedText {
  /// What a terminal is told to mark pastes, and to stop marking them.
  static let turnOn = "\u{1B}[?2004h"
  static let turnOff = "\u{1B}[?2004l"
  /// What comes before and after a paste.
  static let start = "\u{1B}[200~"
  static let end: [UInt8] = Array("\u{1B}[201~".utf8)
  /// The most bytes that are taken; a longer text belongs into a file.
  static let limit = 1 << 20
  /// What is said of a longer one.
  static let refusal = "The pasted text is longer than 1 MB; save it as a file and use :run."

  /// Returns the text in the form that the editor takes.
  ///
  /// Line ends become newlines, tabs become spaces but for those of a string, which are data; other
  /// control characters and the newlines at the end go. Where every line starts with a prompt of this
  /// shell, the text was copied from a session, and the prompts go too.
  ///
  /// - Parameters:
  ///   - bytes: What the terminal handed over.
  ///   - before: What stands before the cursor, where a string may be open.
  /// - Returns: The text, of one or more rows.
  static func cleaned(_ bytes: [UInt8], after before: String = "") -> String {
    var strings = StringTracker()
    for scalar in before.unicodeScalars { strings.pass(scalar) }
    var text = String.UnicodeScalarView()
    for scalar in String(decoding: bytes, as: UTF8.self)
      .replacing("\r\n", with: "\n").replacing("\r", with: "\n").unicodeScalars
    where scalar == "\n" || scalar == "\t" || scalar.properties.generalCategory != .control {
      strings.pass(scalar)
      if scalar == "\t", !strings.isInside {
        text.append(contentsOf: "  ".unicodeScalars)
      } else {
        text.append(scalar)
      }
    }
    while text.last == "\n" { text.removeLast() }
    let lines = String(text).split(separator: "\n", omittingEmptySubsequences: false)
    return withoutPrompts(lines).joined(separator: "\n")
  }

  private static func withoutPrompts(_ lines: [Substring]) -> [Substring] {
    let prompts = [Prompt.text, EditBuffer.mark]
    guard lines.first?.hasPrefix(Prompt.text) == true,
      lines.allSatisfy({ line in prompts.contains { line.hasPrefix($0) } })
    else { return lines }
    return lines.map { $0.dropFirst(Prompt.text.count) }
  }
}
