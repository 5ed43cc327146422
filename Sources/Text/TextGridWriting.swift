extension TimedText {
  /// The text as Praat's TextGrid: a tier of intervals for each of the tiers, without gaps.
  ///
  /// - Parameter isShort: Whether only values are written, in Praat's short form.
  /// - Returns: The contents of the file.
  public func textGrid(isShort: Bool = false) -> String {
    var writer = TextGridWriter(isShort: isShort)
    writer.line(0, "", "File type = \"ooTextFile\"")
    writer.line(0, "", "Object class = \"TextGrid\"")
    writer.line(0, "", "")
    writer.line(0, "xmin = ", "0")
    writer.line(0, "xmax = ", "\(duration)")
    writer.line(0, "tiers? ", "<exists>")
    writer.line(0, "size = ", "\(tiers.count)")
    writer.heading(0, "item []:")
    for (index, tier) in tiers.enumerated() {
      let intervals = withoutGaps(tier.intervals)
      writer.heading(1, "item [\(index + 1)]:")
      writer.line(2, "class = ", "\"IntervalTier\"")
      writer.line(2, "name = ", quoted(tier.name))
      writer.line(2, "xmin = ", "0")
      writer.line(2, "xmax = ", "\(duration)")
      writer.line(2, "intervals: size = ", "\(intervals.count)")
      for (index, interval) in intervals.enumerated() {
        writer.heading(2, "intervals [\(index + 1)]:")
        writer.line(3, "xmin = ", "\(interval.start)")
        writer.line(3, "xmax = ", "\(interval.end)")
        writer.line(3, "text = ", quoted(interval.text))
      }
    }
    return writer.text
  }

  /// The intervals with empty ones between them, from 0 to the end of the recording.
  ///
  /// What begins before the one before it ends is cut, and what is then empty is left out.
  private func withoutGaps(_ intervals: [TimedInterval]) -> [TimedInterval] {
    var filled: [TimedInterval] = []
    var last = 0.0
    for interval in intervals {
      let start = max(interval.start, last)
      let end = min(interval.end, duration)
      guard start < end else { continue }
      if start > last { filled.append(TimedInterval("", start: last, end: start)) }
      filled.append(TimedInterval(interval.text, start: start, end: end))
      last = end
    }
    if last < duration || filled.isEmpty {
      filled.append(TimedInterval("", start: last, end: duration))
    }
    return filled
  }

  /// A text in quotes, as Praat reads it: a quote within it is doubled.
  private func quoted(_ text: String) -> String {
    "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      + "\""
  }
}

private struct TextGridWriter {
  let isShort: Bool
  var text = ""

  /// Writes a value, in the long form with its name.
  mutating func line(_ level: Int, _ name: String, _ value: String) {
    text += isShort ? value : String(repeating: "    ", count: level) + name + value
    text += "\n"
  }

  /// Writes what only the long form has.
  mutating func heading(_ level: Int, _ name: String) {
    if !isShort { text += String(repeating: "    ", count: level) + name + "\n" }
  }
}
