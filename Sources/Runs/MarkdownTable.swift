/// A part of a text in Markdown: a table, or what stands between tables.
enum MarkdownBlock {
  case text(String)
  case table(MarkdownTable)

  /// Takes a text apart; what stands in fences is no table.
  static func blocks(of markdown: String) -> [MarkdownBlock] {
    let lines = markdown.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
      .map(String.init)
    var blocks: [MarkdownBlock] = []
    var text: [String] = []
    var fence: String?
    var place = 0
    func flush() {
      if !text.isEmpty { blocks.append(.text(text.joined(separator: "\n") + "\n")) }
      text = []
    }
    while place < lines.count {
      let line = lines[place]
      if let mark = fenceMark(of: line) {
        if let open = fence {
          if mark.hasPrefix(open), mark.utf8.count == line.trimmed.utf8.count { fence = nil }
        } else {
          fence = mark
        }
      }
      if fence == nil, let table = MarkdownTable(lines[place...]) {
        flush()
        blocks.append(.table(table))
        place += table.lineCount
      } else {
        text.append(line)
        place += 1
      }
    }
    flush()
    return blocks
  }

  /// The signs with which a line opens or closes a fence around code.
  static func fenceMark(of line: String) -> String? {
    let rest = line.drop { $0 == " " }
    guard line.count - rest.count < 4, let sign = rest.first, sign == "`" || sign == "~" else {
      return nil
    }
    let mark = rest.prefix { $0 == sign }
    return mark.count >= 3 ? String(mark) : nil
  }
}

/// A table as GitHub's Markdown writes it.
///
/// Reference: GitHub Flavored Markdown Spec, version 0.29, section 4.10.
struct MarkdownTable {
  private let head: [String]
  private let classes: [String?]
  private let rows: [[String]]
  /// The lines that it takes.
  let lineCount: Int

  /// Reads a table that begins with the first line; `nil` if none does.
  init?(_ lines: ArraySlice<String>) {
    guard let first = lines.first, let second = lines.dropFirst().first, first.contains("|"),
      !first.hasPrefix("    "), let marks = Self.marks(of: second)
    else { return nil }
    head = Self.cells(of: first)
    guard head.count == marks.count else { return nil }
    classes = marks.map { mark in
      switch (mark.hasPrefix(":"), mark.hasSuffix(":")) {
      case (true, true): "center"
      case (false, true): "number"
      default: nil
      }
    }
    let count = head.count
    let body = lines.dropFirst(2).prefix { line in
      let start = line.trimmed.prefix(1)
      return !start.isEmpty && start != ">" && start != "#"
        && MarkdownBlock.fenceMark(of: line) == nil
    }
    rows = body.map { line in
      let cells = Self.cells(of: line)
      return Array((cells + Array(repeating: "", count: count)).prefix(count))
    }
    lineCount = 2 + body.count
  }

  var html: String {
    func line(_ name: String, _ cells: [String]) -> String {
      let html = zip(cells, classes).map { element(name, class: $1, inlineMarkdown($0)) }
      return element("tr", html.joined())
    }
    let body = rows.map { line("td", $0) + "\n" }.joined()
    let content =
      element("thead", line("th", head)) + (rows.isEmpty ? "" : element("tbody", "\n" + body))
    return element("div", class: "wide", element("table", content)) + "\n"
  }

  /// The dashes and colons of the line under a table's head.
  private static func marks(of line: String) -> [String]? {
    guard line.contains("|"), !line.hasPrefix("    ") else { return nil }
    let cells = cells(of: line)
    let areMarks = cells.allSatisfy { cell in
      var dashes = cell[...]
      if dashes.hasPrefix(":") { dashes.removeFirst() }
      if dashes.hasSuffix(":") { dashes.removeLast() }
      return !dashes.isEmpty && dashes.allSatisfy { $0 == "-" }
    }
    return areMarks && !cells.isEmpty ? cells : nil
  }

  /// The cells of a line; `\\|` is a stroke within a cell.
  private static func cells(of line: String) -> [String] {
    var cells: [String] = []
    var cell = ""
    var rest = line.trimmed.unicodeScalars[...]
    if rest.first == "|" { rest.removeFirst() }
    while let scalar = rest.popFirst() {
      if scalar == "\\", rest.first == "|" {
        cell.append("|")
        rest.removeFirst()
      } else if scalar == "|" {
        cells.append(cell.trimmed)
        cell = ""
        if rest.isEmpty { return cells }
      } else {
        cell.unicodeScalars.append(scalar)
      }
    }
    return cells + [cell.trimmed]
  }
}

extension StringProtocol {
  /// The text without spaces and tabs at its ends.
  fileprivate var trimmed: String {
    let rest = drop { $0 == " " || $0 == "\t" }
    return String(rest.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
  }
}
