internal import Language

/// What stands in the line editor, and where in it the cursor is.
///
/// A statement of several rows is one text with newlines in it. libedit draws the rows but knows
/// no prompt for them, so each row after the first starts with a mark, which is text to libedit and
/// is neither part of the statement nor a place where the cursor may rest.
struct EditBuffer: Equatable {
  /// The prompt of the rows after the first.
  static let mark = "   | "

  /// The text, the marks included.
  let scalars: [Unicode.Scalar]
  /// The number of scalars before the cursor.
  let cursor: Int

  /// Makes a buffer from text with marks and the cursor in it.
  init(_ text: String, cursor: Int) {
    scalars = Array(text.unicodeScalars)
    self.cursor = min(max(cursor, 0), scalars.count)
  }

  /// Returns `statement` with the marks that the editor shows.
  static func marked(_ statement: String) -> String {
    statement.split(separator: "\n", omittingEmptySubsequences: false).joined(
      separator: "\n" + mark)
  }

  /// The statement without marks.
  var statement: String {
    Self.text(rows.flatMap { $0.number == 0 ? $0.content : ["\n"] + $0.content })
  }

  /// The part of the statement before the cursor.
  var statementBeforeCursor: String {
    EditBuffer(Self.text(scalars[..<cursor]), cursor: cursor).statement
  }

  /// Whether nothing was typed.
  var isEmpty: Bool { scalars.isEmpty }

  // MARK: - Rows

  /// One row of the buffer.
  private struct Row {
    let number: Int
    /// The place of the first scalar after the mark.
    let start: Int
    /// The place of the newline after it, or the end of the text.
    let end: Int
    let content: ArraySlice<Unicode.Scalar>
  }

  private var rows: [Row] {
    let pieces = scalars.split(separator: "\n", omittingEmptySubsequences: false)
    return pieces.enumerated().map { number, piece in
      let content = number == 0 ? piece : piece.dropFirst(Self.markLength(of: piece))
      return Row(
        number: number, start: content.startIndex, end: content.endIndex, content: content)
    }
  }

  private var row: Row {
    let all = rows
    return all.last { cursor >= $0.start } ?? all[0]
  }

  /// The number of scalars that the mark of a row takes, which editing may have cut into.
  private static func markLength(of row: ArraySlice<Unicode.Scalar>) -> Int {
    let spaces = row.prefix(3).prefix { $0 == " " }.count
    let rest = row.dropFirst(spaces)
    guard rest.first == "|" else { return 0 }
    return spaces + (rest.dropFirst().first == " " ? 2 : 1)
  }

  private static func text(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  // MARK: - Moving

  /// The place of the letter before the cursor, over the mark if there is one.
  var left: Int {
    if cursor <= row.start { return row.number == 0 ? 0 : rows[row.number - 1].end }
    let letters = Self.text(scalars[row.start..<cursor])
    return cursor - (letters.last?.unicodeScalars.count ?? 0)
  }

  /// The place after the letter at the cursor, over the mark if there is one.
  var right: Int {
    if cursor >= row.end {
      return row.number + 1 < rows.count ? rows[row.number + 1].start : cursor
    }
    let letters = Self.text(scalars[cursor..<row.end])
    return cursor + (letters.first?.unicodeScalars.count ?? 0)
  }

  /// The start of the row, or of the whole text from there.
  var rowStart: Int { cursor == row.start ? 0 : row.start }

  /// The end of the row, or of the whole text from there.
  var rowEnd: Int { cursor == row.end ? scalars.count : row.end }

  /// The place above the cursor; `nil` in the first row.
  var up: Int? { row.number == 0 ? nil : place(inRow: row.number - 1) }

  /// The place below the cursor; `nil` in the last row.
  var down: Int? { row.number + 1 < rows.count ? place(inRow: row.number + 1) : nil }

  /// The place in another row at the column of the cursor, or at its end if it is shorter.
  private func place(inRow number: Int) -> Int {
    let column = TerminalText.width(Self.text(scalars[row.start..<max(cursor, row.start)]))
    let target = rows[number]
    var place = target.start
    var width = 0
    for letter in Self.text(target.content) {
      width += TerminalText.width(letter)
      if width > column { break }
      place += letter.unicodeScalars.count
    }
    return place
  }

  // MARK: - Changing

  /// The number of scalars that the backspace key removes before the cursor.
  ///
  /// It is one scalar, so that an accent can be taken back alone, or a newline with its mark.
  var backspaceCount: Int {
    if cursor > row.start { return 1 }
    return row.number == 0 ? 0 : cursor - rows[row.number - 1].end
  }

  /// The number of scalars that the delete key removes after the cursor.
  var deleteCount: Int {
    let count = right - cursor
    return cursor < row.end || count == 0 ? count : rows[row.number + 1].start - row.end
  }

  /// The number of spaces that a closing bracket takes back when it comes first in its row.
  var closingCount: Int {
    let before = scalars[row.start..<max(cursor, row.start)]
    return row.number > 0 && before.allSatisfy { $0 == " " } ? min(2, before.count) : 0
  }

  /// What starts a new row: the newline, the mark, and the indentation.
  ///
  /// That is as many spaces as the row begins with, and two more after an opening bracket. Spaces
  /// that stand at the cursor count among them.
  var newRow: String {
    let before = scalars[row.start..<max(cursor, row.start)]
    let indent = before.prefix { $0 == " " }.count
    let opens = before.last { $0 != " " }.map { "([{".unicodeScalars.contains($0) } ?? false
    let after = scalars[cursor...].prefix { $0 == " " }.count
    let missing = max(0, indent + (opens ? 2 : 0) - after)
    return "\n" + Self.mark + String(repeating: " ", count: missing)
  }
}
