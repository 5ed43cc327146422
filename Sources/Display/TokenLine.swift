internal import ExactStrings

/// The token of every frame, in one line: `[PAD] [PAD] h h [PAD] e`.
public func tokenLine(_ tokens: [String]) -> String {
  tokens.map { escapeForTerminal($0) }.joined(separator: " ")
}

/// The tokens of all frames with runs counted: `[PAD]×2 h×2 [PAD] e`.
///
/// The blank is dim where there is colour.
///
/// - Parameters:
///   - tokens: The token of every frame.
///   - blank: The token that stands for "no label here", if there is one.
///   - terminal: What the text is for.
/// - Returns: The runs, separated by spaces.
public func groupedTokenLine(
  _ tokens: [String], blank: String? = nil, for terminal: Terminal
) -> String {
  var runs: [(token: String, count: Int)] = []
  for token in tokens {
    if let last = runs.last, last.token.isExactly(token) {
      runs[runs.count - 1].count += 1
    } else {
      runs.append((token, 1))
    }
  }
  return runs.map { run in
    let count = run.count > 1 ? "\(terminal.times)\(run.count)" : ""
    let text = escapeForTerminal(run.token).isolated(for: terminal) + count
    return blank.isExactly(run.token) ? Style.dim.applied(to: text, on: terminal) : text
  }.joined(separator: " ")
}
