extension Table {
  /// The table as lines of text, each at most as wide as the terminal, without a newline at the end.
  ///
  /// - Parameters:
  ///   - terminal: What the text is for.
  ///   - rowLimit: The largest number of rows to draw; the others are counted in a line below.
  /// - Returns: The lines, joined by newlines.
  public func rendered(for terminal: Terminal, rowLimit: Int = .max) -> String {
    let shownRows = rows.prefix(max(0, rowLimit))
    let cells = shownRows.map { $0.map { shownText($0.text) } }
    let titles = columns.map { shownText($0.title) }
    let alignments = columns.indices.map { index in
      columns[index].alignment ?? (areNumbers(cells.map { $0[index] }) ? .right : .left)
    }
    let natural = columns.indices.map { index in
      cells.reduce(max(1, titles[index].displayWidth)) { max($0, $1[index].displayWidth) }
    }
    let isRigid = columns.indices.map {
      columns[$0].isWhole || alignments[$0] == .right && natural[$0] <= 24
    }
    let widths = TableLayout(
      natural: natural, isRigid: isRigid,
      available: columns.first?.isWhole == true ? max(terminal.width, natural[0]) : terminal.width
    ).widths

    func line(_ texts: [String], _ styles: (Int) -> Style) -> String {
      let pieces = widths.indices.map { index in
        piece(
          texts[index], width: widths[index], alignment: alignments[index],
          isLast: index == widths.count - 1, style: styles(index), terminal)
      }
      return pieces.joined(separator: String(repeating: " ", count: TableLayout.gap))
    }

    var lines = [line(titles) { _ in .bold }]
    let rules = widths.map { String(repeating: terminal.rule, count: $0) }
    lines.append(line(rules) { _ in .dim })
    for (texts, row) in zip(cells, shownRows) {
      lines.append(line(texts) { row[$0].style })
    }
    lines += footer(
      hiddenRows: totalRowCount - shownRows.count, shownColumns: widths.count, terminal)
    return lines.joined(separator: "\n")
  }

  /// One cell of a line: cut or padded to its width, isolated and styled.
  private func piece(
    _ text: String, width: Int, alignment: Alignment, isLast: Bool, style: Style,
    _ terminal: Terminal
  ) -> String {
    let cut = text.truncated(toWidth: width, ellipsis: terminal.ellipsis)
    let space = String(repeating: " ", count: max(0, width - cut.displayWidth))
    let shown = style.applied(to: cut.isolated(for: terminal), on: terminal)
    if alignment == .right { return space + shown }
    return isLast ? shown : shown + space
  }

  /// What was left out, or that there is nothing, in lines of their own.
  private func footer(hiddenRows: Int, shownColumns: Int, _ terminal: Terminal) -> [String] {
    var parts: [String] = []
    if hiddenRows > 0 { parts.append(formatCount(hiddenRows, of: "more row")) }
    let hidden = columns[shownColumns...]
    if !hidden.isEmpty {
      let names = hidden.map { shownText($0.title) }.joined(separator: ", ")
      parts.append("\(formatCount(hidden.count, of: "more column")): \(names)")
    }
    let left = parts.isEmpty ? [] : ["\(terminal.ellipsis) \(parts.joined(separator: "; "))"]
    return ((totalRowCount == 0 ? ["no rows"] : []) + left).map { text in
      let cut = text.truncated(toWidth: terminal.width, ellipsis: terminal.ellipsis)
      return Style.dim.applied(to: cut.isolated(for: terminal), on: terminal)
    }
  }

  /// The text of a cell as it may be shown, cut where no terminal is wide enough anyway.
  private func shownText(_ text: String) -> String {
    let limit = 4096
    guard
      let end = text.unicodeScalars.index(
        text.startIndex, offsetBy: limit, limitedBy: text.endIndex), end < text.endIndex
    else { return escapeForTerminal(text) }
    return escapeForTerminal(String(text.unicodeScalars[..<end])) + "…"
  }

  /// Whether all texts that are not empty are numbers, and there is one.
  private func areNumbers(_ texts: [String]) -> Bool {
    let filled = texts.filter { !$0.isEmpty }
    return !filled.isEmpty && filled.allSatisfy(isNumber)
  }

  private func isNumber(_ text: String) -> Bool {
    if ["nan", "inf", "-inf"].contains(text) { return true }
    let digits = text.hasSuffix("%") ? text.dropLast() : text[...]
    return digits.utf8.allSatisfy { (0x2B...0x39).contains($0) || $0 == 0x65 }
      && Double(digits.filter { $0 != "," }) != nil
  }
}
