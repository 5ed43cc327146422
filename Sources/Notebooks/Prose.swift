internal import Language

/// Prose as cells hold it, and as recipes do.
enum Prose {
  static let mark = "[markdown]"

  /// The line that opens prose.
  static let header = "# %% \(mark)"

  /// The text in a recipe's prose, or `nil` for other text.
  static func text(in recipe: String) -> String? {
    var lines = recipe.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
      .map { String($0) }
    let first = lines.removeFirst()
    guard first.hasPrefix("#"), let title = Lexer.stepTitle(first), title.hasPrefix(mark) else {
      return nil
    }
    var text: [String] = []
    let heading = title.dropFirst(mark.count).drop(while: \.isWhitespace)
    if !heading.isEmpty { text.append(String(heading)) }
    for line in lines {
      if line.allSatisfy(\.isWhitespace) {
        text.append("")
      } else if line.hasPrefix("#"), Lexer.stepTitle(line) == nil {
        text.append(String(line.hasPrefix("# ") ? line.dropFirst(2) : line.dropFirst()))
      } else {
        return nil
      }
    }
    return text.joined(separator: "\n")
  }

  /// The prose of a recipe for `text`, and how many of its lines had to be changed.
  ///
  /// A line that begins with `%%` would open a step; Markdown shows `\%%` for it.
  static func recipe(for text: String) -> (text: String, changedLines: Int) {
    guard !text.isEmpty else { return (header, 0) }
    var lines = [header]
    var changedLines = 0
    for line in text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false) {
      var comment = line.isEmpty ? "#" : "# " + String(line)
      if Lexer.stepTitle(comment) != nil {
        comment = comment.replacing("%%", with: "\\%%", maxReplacements: 1)
        changedLines += 1
      }
      lines.append(comment)
    }
    return (lines.joined(separator: "\n"), changedLines)
  }
}
