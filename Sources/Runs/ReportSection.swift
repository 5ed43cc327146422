internal import Foundation
internal import Interpreter

/// One thing that a step showed.
enum ReportItem {
  case text(String)
  case exhibit(Exhibit)
  case notice(String)
  /// A table whose rows came one by one.
  case growing(columns: [String], rows: [[String]])
  /// Lines that are seen when they are asked for.
  case aside(title: String, text: String)
}

/// A step in the report: its code, and what it showed.
struct ReportSection {
  let number: Int
  let title: String
  let code: String
  private var items: [ReportItem] = []

  init(number: Int, title: String, code: String) {
    (self.number, self.title, self.code) = (number, title, code)
  }

  var isEmpty: Bool { code.isEmpty && items.isEmpty && title.isEmpty }

  /// Adds what was shown next; what belongs to what was shown before is joined with it.
  mutating func add(_ item: ReportItem) {
    switch item {
    case .text(let more):
      if case .text(let text) = items.last {
        items[items.count - 1] = .text(text + more)
      } else {
        items.append(item)
      }
    case .exhibit(.tableHead(let columns)): items.append(.growing(columns: columns, rows: []))
    case .exhibit(.tableRow(let cells)):
      if let place = openTable, case .growing(let columns, let rows) = items[place] {
        items[place] = .growing(columns: columns, rows: rows + [cells])
      } else {
        items.append(.growing(columns: [], rows: [cells]))
      }
    case .exhibit(.aside(let title, let more)): add(aside: title, more)
    default: items.append(item)
    }
  }

  /// The table that was begun last, if nothing but asides and notices came behind it.
  private var openTable: Int? {
    let place = items.lastIndex { item in
      switch item {
      case .aside, .notice: false
      default: true
      }
    }
    guard let place, case .growing = items[place] else { return nil }
    return place
  }

  private mutating func add(aside title: String, _ more: String) {
    let first = openTable ?? items.endIndex
    let place = items[first...].firstIndex { item in
      if case .aside(title, _) = item { true } else { false }
    }
    if let place, case .aside(_, let text) = items[place] {
      items[place] = .aside(title: title, text: text + more)
    } else {
      // Beside its table, whatever was said meanwhile.
      items.insert(.aside(title: title, text: more), at: openTable.map { $0 + 1 } ?? items.endIndex)
    }
  }

  /// What was shown, as HTML of a page that lies in a folder.
  func html(inFolder folder: String) -> String {
    items.map { Self.html($0, folder) }.joined(separator: "\n")
  }

  private static func html(_ item: ReportItem, _ folder: String) -> String {
    switch item {
    case .text(let text), .exhibit(.text(let text)):
      element("pre", class: "output", coloredText(text))
    case .notice(let text): element("p", class: "notice", escapedForHTML(text))
    case .growing(let columns, let rows): foldedTable(columns, rows)
    case .aside(let title, let text), .exhibit(.aside(let title, let text)):
      element(
        "details",
        element("summary", escapedForHTML(title))
          + element("pre", class: "output", coloredText(text)))
    case .exhibit(.picture(let svg)): element("figure", svg)
    case .exhibit(.savedPicture(let svg, let path)):
      element("figure", svg + element("figcaption", link(to: path, from: folder)))
    case .exhibit(.sound(let wav)):
      "<audio controls preload=\"metadata\" src=\"data:audio/wav;base64,"
        + "\(Data(wav).base64EncodedString())\"></audio>"
    case .exhibit(.table(let columns, let rows, let count)):
      foldedTable(columns, rows)
        + (count > rows.count
          ? element("p", class: "notice", "\(rows.count) of \(count) rows") : "")
    case .exhibit(.tableHead(let columns)): foldedTable(columns, [])
    case .exhibit(.tableRow(let cells)): foldedTable([], [cells])
    }
  }
}
