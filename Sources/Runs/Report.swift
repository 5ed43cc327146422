internal import Foundation
internal import Interpreter
internal import Language

/// What `report.html` shows of a run: its steps with code, output, tables, pictures and sound.
///
/// One file without scripts; its content policy lets nothing be fetched from anywhere.
struct Report {
  private enum Part {
    case prose(String)
    case step(ReportSection)
  }

  private var parts: [Part] = []
  /// The titles of the recipe's steps, begun or not.
  private let titles: [String]

  /// The most bytes of sound that the page holds; what is beyond is only named.
  static let soundLimit = 48 << 20
  /// The most bytes of pictures that the page holds; what is beyond is only named.
  static let pictureLimit = 32 << 20

  private var soundRoom = Self.soundLimit
  private var pictureRoom = Self.pictureLimit

  init(recipe: Recipe) {
    titles = recipe.steps
  }

  mutating func add(prose: String) {
    parts.append(.prose(prose))
  }

  mutating func begin(step number: Int, title: String, code: String) {
    parts.append(.step(ReportSection(number: number, title: title, code: code)))
  }

  /// Adds to the step that was begun last.
  mutating func add(_ items: ReportItem...) { add(items) }

  /// Adds to the step that was begun last.
  mutating func add(_ items: [ReportItem]) {
    let place = parts.lastIndex { if case .step = $0 { true } else { false } }
    guard let place, case .step(var section) = parts[place] else { return }
    for item in items { section.add(leftOut(item) ?? item) }
    parts[place] = .step(section)
  }

  /// What is said instead of an item for which the page has no room.
  private mutating func leftOut(_ item: ReportItem) -> ReportItem? {
    func said(_ what: String, _ count: Int, _ limit: Int, _ name: String = "") -> ReportItem {
      .notice(
        "a \(what) of \(max(1, count >> 10)) KiB\(name) is left out: the report holds at most "
          + "\(limit >> 20) MiB of \(what)s")
    }
    switch item {
    case .exhibit(.sound(let wav)):
      if wav.count > soundRoom { return said("recording", wav.count, Self.soundLimit) }
      soundRoom -= wav.count
    case .exhibit(.picture(let svg)):
      if svg.utf8.count > pictureRoom {
        return said("picture", svg.utf8.count, Self.pictureLimit)
      }
      pictureRoom -= svg.utf8.count
    case .exhibit(.savedPicture(let svg, let path)):
      if svg.utf8.count > pictureRoom {
        return said("picture", svg.utf8.count, Self.pictureLimit, " (\(path))")
      }
      pictureRoom -= svg.utf8.count
    default: break
    }
    return nil
  }

  /// The page.
  ///
  /// - Parameters:
  ///   - record: The run's record; its name is the folder that the page lies in.
  ///   - written: The files that the run has written, whose pictures prose may show.
  /// - Returns: The page.
  func page(of record: RunRecord, written: [String] = []) -> String {
    let title = escapedForHTML(RunFolder.name(of: record.recipe.path))
    let pictures = ProsePictures(
      recipe: record.recipe.path, run: record.id, written: written)
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
      \(sections(record, pictures))
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
    if let error = record.error, !error.isEmpty {
      html += element("pre", class: "error", escapedForHTML(error))
    }
    if record.status != .done { html += remainder(record) }
    let figures = record.figures.map { [$0.name, figure($0.value)] }
    if !figures.isEmpty { html += table([], figures, class: "figures") }
    return html
  }

  /// How far a run came that has not come to its end.
  private func remainder(_ record: RunRecord) -> String {
    let begun = max(0, record.steps.count - 1)
    guard !titles.isEmpty else { return "" }
    let steps = "step \(begun) of \(titles.count)"
    let text =
      record.ended == nil
      ? "Written while the run was at \(steps). If it ended without a word, as when it was killed, "
        + "asrsh runs says so."
      : "It ended in \(begun == 0 ? "what stands before the first step" : steps); what was found "
        + "until then is below."
    return element("p", class: "notice", text)
  }

  /// The list of the steps, with a link to each that was begun.
  private func contents(_ record: RunRecord) -> String {
    guard titles.count > 1 else { return "" }
    func item(_ html: String, _ remark: String?) -> String {
      let time = remark.map { " " + element("span", class: "time", $0) } ?? ""
      return element("li", html + time)
    }
    var lines = record.steps.enumerated().filter { !$0.element.title.isEmpty }.map { index, step in
      item(
        "<a href=\"#step-\(index)\">\(escapedForHTML(step.title))</a>",
        step.hasFailed ? "failed" : step.seconds.map(duration))
    }
    lines += titles.dropFirst(max(0, record.steps.count - 1)).map { title in
      item(element("span", class: "dim", escapedForHTML(title)), "not run")
    }
    return element("nav", element("ol", lines.joined(separator: "\n")))
  }

  private func sections(_ record: RunRecord, _ pictures: ProsePictures) -> String {
    parts.map { part in
      switch part {
      case .prose(let text):
        return element("section", class: "prose", markdownAsHTML(text, pictures.html))
      case .step(let section):
        if section.isEmpty { return "" }
        let step =
          record.steps.indices.contains(section.number) ? record.steps[section.number] : nil
        var html = section.title.isEmpty ? "" : heading(section, step)
        if !section.code.isEmpty {
          html += element("pre", class: "code", coloredCode(section.code)) + "\n"
        }
        html += section.html(inFolder: record.id)
        return "<section id=\"step-\(section.number)\">\n\(html)\n</section>"
      }
    }.joined(separator: "\n")
  }

  private func heading(_ section: ReportSection, _ step: RunRecord.Step?) -> String {
    let time = step?.seconds.map { element("span", class: "time", duration($0)) } ?? ""
    let place = element("span", class: "place", "\(section.number)/\(titles.count)")
    let failed =
      step?.hasFailed == true ? " " + element("span", class: "status failed", "failed") : ""
    return element("h2", "\(place) \(escapedForHTML(section.title)) \(time)\(failed)") + "\n"
  }
}

/// A time in words of a report: `7 ms`, `0.42 s`, `3 min 5 s`.
func duration(_ seconds: Double) -> String {
  guard seconds.isFinite, seconds >= 0, seconds < 1e9 else { return "?" }
  if seconds < 0.1 { return "\(max(1, Int((seconds * 1000).rounded()))) ms" }
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
