internal import Display

/// The choices of a completion, in columns as `ls` has them: read down, then across.
enum ChoiceList {
  /// The most rows that are shown; of more choices the rest is counted.
  static let mostRows = 20

  /// Lays `choices` out for a terminal that is `width` columns wide.
  ///
  /// Choices may be names of files or fields: they are escaped, and stay in their columns.
  static func text(_ choices: [String], width: Int) -> String {
    let choices = choices.map { escapeForTerminal($0).isolated(for: Display.Terminal()) }
    let cell = (choices.map(\.displayWidth).max() ?? 0) + 2
    let columns = max(1, width / cell)
    let needed = (choices.count + columns - 1) / columns
    let shown = needed > mostRows ? Array(choices.prefix(columns * mostRows)) : choices
    let rows = min(needed, mostRows)
    var lines = (0..<rows).map { row in
      let line = stride(from: row, to: shown.count, by: rows)
        .map { shown[$0].padded(toWidth: cell) }.joined()
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
    if shown.count < choices.count { lines.append("and \(choices.count - shown.count) more") }
    return lines.joined(separator: "\n")
  }
}
