extension Lexer {
  /// Passes a comment, or reads the step or the prose that it opens.
  mutating func readComment() {
    let start = position
    let text = skipLine()
    guard isAtLineStart(start), let title = Self.stepTitle(text) else {
      if formattedDepth == 0 { comments.append(SourceSpan(start, start + text.utf8.count)) }
      return
    }
    guard title.hasPrefix("[markdown]") else { return emit(.step(title), from: start) }
    var lines = [String(title.dropFirst("[markdown]".count))]
    while let line = readProseLine() { lines.append(line) }
    let isBlank = { (line: String) in line.allSatisfy(\.isWhitespace) }
    let prose = lines.drop(while: isBlank).reversed().drop(while: isBlank).reversed()
    emit(.prose(prose.joined(separator: "\n")), from: start)
  }

  /// Moves to the end of the line and returns what was passed, without a carriage return.
  private mutating func skipLine() -> String {
    let start = position
    while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { position += 1 }
    let end =
      position > start && bytes[position - 1] == UInt8(ascii: "\r") ? position - 1 : position
    return source.text(SourceSpan(start, end))
  }

  /// Reads the next line if it is a comment that goes on with prose, or blank before such a line.
  private mutating func readProseLine() -> String? {
    let start = position
    guard peek() == UInt8(ascii: "\n") else { return nil }
    position += 1
    let line = skipLine()
    if line.allSatisfy(\.isWhitespace), position < bytes.count { return "" }
    guard line.hasPrefix("#"), Self.stepTitle(line) == nil else {
      position = start
      return nil
    }
    return String(line.hasPrefix("# ") ? line.dropFirst(2) : line.dropFirst())
  }

  /// The text after `# %%`, or `nil` for another comment.
  ///
  /// - Parameter comment: A comment from its `#` to the end of its line. At the start of a line it
  ///   opens a step, or prose, if there is a title.
  /// - Returns: The title without the spaces around it; it may be empty.
  public static func stepTitle(_ comment: String) -> String? {
    let rest = comment.dropFirst().drop { $0 == " " }
    guard rest.hasPrefix("%%") else { return nil }
    let title = rest.dropFirst(2)
    guard title.first.map({ $0 == " " || $0 == "\t" }) ?? true else { return nil }
    return String(
      title.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }

  private func isAtLineStart(_ offset: Int) -> Bool {
    offset == 0 || bytes[offset - 1] == UInt8(ascii: "\n")
      || (offset == Self.byteOrderMark.count && bytes.starts(with: Self.byteOrderMark))
  }
}
