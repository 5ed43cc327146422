public import Tensors

/// Tokens and words under the waveform that they were heard in, as lines of text.
///
///     ▁▁▂▅▇▆▃▂▁▁▂▆█▇▅▂▁▁
///      h e l  lo  w or ld
///      hello      world
///
/// Words are green where the model is sure of them, yellow, or red.
public struct AlignmentStrip: Sendable {
  /// A text, when it was said, and how sure it is.
  public struct Piece: Sendable {
    /// The text.
    public let text: String
    /// Where it begins, in seconds.
    public let start: Double
    /// How sure it is, from 0 to 1, if that is known.
    public let score: Double?

    /// Makes a piece.
    public init(_ text: String, start: Double, score: Double?) {
      (self.text, self.start, self.score) = (text, start, score)
    }
  }

  /// The samples of one channel, or `nil` if there is no recording.
  public let samples: Tensor?
  /// The length in seconds.
  public let duration: Double
  /// The words in their order.
  public let words: [Piece]
  /// The tokens in their order.
  public let tokens: [Piece]

  /// Makes a strip.
  public init(samples: Tensor?, duration: Double, words: [Piece], tokens: [Piece]) {
    (self.samples, self.duration, self.words, self.tokens) = (samples, duration, words, tokens)
  }

  /// The scores from which words are green and yellow.
  public static let sureScores = (green: 0.8, yellow: 0.5)

  /// The strip as lines, as many as it takes to give every word its room.
  ///
  /// - Parameters:
  ///   - terminal: What the text is for.
  ///   - rowLimit: The most rows of waveform, tokens and words; what is left out is said.
  /// - Returns: The lines, joined by newlines.
  public func rendered(for terminal: Terminal, rowLimit: Int = 30) -> String {
    let rows = rows(for: terminal)
    let peak = samples.map { peakLevels($0.span, count: 1).first ?? 0 } ?? 0
    var lines: [String] = []
    for row in rows.prefix(max(1, rowLimit)) {
      if rows.count > 1 {
        let range = "\(formatShort(row.start)) \(terminal.rangeDash) \(formatShort(row.end)) s"
        lines.append(Style.dim.applied(to: range, on: terminal))
      }
      if let samples { lines.append(wave(samples, row, peak, terminal)) }
      let lanes = [placed(tokens, row, terminal), placed(words, row, terminal)]
      lines += lanes.filter { !$0.isEmpty }
    }
    if let last = rows.prefix(max(1, rowLimit)).last, rows.count > max(1, rowLimit) {
      lines.append("\(terminal.ellipsis) \(formatDuration(duration - last.end)) more")
    }
    return lines.joined(separator: "\n")
  }

  /// A row of the strip: from where to where it goes, and how many columns that is.
  private struct Row {
    let start: Double
    let end: Double
    let columns: Int

    func column(of time: Double) -> Int {
      guard end > start else { return 0 }
      let part = (time - start) / (end - start) * Double(columns)
      return min(columns - 1, max(0, Int(part)))
    }
  }

  /// The rows: wide enough that words have room, cut before a word that would not fit.
  private func rows(for terminal: Terminal) -> [Row] {
    guard duration > 0, duration.isFinite else { return [] }
    var perSecond = 12.0
    for (word, next) in zip(words, words.dropFirst()) where next.start > word.start {
      let wanted = Double(word.text.displayWidth + 1) / (next.start - word.start)
      perSecond = max(perSecond, min(wanted, 40))
    }
    let seconds = Double(terminal.width) / perSecond
    var rows: [Row] = []
    var (start, index) = (0.0, 0)
    while start < duration {
      var end = min(start + seconds, duration)
      while index < words.count, words[index].start < end {
        let room = (end - words[index].start) * perSecond
        let isCut = end < duration && Double(words[index].text.displayWidth) > room
        if isCut, words[index].start > start {
          end = words[index].start
          break
        }
        index += 1
      }
      let columns = max(1, min(terminal.width, Int(((end - start) * perSecond).rounded(.up))))
      rows.append(Row(start: start, end: end, columns: columns))
      start = end
    }
    return rows
  }

  private func wave(
    _ samples: Tensor, _ row: Row, _ peak: Float, _ terminal: Terminal
  ) -> String {
    func place(_ time: Double) -> Int {
      min(samples.rowCount, max(0, Int(time / duration * Double(samples.rowCount))))
    }
    let heard = samples.rows(place(row.start)..<max(place(row.start), place(row.end)))
    let levels = peakLevels(heard.span, count: row.columns)
    return Style.blue.applied(
      to: waveformLine(levels, for: terminal, fullScale: peak), on: terminal)
  }

  /// Texts at the columns of their times; one that has no room is cut or left out.
  private func placed(_ pieces: [Piece], _ row: Row, _ terminal: Terminal) -> String {
    let own = pieces.filter { $0.start >= row.start && $0.start < row.end }
    var (line, used) = ("", 0)
    for (index, piece) in own.enumerated() {
      let column = max(row.column(of: piece.start), used)
      let next = index + 1 < own.count ? row.column(of: own[index + 1].start) : terminal.width
      let isLetter = piece.text.displayWidth <= 1
      let room = max(next - column - (isLetter ? 0 : 1), isLetter ? 1 : 0)
      guard room > 0, column < terminal.width else { continue }
      let text = escapeForTerminal(piece.text)
        .truncated(toWidth: min(room, terminal.width - column), ellipsis: terminal.ellipsis)
      line += String(repeating: " ", count: column - used)
      line += style(piece.score).applied(to: text.isolated(for: terminal), on: terminal)
      used = column + text.displayWidth
    }
    return line
  }

  private func style(_ score: Double?) -> Style {
    guard let score else { return .plain }
    if score >= Self.sureScores.green { return .green }
    return score >= Self.sureScores.yellow ? .yellow : .red
  }
}
