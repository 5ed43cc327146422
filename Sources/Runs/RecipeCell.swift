internal import Language

/// A stretch of a recipe that a report shows at once: what stands before the first step, or a step.
struct RecipeCell {
  /// The title; empty for what stands before the first step.
  var title: String
  /// The code without the line that opens the step, and without blank lines around it.
  var code: String
}

extension Recipe {
  /// The cells, one more than there are steps; the first may be empty.
  ///
  /// Prose ends a cell's code too.
  var cells: [RecipeCell] {
    var cells = [RecipeCell(title: "", code: "")]
    var start = 0
    var isProse = false
    func close(at end: Int) {
      if !isProse { cells[cells.count - 1].code += source.text(SourceSpan(start, end)) }
    }
    for statement in statements {
      switch statement.kind {
      case .step(let title):
        close(at: statement.span.start)
        cells.append(RecipeCell(title: title, code: ""))
        (start, isProse) = (statement.span.end, false)
      case .prose:
        close(at: statement.span.start)
        isProse = true
      default: continue
      }
    }
    close(at: source.bytes.count)
    return cells.map { RecipeCell(title: $0.title, code: trimmed($0.code)) }
  }
}

extension SourceText {
  /// The whole text.
  var whole: String { text(SourceSpan(0, bytes.count)) }
}

/// A text without the blank lines at its beginning and its end.
private func trimmed(_ code: String) -> String {
  var lines = code.split(separator: "\n", omittingEmptySubsequences: false)[...]
  let isBlank = { (line: Substring?) in line?.allSatisfy(\.isWhitespace) ?? false }
  while isBlank(lines.first) { lines.removeFirst() }
  while isBlank(lines.last) { lines.removeLast() }
  return lines.joined(separator: "\n")
}
