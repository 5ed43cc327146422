internal import Foundation
internal import Interpreter
internal import Language

/// What `report.html` shows of a run: its steps with code, output, tables, pictures and sound.
///
/// One file without scripts; its content policy lets nothing be fetched from anywhere.
struct Report {
  /// One thing that a step showed.
  enum Item {
    case text(String)
    case exhibit(Exhibit)
    case notice(String)
  }

  private enum Part {
    case prose(String)
    case step(number: Int, title: String, code: String, items: [Item])
  }

  private var parts: [Part] = []
  private let total: Int

  /// The most bytes of sound that the page holds; what is beyond is only named.
  static let soundLimit = 48 << 20

  private var soundBytes = 0

  init(recipe: Recipe) {
    total = recipe.steps.count
  }

  mutating func add(prose: String) {
    parts.append(.prose(prose))
  }

  mutating func begin(step number: Int, title: String, code: String) {
    parts.append(.step(number: number, title: title, code: code, items: []))
  }

  /// Adds to the step that was begun last.
  mutating func add(_ items: Item...) { add(items) }

  /// Adds to the step that was begun last.
  mutating func add(_ items: [Item]) {
    let place = parts.lastIndex { if case .step = $0 { true } else { false } }
    guard let place, case .step(let number, let title, let code, var shown) = parts[place] else {
      return
    }
    for item in items {
      if case .text(let more) = item, case .text(let text) = shown.last {
        shown[shown.count - 1] = .text(text + more)
      } else if case .exhibit(.sound(let wav)) = item, soundBytes + wav.count > Self.soundLimit {
        shown.append(.notice("a recording of \(wav.count >> 10) KiB is left out of the report"))
      } else {
        if case .exhibit(.sound(let wav)) = item { soundBytes += wav.count }
        shown.append(item)
      }
    }
    parts[place] = .step(number: number, title: title, code: code, items: shown)
  }

  /// The page.
  func page(of record: RunRecord) -> String {
    let title = escapedForHTML(RunFolder.name(of: record.recipe.path))
    return """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
      style-src 'unsafe-inline'; img-src data:; media-src data:">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(title) · asrsh</title>
      <style>
      \(Self.style)
      </style>
      </head>
      <body>
      <main>
      <h1>\(title)</h1>
      \(summary(of: record))
      \(contents(record))
      \(sections(record))
      \(RunDetails(record).html)
      </main>
      </body>
      </html>

      """
  }

  private func summary(of record: RunRecord) -> String {
    var words = [element("span", class: "status \(record.status.rawValue)", record.status.rawValue)]
    if let ended = record.ended {
      words.append(duration(ended.timeIntervalSince(record.started)))
    }
    words.append(record.started.formatted(.iso8601))
    words.append(element("code", escapedForHTML(record.recipe.path)))
    var html = element("p", class: "summary", words.joined(separator: " · "))
    if let error = record.error { html += element("pre", class: "error", escapedForHTML(error)) }
    let figures = record.figures.map { [$0.name, figure($0.value)] }
    if !figures.isEmpty { html += table([], figures, class: "figures") }
    return html
  }

  /// The list of the steps, with a link to each.
  private func contents(_ record: RunRecord) -> String {
    guard total > 1 else { return "" }
    let lines = record.steps.enumerated().filter { !$0.element.title.isEmpty }.map { index, step in
      let time = step.seconds.map { element("span", class: "time", duration($0)) } ?? ""
      let name = escapedForHTML(step.title)
      return "<li><a href=\"#step-\(index)\">\(name)</a> \(time)</li>"
    }
    return element("nav", element("ol", lines.joined(separator: "\n")))
  }

  private func sections(_ record: RunRecord) -> String {
    parts.map { part in
      switch part {
      case .prose(let text): return element("section", class: "prose", markdownAsHTML(text))
      case .step(let number, let title, let code, let items):
        if code.isEmpty, items.isEmpty, title.isEmpty { return "" }
        let step = record.steps.indices.contains(number) ? record.steps[number] : nil
        var html = title.isEmpty ? "" : heading(number, title, step)
        if !code.isEmpty { html += element("pre", class: "code", coloredCode(code)) + "\n" }
        html += items.map(Self.html).joined(separator: "\n")
        return "<section id=\"step-\(number)\">\n\(html)\n</section>"
      }
    }.joined(separator: "\n")
  }

  private func heading(_ number: Int, _ title: String, _ step: RunRecord.Step?) -> String {
    let time = step?.seconds.map { element("span", class: "time", duration($0)) } ?? ""
    let place = element("span", class: "place", "\(number)/\(total)")
    return element("h2", "\(place) \(escapedForHTML(title)) \(time)") + "\n"
  }

  private static func html(_ item: Item) -> String {
    switch item {
    case .text(let text):
      element("pre", class: "output", coloredText(text))
    case .notice(let text): element("p", class: "notice", escapedForHTML(text))
    case .exhibit(.text(let text)): element("pre", class: "output", coloredText(text))
    case .exhibit(.picture(let svg)): element("figure", svg)
    case .exhibit(.sound(let wav)):
      "<audio controls preload=\"metadata\" src=\"data:audio/wav;base64,"
        + "\(Data(wav).base64EncodedString())\"></audio>"
    case .exhibit(.table(let columns, let rows, let count)):
      element("div", class: "wide", table(columns, rows))
        + (count > rows.count
          ? element("p", class: "notice", "\(rows.count) of \(count) rows") : "")
    }
  }
}

/// A time in words of a report: `0.42 s`, `3 min 5 s`.
func duration(_ seconds: Double) -> String {
  guard seconds.isFinite, seconds >= 0, seconds < 1e9 else { return "?" }
  if seconds < 10 { return "\((seconds * 100).rounded() / 100) s" }
  let whole = Int(seconds.rounded())
  if whole < 60 { return "\(whole) s" }
  if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
  return "\(whole / 3600) h \(whole / 60 % 60) min"
}

/// A figure with as many digits as one reads.
func figure(_ value: Double) -> String {
  guard value.isFinite, abs(value) < 1e12, abs(value) >= 1e-4 else { return "\(value)" }
  return value.formatted(
    .number.precision(.significantDigits(1...5)).grouping(.never).locale(
      Locale(identifier: "en_US_POSIX")))
}
