internal import Language

extension LayoutPrinter {
  /// What measuring has come to.
  private enum Measure {
    /// There is room, and the line goes on.
    case room(Int)
    /// The line ends here.
    case ended
    /// There is too much on the line.
    case full
  }

  /// Whether `layout` on one line, and what follows it up to the next line break, fits.
  func fits(_ layout: Layout) -> Bool {
    var room = width - column
    var isFirst = true
    var next = stack.count
    while true {
      let command: Command
      if isFirst {
        command = Command(indentation: 0, mode: .flat, layout: layout)
        isFirst = false
      } else {
        guard next > 0 else { return true }
        next -= 1
        command = stack[next]
      }
      switch measure(command, room: room) {
      case .ended: return true
      case .full: return false
      case .room(let left): room = left
      }
    }
  }

  /// Whether `layout` alone, an item of lines that are filled, fits after `used` more columns.
  func fits(_ layout: Layout, after used: Int) -> Bool {
    let command = Command(indentation: 0, mode: .broken, layout: layout)
    if case .full = measure(command, room: width - column - used) { return false }
    return true
  }

  /// Whether `start` on one line fits together with `end` up to the first line break in it.
  func fits(_ start: Layout, upToBreakOf end: Layout) -> Bool {
    let flat = Command(indentation: 0, mode: .flat, layout: start)
    guard case .room(let room) = measure(flat, room: width - column) else { return false }
    let broken = Command(indentation: 0, mode: .broken, layout: end)
    if case .ended = measure(broken, room: room) { return true }
    return false
  }

  private func measure(_ command: Command, room: Int) -> Measure {
    var room = room
    var work = [command]
    while let command = work.popLast() {
      var taken = 0
      switch command.layout {
      case .text(let text), .attached(let text): taken = TerminalText.width(text)
      case .verbatim(let text):
        let first = text.prefix { $0 != "\n" }
        taken = TerminalText.width(String(first))
        if first.endIndex != text.endIndex { return taken <= room ? .ended : .full }
      case .space: taken = 1
      case .line(let flat):
        if command.mode == .broken { return .ended }
        taken = flat.utf8.count
      case .newline, .comment: return .ended
      case .summary: break
      case .whenBroken(let text): if command.mode == .broken { taken = text.utf8.count }
      default: work += parts(of: command)
      }
      room -= taken
      if room < 0 { return .full }
    }
    return .room(room)
  }

  /// The parts of a layout, the first one last.
  private func parts(of command: Command) -> [Command] {
    let layouts: [Layout]
    var mode = command.mode
    switch command.layout {
    case .sequence(let parts): layouts = parts
    case .indented(let inner): layouts = [inner]
    case .group(let contents, let isBroken):
      layouts = [contents]
      if isBroken { mode = .broken }
    case .fill(let items): layouts = Self.separated(items)
    case .filling(let items):
      layouts = items.isEmpty ? [] : [.line(flat: " ")] + Self.separated(items)
    case .chain(let head, let links, let isBroken):
      let separator = mode == .broken || isBroken ? [Layout.newline(blank: false)] : []
      layouts = [head] + separator + links
    default: layouts = []
    }
    return layouts.reversed().map {
      Command(indentation: command.indentation, mode: mode, layout: $0)
    }
  }

  private static func separated(_ items: ArraySlice<Layout>) -> [Layout] {
    Array(items.map { [$0] }.joined(separator: [.line(flat: " ")]))
  }
}
