internal import ExactStrings
internal import Language
internal import Text

extension Notebook {
  /// The notebook as a recipe, and how many lines of prose had to be changed for that.
  ///
  /// A code cell that does not begin with `# %%` becomes a step, but for the parameters and for
  /// statements that went on with a step in the recipe that the notebook was made of.
  public var recipe: (text: String, changedLines: Int) {
    var text = String(repeating: "\n", count: Self.count(keeping[Kept.lineEndsBefore]) ?? 0)
    var changedLines = 0
    for (place, cell) in cells.enumerated() {
      let isLast = place == cells.count - 1
      switch cell.kind {
      case .markdown:
        let prose = Self.prose(of: cell)
        text += prose.text
        changedLines += prose.changedLines
      case .code:
        let followsProse = place > 0 && cells[place - 1].kind == .markdown
        text += Self.step(of: cell, followsProse: followsProse)
      }
      let kept = Self.count(cell.keeping[Kept.lineEnds])
      let lineEnds = kept.flatMap { $0 > 0 || isLast ? $0 : nil }
      text += String(
        repeating: "\n", count: lineEnds ?? Self.usualLineEnds(isLast: isLast))
    }
    return (TextForm(kept: keeping).stored(text), changedLines)
  }

  /// A number of line ends that a notebook can keep.
  private static func count(_ value: JSON?) -> Int? {
    value?.integer.flatMap { (0...10_000).contains($0) ? $0 : nil }
  }

  private static func prose(of cell: Cell) -> (text: String, changedLines: Int) {
    if let kept = cell.keeping[Kept.text]?.string, Prose.text(in: kept).isExactly(cell.source) {
      return (kept, 0)
    }
    return Prose.recipe(for: cell.source)
  }

  private static func step(of cell: Cell, followsProse: Bool) -> String {
    let source = cell.source
    let line = source.unicodeScalars.prefix { $0 != "\n" }
    let first = String(line.last == "\r" ? line.dropLast() : line)
    if first.hasPrefix("#"), Lexer.stepTitle(first) != nil { return source }
    let goesOn = cell.holdsParameters || cell.keeping[Kept.step] == false
    // Behind prose, a comment would be read as more of it.
    if goesOn, !(followsProse && first.hasPrefix("#")) { return source }
    let title = title(of: cell)
    let mark = title.isEmpty ? "# %%" : "# %% \(title)"
    return source.isEmpty ? mark : "\(mark)\n\(source)"
  }

  /// The title that another program gave a cell.
  private static func title(of cell: Cell) -> String {
    let title = cell.metadata["title"]?.string ?? cell.metadata["name"]?.string ?? ""
    let words = title.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return words.hasPrefix(Prose.mark) ? "" : words
  }
}
