internal import Language

extension Value {
  /// The most lines that a list takes when it is displayed.
  private static let displayedLines = 20
  /// The most lines of a record, whose fields are told apart by their names.
  private static let displayedFields = 100

  /// Returns what a bare expression shows, at most `width` columns wide and some lines long.
  public func display(width: Int, color: Bool) -> String {
    switch self {
    case .none: return ""
    case .object(let object): return object.display(width: width, color: color)
    case .list(let list):
      return Self.displayed(
        count: list.items.count, open: "[", close: "]", width: width, limit: Self.displayedLines
      ) { list.items[$0].shortLiteral(width - 4) }
    case .record(let record):
      let fields = record.fields
      return Self.displayed(
        count: fields.count, open: "{", close: "}", width: width, limit: Self.displayedFields
      ) { index in
        let key = fields[index].0.recordKey
        return "\(key): \(fields[index].1.shortLiteral(width - 6 - key.count))"
      }
    case .string(let text) where text.utf8.count > 4_000:
      return "\(literal(limit: 4_000)) (\(text.unicodeScalars.count) characters)"
    default: return literal
    }
  }

  /// Lays parts out on one line if they fit, or else on lines of their own, the middle left out.
  private static func displayed(
    count: Int, open: String, close: String, width: Int, limit: Int,
    part: (Int) -> String
  ) -> String {
    let shown = count <= limit ? Array(0..<count) : Array(0..<limit - 2)
    var parts = shown.map(part)
    let oneLine = open + parts.joined(separator: ", ") + close
    if count <= limit, TerminalText.width(oneLine) <= width { return oneLine }
    let row = compactRow(count: count, open: open, close: close, width: width, parts: parts)
    if let row { return row }
    if count > limit {
      parts.append("… \(count - limit + 1) more")
      parts.append(part(count - 1))
    }
    return open + "\n" + parts.map { "  \($0)" }.joined(separator: ",\n") + "\n" + close
  }

  /// A long list of short things on one line, with the number of them.
  private static func compactRow(
    count: Int, open: String, close: String, width: Int, parts: [String]
  ) -> String? {
    guard let longest = parts.map(TerminalText.width).max(), longest <= 12 else { return nil }
    let tail = ", …\(close) (\(count) items)"
    var line = open
    for (index, part) in parts.enumerated() {
      let next = index == 0 ? part : ", \(part)"
      if TerminalText.width(line + next + tail) > width { break }
      line += next
    }
    return line + tail
  }

  /// The literal form cut to `width` columns, without making all of a long one.
  private func shortLiteral(_ width: Int) -> String {
    let room = max(width, 20)
    var text = literal(limit: room * 4)
    // Of what takes several lines by itself, the first one says what it is.
    if case .object = self, let end = text.firstIndex(where: \.isNewline) {
      text = String(text[..<end])
    }
    // Strings in it are escaped already, the texts of objects are not.
    text = TerminalText.escaped(text)
    guard TerminalText.width(text) > room else { return text }
    var kept = ""
    var used = 1
    for character in text {
      used += TerminalText.width(character)
      if used > room { break }
      kept.append(character)
    }
    return kept + "…"
  }
}
