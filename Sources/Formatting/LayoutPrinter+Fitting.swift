internal import Language

extension LayoutPrinter {
  /// Whether `layout` on one line, and what follows it up to the next line break, fits.
  func fits(_ layout: Layout) -> Bool {
    var ruler = Ruler(room: width - column)
    var outcome = ruler.measure(Command(indentation: 0, mode: .flat, layout: layout))
    for command in stack.reversed() {
      guard outcome == .goesOn else { break }
      outcome = ruler.measure(command)
    }
    return outcome != .full
  }

  /// Whether `layout` alone, an item of lines that are filled, fits after `used` more columns.
  func fits(_ layout: Layout, after used: Int) -> Bool {
    var ruler = Ruler(room: width - column - used)
    return ruler.measure(Command(indentation: 0, mode: .broken, layout: layout)) != .full
  }

  /// Whether `start` on one line fits together with `end` up to the first line break in it.
  func fits(_ start: Layout, upToBreakOf end: Layout) -> Bool {
    var ruler = Ruler(room: width - column)
    let flat = Command(indentation: 0, mode: .flat, layout: start)
    let broken = Command(indentation: 0, mode: .broken, layout: end)
    return ruler.measure(flat) == .goesOn && ruler.measure(broken) == .ends
  }
}

extension Layout {
  /// Whether the layout cannot go before a comment that waits for the end of the line.
  fileprivate var startsAfterComment: Bool {
    switch self {
    case .text, .verbatim, .space, .line: true
    default: false
    }
  }
}

/// Measures what comes onto a line.
private struct Ruler {
  /// What measuring has come to.
  enum Outcome {
    /// There is room, and the line goes on.
    case goesOn
    /// The line ends here.
    case ends
    /// There is too much on the line.
    case full
  }

  /// The columns that are left.
  var room: Int
  /// Whether a comment waits for the end of the line, before which only signs can go.
  var isCommented = false

  mutating func measure(_ command: LayoutPrinter.Command) -> Outcome {
    var work = [command]
    while let command = work.popLast() {
      if isCommented, command.layout.startsAfterComment { return .ends }
      switch command.layout {
      case .text(let text), .attached(let text): room -= TerminalText.width(text)
      case .verbatim(let text):
        let first = text.prefix { $0 != "\n" }
        room -= TerminalText.width(String(first))
        if first.endIndex != text.endIndex { return room < 0 ? .full : .ends }
      case .space: room -= 1
      case .line(let flat):
        if command.mode == .broken { return .ends }
        room -= flat.utf8.count
      case .newline: return .ends
      case .comment: isCommented = true
      case .summary: break
      case .whenBroken(let text): if command.mode == .broken { room -= text.utf8.count }
      default: work += Self.parts(of: command)
      }
      if room < 0 { return .full }
    }
    return .goesOn
  }

  /// The parts of a layout, the first one last.
  private static func parts(of command: LayoutPrinter.Command) -> [LayoutPrinter.Command] {
    let layouts: [Layout]
    var mode = command.mode
    switch command.layout {
    case .sequence(let parts): layouts = parts
    case .indented(let inner): layouts = [inner]
    case .group(let contents, let isBroken):
      layouts = [contents]
      if isBroken { mode = .broken }
    case .fill(let items): layouts = separated(items)
    case .filling(let items): layouts = items.isEmpty ? [] : [.line(flat: " ")] + separated(items)
    case .chain(let head, let links, let isBroken):
      let separator = mode == .broken || isBroken ? [Layout.newline(blank: false)] : []
      layouts = [head] + separator + links
    default: layouts = []
    }
    return layouts.reversed().map {
      LayoutPrinter.Command(indentation: command.indentation, mode: mode, layout: $0)
    }
  }

  /// Items with spaces between them.
  private static func separated(_ items: ArraySlice<Layout>) -> [Layout] {
    Array(items.map { [$0] }.joined(separator: [.line(flat: " ")]))
  }
}
