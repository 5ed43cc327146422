/// What was written, and what of it stands elsewhere than it was or is not there, in words.
public struct WrittenAlignment: Sendable, Equatable {
  /// The contents of the file.
  public let text: String
  /// What a reader of the file should know.
  public let notices: [String]

  /// Makes what was written.
  public init(_ text: String, notices: [String] = []) {
    (self.text, self.notices) = (text, notices)
  }
}

extension TimedText {
  /// The text as Praat's TextGrid.
  ///
  /// - Parameters:
  ///   - isShort: Whether only values are written, in Praat's short form.
  ///   - path: The file, for errors.
  /// - Returns: The contents of the file. What a tier of a TextGrid cannot hold, words without a length
  ///   and words that overlap, has tiers of its own, and a notice.
  /// - Throws: ``TextError/content(path:problem:)`` where too much of a tier sounds at once.
  public func textGrid(
    isShort: Bool = false, path: String
  ) throws(TextError) -> WrittenAlignment {
    let layout = try TextGridLayout(self, path: path)
    var writer = TextGridWriter(isShort: isShort)
    writer.line(0, "", "File type = \"ooTextFile\"")
    writer.line(0, "", "Object class = \"TextGrid\"")
    writer.line(0, "", "")
    writer.span(0, layout.span)
    writer.line(0, "tiers? ", "<exists>")
    writer.line(0, "size = ", "\(layout.tiers.count)")
    writer.heading(0, "item []:")
    for (index, tier) in layout.tiers.enumerated() {
      writer.heading(1, "item [\(index + 1)]:")
      writer.tier(tier, layout.span)
    }
    return WrittenAlignment(writer.text, notices: layout.notices)
  }
}

private struct TextGridWriter {
  let isShort: Bool
  var text = ""

  mutating func tier(_ tier: TimedText.Tier, _ span: ClosedRange<Double>) {
    let isPoint = tier.kind == .point
    line(2, "class = ", isPoint ? "\"TextTier\"" : "\"IntervalTier\"")
    line(2, "name = ", quoted(tier.name))
    self.span(2, span)
    line(2, isPoint ? "points: size = " : "intervals: size = ", "\(tier.intervals.count)")
    for (index, interval) in tier.intervals.enumerated() {
      if isPoint {
        heading(2, "points [\(index + 1)]:")
        line(3, "number = ", number(interval.start))
        line(3, "mark = ", quoted(interval.text))
      } else {
        heading(2, "intervals [\(index + 1)]:")
        self.span(3, interval.start...interval.end)
        line(3, "text = ", quoted(interval.text))
      }
    }
  }

  mutating func span(_ level: Int, _ span: ClosedRange<Double>) {
    line(level, "xmin = ", number(span.lowerBound))
    line(level, "xmax = ", number(span.upperBound))
  }

  /// Writes a value, in the long form with its name.
  mutating func line(_ level: Int, _ name: String, _ value: String) {
    text += isShort ? value : String(repeating: "    ", count: level) + name + value
    text += "\n"
  }

  /// Writes what only the long form has.
  mutating func heading(_ level: Int, _ name: String) {
    if !isShort { text += String(repeating: "    ", count: level) + name + "\n" }
  }

  /// The shortest number that is read as the same; a whole one without a point, as Praat writes it.
  private func number(_ number: Double) -> String {
    Int(exactly: number).map { "\($0)" } ?? "\(number)"
  }

  /// A text in quotes, as Praat reads it: a quote within it is doubled.
  private func quoted(_ text: String) -> String {
    var quoted = String.UnicodeScalarView("\"".unicodeScalars)
    for scalar in text.unicodeScalars {
      if scalar == "\"" { quoted.append(scalar) }
      quoted.append(scalar)
    }
    quoted.append("\"")
    return String(quoted)
  }
}
