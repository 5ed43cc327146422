/// The state of a piece of work, as one line.
///
///     Training  ███▌         43%  120/280  loss 1.234  12.3 it/s  0:12 left
public struct ProgressBar: Sendable, Equatable {
  /// What is being done.
  public var title: String

  /// The number of things done.
  public var completed: Int

  /// The number of things to do, or `nil` where nobody knows.
  public var total: Int?

  /// The name of one thing: `it`, `row`, `step`.
  public var unit: String

  /// What else is worth seeing, such as the loss.
  public var note: String

  /// The seconds since the work began.
  public var elapsed: Double

  /// The things done in a second, or `nil` where it is too early to say.
  public var rate: Double?

  /// Makes a state.
  public init(
    title: String, completed: Int = 0, total: Int? = nil, unit: String = "it", note: String = "",
    elapsed: Double = 0, rate: Double? = nil
  ) {
    self.title = title
    self.completed = completed
    self.total = total
    self.unit = unit
    self.note = note
    self.elapsed = elapsed
    self.rate = rate
  }

  /// How much is done, from 0 to 1, or `nil` where the total is not known.
  var part: Double? {
    guard let total else { return nil }
    return total > 0 ? min(1, max(0, Double(completed) / Double(total))) : 1
  }

  /// The seconds until all is done, or `nil` where nobody can tell.
  var remaining: Double? {
    guard let total, let rate, rate > 0, rate.isFinite else { return nil }
    return max(0, Double(total) - Double(completed)) / rate
  }
}

extension ProgressBar {
  /// The line for work that goes on, at most as wide as the terminal.
  ///
  /// Where there is little room the bar shrinks first; then it, the rate, the counts and the note go.
  public func rendered(for terminal: Terminal) -> String {
    let percentage = part.map { formatFixed(($0 * 100).rounded(.down), decimals: 0) + "%" }
    let time = remaining.map { formatClock($0) + " left" } ?? formatClock(elapsed)
    let texts = Texts(
      title: escapeForTerminal(title), percentage: percentage?.padded(toWidth: 4, .right),
      counts: countsText, note: escapeForTerminal(note), rate: rateText, time: time)
    for layout in Layout.allCases {
      let fields = texts.fields(layout)
      let used = fields.reduce(0) { $0 + $1.displayWidth + 2 } - 2
      guard layout.hasBar, let part else {
        if used <= terminal.width { return fields.joined(separator: "  ") }
        continue
      }
      let barWidth = min(30, terminal.width - used - 2)
      guard barWidth >= 8 else { continue }
      let bar = terminal.bar(part, width: barWidth)
      let space = String(repeating: " ", count: barWidth - bar.count)
      let shown = Style.cyan.applied(to: bar, on: terminal) + space
      return ([fields[0], shown] + fields.dropFirst()).joined(separator: "  ")
    }
    return texts.fields(.title).joined(separator: " ")
      .truncated(toWidth: terminal.width, ellipsis: terminal.ellipsis)
  }

  /// The line for work that has ended, for a log or to leave behind.
  public func finished(for terminal: Terminal, isComplete: Bool = true) -> String {
    var fields = [escapeForTerminal(title), countsText]
    if !note.isEmpty { fields.append(escapeForTerminal(note)) }
    fields.append((isComplete ? "in " : "stopped after ") + formatDuration(elapsed))
    return fields.joined(separator: "  ")
      .truncated(toWidth: terminal.width, ellipsis: terminal.ellipsis)
  }

  private var countsText: String {
    total.map { "\(formatCount(completed))/\(formatCount($0))" }
      ?? formatCount(completed, of: escapeForTerminal(unit))
  }

  /// Things in a second, or the seconds of one where it takes longer.
  private var rateText: String? {
    guard let rate, rate > 0, rate.isFinite else { return nil }
    let unit = escapeForTerminal(unit)
    let one = unit.hasSuffix("s") ? String(unit.dropLast()) : unit
    if rate < 1 { return "\(formatSignificant(1 / rate, digits: 3)) s/\(one)" }
    return rate < 1000
      ? "\(formatSignificant(rate, digits: 3)) \(unit)/s"
      : "\(formatCount(Int(min(rate, 1e15)))) \(unit)/s"
  }
}

/// Which fields a line of progress has, from the widest line to the narrowest.
private enum Layout: CaseIterable {
  case all, withoutBar, withoutRate, withoutCounts, withoutNote, title

  var hasBar: Bool { self == .all }
}

/// The fields of a line of progress as text.
private struct Texts {
  let title: String
  let percentage: String?
  let counts: String
  let note: String
  let rate: String?
  let time: String

  func fields(_ layout: Layout) -> [String] {
    let note = note.isEmpty ? nil : note
    let fields: [String?] =
      switch layout {
      case .all, .withoutBar: [percentage, counts, note, rate, time]
      case .withoutRate: [percentage, counts, note, time]
      case .withoutCounts: [percentage ?? counts, note, time]
      case .withoutNote: [percentage ?? counts, time]
      case .title: [percentage ?? counts]
      }
    return [title] + fields.compactMap(\.self)
  }
}
