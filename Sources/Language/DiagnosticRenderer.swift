/// Writes diagnostics as a terminal shows them: the message, the line with carets, notes and a hint.
///
///     error: load_audio: "clips/17.flac" is not audio that can be read (the file is empty)
///       ┌ recipes/urdu.asr:14:9
///     14│ audio = load_audio(row.file)
///       │         ^^^^^^^^^^^^^^^^^^^^
///       = hint: data.filter(row => row.duration > 0) drops files without sound
public struct DiagnosticRenderer: Sendable {
  /// Whether colour codes are written.
  public var color: Bool
  /// The most columns of a source line that are shown.
  public var lineWidth = 120

  /// Creates a renderer.
  public init(color: Bool = false) { self.color = color }

  /// Returns the text for an error, which ends in a newline.
  public func render(_ diagnostic: Diagnostic) -> String {
    text(of: diagnostic, "error:", mark: 31)
  }

  /// Returns the text for a warning, which ends in a newline.
  public func renderWarning(_ diagnostic: Diagnostic) -> String {
    text(of: diagnostic, "warning:", mark: 33)
  }

  /// The text with `label` before the message, in the colour `mark` as the carets are.
  private func text(of diagnostic: Diagnostic, _ label: String, mark: Int) -> String {
    let message = TerminalText.escaped(diagnostic.message)
    let label = painted(label, mark)
    var lines = ["\(label) \(color ? "\u{1B}[1m\(message)\u{1B}[0m" : message)"]
    var gutter = ""
    if let range = diagnostic.range {
      let number = "\(range.source.line(at: range.span.start))"
      gutter = String(repeating: " ", count: number.count)
      lines.append(painted("\(gutter)┌ ", 34) + TerminalText.escaped(range.place))
      let excerpt = excerpt(of: range)
      lines.append(painted("\(number)│ ", 34) + excerpt.text)
      lines.append(painted("\(gutter)│ ", 34) + excerpt.indent + painted(excerpt.carets, mark))
    } else {
      gutter = "  "
    }
    for note in diagnostic.context {
      lines.append("\(painted("\(gutter)=", 34)) in: \(TerminalText.escaped(note))")
    }
    if let hint = diagnostic.hint {
      lines.append("\(painted("\(gutter)=", 34)) hint: \(TerminalText.escaped(hint))")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func painted(_ text: String, _ code: Int) -> String {
    color ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }

  /// The first line of a range as it is shown, and the carets under it.
  private func excerpt(of range: SourceRange) -> (text: String, indent: String, carets: String) {
    let source = range.source
    let line = source.span(ofLine: source.line(at: range.span.start))
    let start = min(range.span.start, line.end)
    let end = min(max(range.span.end, start), line.end)
    var before = shown(source.text(SourceSpan(line.start, start)))
    let marked = shown(source.text(SourceSpan(start, end)))
    var after = shown(source.text(SourceSpan(end, line.end)))
    before = suffix(of: before, width: lineWidth / 2)
    let room = max(lineWidth - TerminalText.width(before), 20)
    let visible = prefix(of: marked, width: room)
    after = prefix(of: after, width: max(room - TerminalText.width(visible), 0))
    let carets = max(TerminalText.width(visible), 1)
    return (
      before + visible + after, String(repeating: " ", count: TerminalText.width(before)),
      String(repeating: "^", count: carets)
    )
  }

  private func shown(_ text: String) -> String {
    TerminalText.escaped(
      text.split(separator: "\t", omittingEmptySubsequences: false)
        .joined(separator: "  "))
  }

  private func prefix(of text: String, width: Int) -> String {
    var used = 0
    var kept = ""
    for character in text {
      used += TerminalText.width(character)
      if used > width { return kept + "…" }
      kept.append(character)
    }
    return kept
  }

  private func suffix(of text: String, width: Int) -> String {
    var used = 0
    var dropped = text.count
    for character in text.reversed() {
      used += TerminalText.width(character)
      if used > width { break }
      dropped -= 1
    }
    return dropped == 0 ? text : "…" + text.dropFirst(dropped)
  }
}
