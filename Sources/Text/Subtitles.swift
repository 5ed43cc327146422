/// Texts with times as players and editors read them.
public enum Subtitles {
  /// Groups words into lines to be read: at most 42 letters, 7 seconds, and no pause within.
  ///
  /// - Parameter words: The words in their order.
  /// - Returns: The lines.
  public static func lines(_ words: [TimedInterval]) -> [TimedInterval] {
    var lines: [TimedInterval] = []
    for word in words {
      if let last = lines.last, word.start - last.end < 1, word.end - last.start <= 7,
        last.text.count + 1 + word.text.count <= 42
      {
        lines[lines.count - 1].text += " " + word.text
        lines[lines.count - 1].end = max(last.end, word.end)
      } else {
        lines.append(TimedInterval(word.text, start: word.start, end: word.end))
      }
    }
    return lines
  }

  /// Writes SubRip, `.srt`.
  public static func srt(_ lines: [TimedInterval]) -> String {
    lines.enumerated().map { index, line in
      "\(index + 1)\n\(clock(line.start, ",")) --> \(clock(line.end, ","))\n"
        + "\(oneLine(line.text))\n\n"
    }.joined()
  }

  /// Writes WebVTT, `.vtt`.
  public static func vtt(_ lines: [TimedInterval]) -> String {
    "WEBVTT\n\n"
      + lines.map { line in
        var text = ""
        for letter in oneLine(line.text) {
          switch letter {
          case "&": text += "&amp;"
          case "<": text += "&lt;"
          case ">": text += "&gt;"
          default: text.append(letter)
          }
        }
        return "\(clock(line.start, ".")) --> \(clock(line.end, "."))\n\(text)\n\n"
      }.joined()
  }

  /// Writes labels of Audacity: start, end and text with tabs between.
  public static func audacityLabels(_ intervals: [TimedInterval]) -> String {
    intervals.map { "\(fixed($0.start, 6))\t\(fixed($0.end, 6))\t\(oneLine($0.text))\n" }.joined()
  }

  /// A time as `00:01:02,345`.
  private static func clock(_ seconds: Double, _ point: String) -> String {
    let all = Int(exactly: (max(0, seconds) * 1_000).rounded()) ?? 0
    func digits(_ number: Int, _ count: Int) -> String {
      let text = String(number)
      return String(repeating: "0", count: max(0, count - text.count)) + text
    }
    let (hours, minutes) = (all / 3_600_000, all / 60_000 % 60)
    return "\(digits(hours, 2)):\(digits(minutes, 2)):\(digits(all / 1_000 % 60, 2))\(point)"
      + digits(all % 1_000, 3)
  }

  /// The text without line breaks and tabs.
  private static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: { $0.isNewline || $0 == "\t" }).joined(separator: " ")
  }
}
