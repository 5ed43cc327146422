internal import Language

/// Turns a layout into lines.
struct LayoutPrinter {
  /// Whether line breaks are taken.
  enum Mode {
    /// All on one line.
    case flat
    /// Line breaks break lines.
    case broken
  }

  /// A layout that is still to be printed.
  struct Command {
    let indentation: Int
    let mode: Mode
    let layout: Layout
  }

  /// A comment that waits for the end of the line.
  private struct Waiting {
    let comment: Comment
    let indentation: Int
  }

  let width: Int
  var stack: [Command] = []
  /// The columns that are taken on the line.
  private(set) var column = 0
  private var lines: [OutputLine] = []
  private var line = OutputLine()
  private var isLineEmpty = true
  private var needsSpace = false
  private var waiting: [Waiting] = []

  /// Prints `layout` on lines of at most `width` columns, where they can be broken.
  static func print(_ layout: Layout, width: Int) -> String {
    var printer = LayoutPrinter(width: width)
    printer.stack = [Command(indentation: 0, mode: .broken, layout: layout)]
    while let command = printer.stack.popLast() { printer.carryOut(command) }
    printer.endLine()
    return OutputLine.text(of: printer.lines)
  }

  private init(width: Int) { self.width = width }

  private mutating func carryOut(_ command: Command) {
    let indentation = command.indentation
    switch command.layout {
    case .group, .chain, .fill: if !waiting.isEmpty { startLine(at: indentation) }
    default: break
    }
    switch command.layout {
    case .text(let text): write(text, at: indentation)
    case .attached(let text): attach(text, at: indentation)
    case .verbatim(let text): writeLines(text, at: indentation)
    case .space: needsSpace = waiting.isEmpty
    case .line(let flat):
      if command.mode == .flat, waiting.isEmpty {
        needsSpace = needsSpace || flat == " "
      } else {
        startLine(at: indentation)
      }
    case .newline(let blank): startLine(at: indentation, blank: blank)
    case .comment(let comment):
      waiting.append(Waiting(comment: comment, indentation: indentation))
    case .summary(let text): line.summary = text
    case .whenBroken(let text): if command.mode == .broken { attach(text, at: indentation) }
    case .sequence(let parts):
      for part in parts.reversed() { push(part, command) }
    case .indented(let inner):
      stack.append(Command(indentation: indentation + 2, mode: command.mode, layout: inner))
    case .group(let contents, let isBroken): carryOut(command, group: contents, isBroken)
    case .fill(let items): fill(items, command, isFirst: true)
    case .filling(let items): fill(items, command, isFirst: false)
    case .chain(let head, let links, _): carryOut(command, chain: head, links)
    }
  }

  private mutating func push(_ layout: Layout, _ command: Command, mode: Mode? = nil) {
    stack.append(
      Command(indentation: command.indentation, mode: mode ?? command.mode, layout: layout))
  }

  private mutating func carryOut(_ command: Command, group contents: Layout, _ isBroken: Bool) {
    if command.mode == .flat { return push(contents, command) }
    let fits = !isBroken && fits(contents)
    push(contents, command, mode: fits ? .flat : .broken)
  }

  private mutating func carryOut(_ command: Command, chain head: Layout, _ links: [Layout]) {
    if command.mode == .flat { return push(.sequence([head] + links), command) }
    if !command.layout.breaksLine, fits(.sequence([head] + links)) {
      return push(.sequence([head] + links), command, mode: .flat)
    }
    let start = Layout.sequence([head] + links.dropLast())
    if links.count == 2, let last = links.last, !start.breaksLine, fits(start, upToBreakOf: last) {
      push(last, command)
      return push(start, command, mode: .flat)
    }
    for link in links.reversed() {
      push(.indented(.sequence([.newline(blank: false), link])), command)
    }
    push(head, command)
  }

  private mutating func fill(_ items: ArraySlice<Layout>, _ command: Command, isFirst: Bool) {
    guard let item = items.first else { return }
    push(.filling(items.dropFirst()), command)
    push(item, command)
    if isFirst || command.mode == .flat {
      needsSpace = !isFirst
    } else if waiting.isEmpty, fits(item, after: 1) {
      needsSpace = true
    } else {
      startLine(at: command.indentation)
    }
  }
}

// MARK: - Lines

extension LayoutPrinter {
  /// Writes text on the line, or on a new one if comments wait for the end of this one.
  private mutating func write(_ text: String, at indentation: Int) {
    if !waiting.isEmpty { startLine(at: indentation) }
    append(text)
  }

  /// Writes text on the line, before comments that wait for its end.
  private mutating func attach(_ text: String, at indentation: Int) {
    if isLineEmpty { return write(String(text.trimmingPrefix(" ")), at: indentation) }
    append(text)
  }

  private mutating func append(_ text: String) {
    if needsSpace, !isLineEmpty {
      line.code += " "
      column += 1
    }
    needsSpace = false
    line.code += text
    column += TerminalText.width(text)
    isLineEmpty = isLineEmpty && text.isEmpty
  }

  private mutating func writeLines(_ text: String, at indentation: Int) {
    let pieces = text.split(separator: "\n", omittingEmptySubsequences: false)
    write(String(pieces[0]), at: indentation)
    for piece in pieces.dropFirst() {
      isLineEmpty = false
      endLine()
      line = OutputLine(isVerbatim: true)
      column = 0
      append(String(piece))
      isLineEmpty = false
    }
  }

  /// Ends the line and writes the comments that wait for that.
  private mutating func endLine() {
    if !isLineEmpty {
      if let first = waiting.first, first.comment.isTrailing {
        line.comment = first.comment.text
        waiting.removeFirst()
      }
      lines.append(line)
      isLineEmpty = true
    }
    for waiting in waiting {
      if waiting.comment.followsBlankLine { addBlankLine() }
      let indentation = waiting.comment.indentation(usual: waiting.indentation)
      lines.append(OutputLine(indentation: indentation, code: waiting.comment.text))
    }
    waiting = []
    needsSpace = false
  }

  private mutating func addBlankLine() {
    guard let last = lines.last, !last.isBlank else { return }
    lines.append(OutputLine())
  }

  private mutating func startLine(at indentation: Int, blank: Bool = false) {
    endLine()
    if blank { addBlankLine() }
    line = OutputLine(indentation: indentation)
    column = indentation
  }
}
