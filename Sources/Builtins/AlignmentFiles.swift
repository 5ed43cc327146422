internal import Interpreter
internal import Text

/// The formats that alignments are written in, by the endings of files.
enum AlignmentFormat: String, CaseIterable {
  case textGrid = ".textgrid"
  case ctm = ".ctm"
  case srt = ".srt"
  case vtt = ".vtt"
  case json = ".json"
  case audacity = ".txt"

  /// The format that a path ends in, or `nil`.
  init?(path: String) {
    let name = path.lowercased()
    guard let format = Self.allCases.first(where: { name.hasSuffix($0.rawValue) }) else {
      return nil
    }
    self = format
  }
}

extension AlignmentObject {
  /// The alignment as the contents of a file.
  ///
  /// - Parameters:
  ///   - format: The format.
  ///   - path: The file, whose name without its ending is the recording's in CTM.
  ///   - isShort: Whether a TextGrid has only its values.
  /// - Returns: The contents.
  /// - Throws: ``JSONError`` for times that are no numbers.
  func contents(_ format: AlignmentFormat, path: String, isShort: Bool) throws -> String {
    switch format {
    case .textGrid: return timed.textGrid(isShort: isShort)
    case .ctm:
      let name = path.split(separator: "/").last.map(String.init) ?? path
      return CTM.text(words, recording: String(name.dropLast(format.rawValue.count)))
    case .srt: return Subtitles.srt(lines)
    case .vtt: return Subtitles.vtt(lines)
    case .audacity: return Subtitles.audacityLabels(words)
    case .json: return try json.text(indentation: 2) + "\n"
    }
  }

  /// The segments where there are several, or else words grouped to be read.
  private var lines: [TimedInterval] {
    segments.count > 1 ? segments : Subtitles.lines(words)
  }

  private var json: JSON {
    func pieces(_ name: String, _ intervals: [TimedInterval]) -> JSON {
      .array(
        intervals.map { interval in
          var object = JSONObject([
            (key: name, value: .string(interval.text)),
            (key: "start", value: .number(interval.start)),
            (key: "end", value: .number(interval.end)),
          ])
          object["score"] = interval.score.map { .number($0) } ?? .null
          return .object(object)
        })
    }
    return .object(
      JSONObject([
        (key: "duration", value: .number(timed.duration)),
        (key: "segments", value: pieces("text", segments)),
        (key: "words", value: pieces("word", words)),
        (key: "tokens", value: pieces("token", tokens)),
      ]))
  }
}
