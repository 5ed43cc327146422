internal import Files
internal import Letters
internal import ExactStrings

/// The words of recordings as NIST's tools score them: one a line, with recording, channel, start,
/// duration, word and confidence, and in evaluations since RT-09 its type and its speaker.
public enum CTM {
  /// Writes words.
  ///
  /// - Parameters:
  ///   - words: The words; white space in one becomes `_`. If any has a type or a speaker, all lines
  ///     have eight fields, `NA` for what is not known.
  ///   - recording: The name of the recording; white space in it becomes `_`.
  ///   - channel: The channel.
  /// - Returns: The contents of the file.
  public static func text(
    _ words: [TimedInterval], recording: String, channel: String = "1"
  ) -> WrittenAlignment {
    let isLong = words.contains { $0.type != nil || $0.speaker != nil }
    var changed = 0
    let lines = words.map { word in
      let name = oneWord(word.text)
      if !name.utf8.elementsEqual(word.text.utf8) { changed += 1 }
      var fields = [oneWord(recording), oneWord(channel)]
      fields += [fixed(word.start, 4), fixed(word.end - word.start, 4), name]
      let score = word.score.map { fixed($0, 4) }
      if isLong {
        fields += [score, word.type, word.speaker].map { $0.map(oneWord) ?? "NA" }
      } else if let score {
        fields.append(score)
      }
      return fields.joined(separator: " ") + "\n"
    }
    let who = changed == 1 ? "1 word has" : "\(changed) words have"
    return WrittenAlignment(
      lines.joined(),
      notices: changed == 0
        ? [] : ["\(who) white space, which a CTM cannot hold; it is written as _"])
  }

  private static func oneWord(_ text: String) -> String {
    let parts = text.unicodeScalars.split(whereSeparator: isWhiteSpace)
    return parts.isEmpty ? "_" : parts.map { String($0) }.joined(separator: "_")
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
