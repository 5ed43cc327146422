internal import ExactStrings

/// The words of recordings as NIST's tools score them: one a line, with recording, channel, start,
/// duration, word and confidence.
public enum CTM {
  /// Writes words.
  ///
  /// - Parameters:
  ///   - words: The words; white space in one becomes `_`.
  ///   - recording: The name of the recording; white space in it becomes `_`.
  /// - Returns: The contents of the file.
  public static func text(_ words: [TimedInterval], recording: String) -> String {
    words.map { word in
      let score = word.score.map { " " + fixed($0, 4) } ?? ""
      return "\(oneWord(recording)) 1 \(fixed(word.start, 4)) \(fixed(word.end - word.start, 4)) "
        + oneWord(word.text) + score + "\n"
    }.joined()
  }

  /// Reads the words of a recording.
  ///
  /// - Parameters:
  ///   - text: The contents of the file.
  ///   - recording: Which recording; the only one if `nil`.
  ///   - path: The file, for errors.
  /// - Returns: The words in the order of their beginnings.
  /// - Throws: ``TextError/line(path:line:problem:)``.
  public static func words(
    _ text: String, recording: String?, path: String
  ) throws(TextError) -> [TimedInterval] {
    var words: [TimedInterval] = []
    var only = recording
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
    for (index, line) in lines.enumerated() where !line.hasPrefix(";;") {
      let fields = line.split(whereSeparator: \.isWhitespace).map(String.init)
      guard let name = fields.first else { continue }
      func problem(_ words: String) -> TextError {
        .line(path: path, line: index + 1, problem: words)
      }
      guard (5...6).contains(fields.count) else {
        throw problem(
          "has \(fields.count) fields; there are recording, channel, start, duration, word and "
            + "perhaps confidence")
      }
      guard only.isExactly(name) || only == nil else {
        if recording != nil { continue }
        throw problem("has a second recording, \"\(name)\"; say which one is wanted")
      }
      only = name
      guard let start = seconds(fields[2]), let length = seconds(fields[3]) else {
        throw problem("has \"\(fields[2])\" and \"\(fields[3])\" for start and duration")
      }
      let score = fields.count == 6 ? Double(fields[5]) : nil
      guard fields.count == 5 || score?.isFinite == true else {
        throw problem("has \"\(fields[5])\" for a confidence")
      }
      words.append(TimedInterval(fields[4], start: start, end: start + length, score: score))
    }
    guard !words.isEmpty || recording == nil else {
      throw .content(path: path, problem: "has no words of the recording \"\(recording ?? "")\"")
    }
    return words.enumerated().sorted {
      ($0.element.start, $0.offset) < ($1.element.start, $1.offset)
    }.map(\.element)
  }

  private static func seconds(_ text: String) -> Double? {
    Double(text).flatMap { $0.isFinite && (0...1e9).contains($0) ? $0 : nil }
  }

  private static func oneWord(_ text: String) -> String {
    let parts = text.split(whereSeparator: \.isWhitespace)
    return parts.isEmpty ? "_" : parts.joined(separator: "_")
  }
}

/// A number that is not negative, with so many digits behind the point.
func fixed(_ number: Double, _ digits: Int) -> String {
  let scale = (0..<digits).reduce(1) { scale, _ in scale * 10 }
  guard let whole = Int(exactly: (max(0, number) * Double(scale)).rounded()) else {
    return "\(number)"
  }
  let rest = String(whole % scale)
  return "\(whole / scale)." + String(repeating: "0", count: digits - rest.count) + rest
}
