internal import ExactStrings
internal import Language
internal import Text

extension Notebook {
  /// Makes a notebook of a recipe: a code cell for each step, a Markdown cell for prose.
  ///
  /// The line `# %% Title` stays in its cell. ``recipe`` gives the text back to the byte.
  ///
  /// - Parameter text: The recipe, with errors or without.
  public init(recipe text: String) {
    let form = TextForm(of: text)
    let recipe = RecipeParts(form.plain(text))
    self.init(keeping: form.keeping)
    if recipe.lineEndsBefore > 0 {
      keeping.set(Kept.lineEndsBefore, to: .integer(recipe.lineEndsBefore))
    }
    for (place, part) in recipe.parts.enumerated() {
      var cell = Self.cell(of: part)
      if part.lineEnds != Self.usualLineEnds(isLast: place == recipe.parts.count - 1) {
        cell.keep(.integer(part.lineEnds), as: Kept.lineEnds)
      }
      cells.append(cell)
    }
  }

  private static func cell(of part: RecipeParts.Part) -> Cell {
    switch part.kind {
    case .step: return Cell(.code, part.text)
    case .start where part.hasParameters:
      return Cell(.code, part.text, metadata: ["tags": ["parameters"]])
    case .start, .continuation:
      var cell = Cell(.code, part.text)
      cell.keep(false, as: Kept.step)
      return cell
    case .prose:
      let text = Prose.text(in: part.text) ?? part.text
      var cell = Cell(.markdown, text)
      if !Prose.recipe(for: text).text.isExactly(part.text) {
        cell.keep(.string(part.text), as: Kept.text)
      }
      return cell
    }
  }

  /// The number of line ends behind a cell's text in a recipe: one empty line, none at the end.
  static func usualLineEnds(isLast: Bool) -> Int { isLast ? 1 : 2 }
}

/// What is kept of a recipe where a notebook would not show it.
enum Kept {
  /// Of a code cell: `false` if no step begins with it.
  static let step = "step"
  /// Of a cell: the number of line ends behind it.
  static let lineEnds = "line_ends"
  /// Of a Markdown cell: how its prose is written.
  static let text = "text"
  /// Of a notebook: the number of line ends before all cells.
  static let lineEndsBefore = "line_ends_before"
  /// Of a notebook: whether lines end in a carriage return and a line feed.
  static let carriageReturns = "carriage_returns"
  /// Of a notebook: whether the recipe begins with a byte-order mark.
  static let byteOrderMark = "byte_order_mark"
}

extension Notebook.Cell {
  /// Keeps a value in the metadata.
  fileprivate mutating func keep(_ value: JSON, as key: String) {
    var kept = keeping
    kept.set(key, to: value)
    metadata.set(Notebook.key, to: kept)
  }
}

/// How a text is stored: its line ends, and its byte-order mark.
struct TextForm {
  private let hasByteOrderMark: Bool
  private let hasCarriageReturns: Bool

  private static let mark = "\u{FEFF}"

  init(of text: String) {
    hasByteOrderMark = text.unicodeScalars.first == "\u{FEFF}"
    let bytes = Array(text.utf8)
    let ends = bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }
    hasCarriageReturns =
      !ends.isEmpty && ends.allSatisfy { $0 > 0 && bytes[$0 - 1] == UInt8(ascii: "\r") }
  }

  /// The form that a notebook keeps.
  init(kept: JSON) {
    hasByteOrderMark = kept[Kept.byteOrderMark] == true
    hasCarriageReturns = kept[Kept.carriageReturns] == true
  }

  /// What a notebook keeps of it.
  var keeping: JSON {
    var kept: JSON = [:]
    if hasByteOrderMark { kept.set(Kept.byteOrderMark, to: true) }
    if hasCarriageReturns { kept.set(Kept.carriageReturns, to: true) }
    return kept
  }

  /// The text without mark and carriage returns.
  func plain(_ text: String) -> String {
    var scalars = text.unicodeScalars[...]
    if hasByteOrderMark { scalars.removeFirst() }
    let plain = String(scalars)
    return hasCarriageReturns ? plain.replacingLineEnds("\r\n", by: "\n") : plain
  }

  /// The text with what ``plain(_:)`` took.
  func stored(_ text: String) -> String {
    (hasByteOrderMark ? Self.mark : "")
      + (hasCarriageReturns ? text.replacingLineEnds("\n", by: "\r\n") : text)
  }
}

extension String {
  /// The text with each `end` replaced.
  func replacingLineEnds(_ end: String, by replacement: String) -> String {
    let bytes = Array(utf8)
    let pattern = Array(end.utf8)
    var result: [UInt8] = []
    var position = 0
    while position < bytes.count {
      if bytes[position...].starts(with: pattern) {
        result += replacement.utf8
        position += pattern.count
      } else {
        result.append(bytes[position])
        position += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
