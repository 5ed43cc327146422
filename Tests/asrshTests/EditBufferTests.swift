internal import Testing

@testable import asrsh

/// A buffer is written here with `‸` for the cursor and without marks.
@Suite struct EditBufferTests {
  /// Makes a buffer from a statement with the cursor in it.
  private func buffer(_ text: String) -> EditBuffer {
    let marked = EditBuffer.marked(text)
    let cursor = marked.unicodeScalars.firstIndex(of: "‸") ?? marked.unicodeScalars.endIndex
    let place = marked.unicodeScalars.distance(from: marked.unicodeScalars.startIndex, to: cursor)
    return EditBuffer(marked.replacing("‸", with: ""), cursor: place)
  }

  /// Writes a buffer whose cursor is at `place`.
  private func text(_ buffer: EditBuffer, _ place: Int) -> String {
    var scalars = buffer.scalars
    scalars.insert("‸", at: place)
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view).replacing("\n" + EditBuffer.mark, with: "\n")
  }

  @Test(arguments: ["", "x", "a\nb", "a\n\n  b\n", "| a\n| b", "\n   | x\n |"])
  func `marks come and go without a trace`(statement: String) {
    #expect(EditBuffer(EditBuffer.marked(statement), cursor: 0).statement == statement)
  }

  @Test func `a mark that editing has cut into is no part of the statement`() {
    #expect(EditBuffer("f(\n | 1)", cursor: 0).statement == "f(\n1)")
    #expect(EditBuffer("f(\n|1)", cursor: 0).statement == "f(\n1)")
    #expect(EditBuffer("f(\n1)", cursor: 0).statement == "f(\n1)")
  }

  @Test(arguments: [
    ("ab‸c", "a‸bc"), ("‸ab", "‸ab"), ("a\n‸b", "a‸\nb"), ("a\nb‸", "a\n‸b"),
    ("ae\u{301}‸", "a‸e\u{301}"),
  ])
  func `left goes to the letter before, over marks`(from: String, to: String) {
    let buffer = buffer(from)
    #expect(text(buffer, buffer.left) == to)
  }

  @Test(arguments: [
    ("a‸bc", "ab‸c"), ("ab‸", "ab‸"), ("a‸\nb", "a\n‸b"), ("‸e\u{301}b", "e\u{301}‸b"),
    ("‸👩‍🚀x", "👩‍🚀‸x"),
  ])
  func `right goes to the letter after, over marks`(from: String, to: String) {
    let buffer = buffer(from)
    #expect(text(buffer, buffer.right) == to)
  }

  @Test(arguments: [
    ("abc\nxy‸z", "ab‸c\nxyz"), ("a\nxyz‸", "a‸\nxyz"), ("漢字\nabc‸", "漢‸字\nabc"),
    ("\nab‸", "‸\nab"),
  ])
  func `up keeps the column`(from: String, to: String) throws {
    let buffer = buffer(from)
    #expect(text(buffer, try #require(buffer.up)) == to)
  }

  @Test(arguments: [("a‸bc\nxyz", "abc\nx‸yz"), ("abc‸\nx\ny", "abc\nx‸\ny"), ("a‸\n", "a\n‸")])
  func `down keeps the column`(from: String, to: String) throws {
    let buffer = buffer(from)
    #expect(text(buffer, try #require(buffer.down)) == to)
  }

  @Test func `the first row has nothing above and the last one nothing below`() {
    #expect(buffer("a‸\nb").up == nil)
    #expect(buffer("a\nb‸").down == nil)
    #expect(buffer("‸").up == nil)
    #expect(buffer("‸").down == nil)
  }

  @Test func `home and end go to the ends of the row first, then of the text`() {
    let inside = buffer("ab\nc‸d\nef")
    #expect(text(inside, inside.rowStart) == "ab\n‸cd\nef")
    #expect(text(inside, inside.rowEnd) == "ab\ncd‸\nef")
    let start = buffer("ab\n‸cd\nef")
    #expect(text(start, start.rowStart) == "‸ab\ncd\nef")
    let end = buffer("ab\ncd‸\nef")
    #expect(text(end, end.rowEnd) == "ab\ncd\nef‸")
  }

  @Test func `backspace and delete take a newline together with its mark`() {
    let mark = EditBuffer.mark.unicodeScalars.count
    #expect(buffer("a\n‸b").backspaceCount == mark + 1)
    #expect(buffer("a‸\nb").deleteCount == mark + 1)
    #expect(buffer("a\nb‸").backspaceCount == 1)
    #expect(buffer("a\n‸b").deleteCount == 1)
    #expect(buffer("‸a").backspaceCount == 0)
    #expect(buffer("a‸").deleteCount == 0)
    #expect(buffer("‸").deleteCount == 0)
  }

  @Test(arguments: [("f(‸", 2), ("x‸", 0), ("  x‸", 2), ("  f {‸", 4), ("f(‸  a", 0), ("[ ‸ a", 1)])
  func `a new row is indented`(from: String, spaces: Int) {
    #expect(
      buffer(from).newRow == "\n" + EditBuffer.mark + String(repeating: " ", count: spaces))
  }

  @Test(
    arguments: [("f {\n  ‸", 2), ("f {\n    ‸", 2), ("f(\n ‸", 1), ("f {\n  a ‸", 0), ("  ‸", 0)])
  func `a closing bracket goes back by a level where it comes first`(from: String, spaces: Int) {
    #expect(buffer(from).closingCount == spaces)
  }

  @Test func `what stands before the cursor is given without marks`() {
    #expect(buffer("f(\n  a‸, b)").statementBeforeCursor == "f(\n  a")
  }
}
