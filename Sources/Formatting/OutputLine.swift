internal import Language

/// A line of the text that comes out.
struct OutputLine {
  /// The columns before the code.
  var indentation = 0
  /// What the line says.
  var code = ""
  /// What a `param` is, which stands in a column of its own.
  var summary: String?
  /// The comment behind the code.
  var comment: String?
  /// Whether the line begins inside of a string.
  var isVerbatim = false

  /// Lines that are wider than this keep out of columns.
  private static let widestAligned = 48

  var isBlank: Bool { code.isEmpty && !isVerbatim }

  /// The text of `lines`, each with its end.
  ///
  /// The summaries of lines that follow one another stand in one column, and so do their comments.
  static func text(of lines: [OutputLine]) -> String {
    var lines = lines
    append(\.summary, to: &lines)
    append(\.comment, to: &lines)
    return lines.map { line in
      let indentation = line.isBlank || line.isVerbatim ? 0 : line.indentation
      return String(repeating: " ", count: indentation) + line.code + "\n"
    }.joined()
  }

  /// Puts the text `part` behind the code of each line that has it.
  private static func append(
    _ part: WritableKeyPath<OutputLine, String?>, to lines: inout [OutputLine]
  ) {
    var start = 0
    while start < lines.count {
      var end = start
      while end < lines.count, lines[end][keyPath: part] != nil,
        lines[end].indentation == lines[start].indentation
      {
        end += 1
      }
      let aligned = lines[start..<end].map(\.width).filter { $0 <= widestAligned }.max() ?? 0
      for index in start..<end {
        let gap = max(aligned - lines[index].width, 0) + 2
        lines[index].code += String(repeating: " ", count: gap)
        lines[index].code += lines[index][keyPath: part] ?? ""
      }
      start = max(end, start + 1)
    }
  }

  private var width: Int { TerminalText.width(code) + (isVerbatim ? 0 : indentation) }
}
