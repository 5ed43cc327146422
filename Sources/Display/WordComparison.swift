/// What became of a word between a reference and a hypothesis.
public enum EditOperation: Sendable, Equatable {
  /// The word is in both.
  case match
  /// Another word stands in its place.
  case substitution
  /// A word of the hypothesis that the reference does not have.
  case insertion
  /// A word of the reference that the hypothesis does not have.
  case deletion

  fileprivate var mark: String {
    switch self {
    case .match: ""
    case .substitution: "S"
    case .insertion: "I"
    case .deletion: "D"
    }
  }

  fileprivate var style: Style {
    switch self {
    case .match: .plain
    case .substitution: .yellow
    case .insertion: .magenta
    case .deletion: .red
    }
  }
}

/// A word of a reference, the word of a hypothesis that stands against it, and what became of it.
public struct AlignedWord: Sendable, Equatable {
  /// What became of the word.
  public var operation: EditOperation

  /// The word of the reference; `nil` in an insertion.
  public var reference: String?

  /// The word of the hypothesis; `nil` in a deletion.
  public var hypothesis: String?

  /// Makes a pair.
  public init(_ operation: EditOperation, reference: String?, hypothesis: String?) {
    self.operation = operation
    self.reference = reference
    self.hypothesis = hypothesis
  }
}

/// A reference above a hypothesis, word under word, with a line of marks below.
///
///     reference   the cat sat ***
///     hypothesis  the bat *** down
///                     S   D   I
///
/// - Parameters:
///   - words: The alignment, in order.
///   - terminal: What the text is for; longer sentences go on in further groups of lines.
/// - Returns: The lines, joined by newlines; the line of marks is left out where there are none.
public func compareWords(_ words: [AlignedWord], for terminal: Terminal) -> String {
  let isNarrow = terminal.width < 40
  let titles = isNarrow ? ["ref", "hyp", ""] : ["reference", "hypothesis", ""]
  let indent = isNarrow ? 5 : 12
  let room = max(1, terminal.width - indent)
  let columns = words.map { ComparedColumn($0, room: room, terminal) }
  var groups: [[ComparedColumn]] = [[]]
  var used = 0
  for column in columns {
    if used > 0, used + 1 + column.width > room {
      groups.append([])
      used = 0
    }
    groups[groups.count - 1].append(column)
    used += column.width + (used > 0 ? 1 : 0)
  }
  let blocks = groups.map { group in
    titles.indices.compactMap { line -> String? in
      if line == 2, group.allSatisfy({ $0.texts[2].isEmpty }) { return nil }
      let cells = group.enumerated().map { index, column in
        column.cell(line, isLast: index == group.count - 1, terminal)
      }
      let title = Style.dim.applied(to: titles[line].padded(toWidth: indent), on: terminal)
      return trimmed(title + cells.joined(separator: " "))
    }.joined(separator: "\n")
  }
  return blocks.joined(separator: "\n\n")
}

/// The text without spaces at its end.
private func trimmed(_ text: String) -> String {
  let count = text.utf8.reversed().prefix { $0 == 0x20 }.count
  return String(text[..<text.utf8.index(text.endIndex, offsetBy: -count)])
}

/// One word of a comparison: the texts of its three lines.
private struct ComparedColumn {
  let texts: [String]
  let width: Int
  private let style: Style

  init(_ word: AlignedWord, room: Int, _ terminal: Terminal) {
    let words = [word.reference, word.hypothesis].map { text in
      text.map { escapeForTerminal($0).truncated(toWidth: room, ellipsis: terminal.ellipsis) }
    }
    let widest = max(1, words.map { $0?.displayWidth ?? 0 }.max() ?? 0)
    texts = words.map { $0 ?? String(repeating: "*", count: widest) } + [word.operation.mark]
    width = widest
    style = word.operation.style
  }

  func cell(_ line: Int, isLast: Bool, _ terminal: Terminal) -> String {
    let text = texts[line]
    let space = isLast ? "" : String(repeating: " ", count: max(0, width - text.displayWidth))
    return style.applied(to: text.isolated(for: terminal), on: terminal) + space
  }
}
