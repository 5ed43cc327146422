internal import Language

/// The choices of a completion, in columns as `ls` has them: read down, then across.
enum ChoiceList {
  /// The most rows that are shown; of more choices the rest is counted.
  static let mostRows = 20

  /// Lays `choices` out for a terminal that is `width` columns wide.
  static func text(_ choices: [String], width: Int) -> String {
    let cell = (choices.map(TerminalText.width).max() ?? 0) + 2
    let columns = max(1, width / cell)
    let needed = (choices.count + columns - 1) / columns
    let shown = needed > mostRows ? Array(choices.prefix(columns * mostRows)) : choices
    let rows = min(needed, mostRows)
    var lines = (0..<rows).map { row in
      let line = stride(from: row, to: shown.count, by: rows)
        .map { padded(shown[$0], to: cell) }.joined()
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
    if shown.count < choices.count { lines.append("and \(choices.count - shown.count) more") }
    return lines.joined(separator: "\n")
  }

  private static func padded(_ choice: String, to width: Int) -> String {
    choice + String(repeating: " ", count: max(0, width - TerminalText.width(choice)))
  }
}
