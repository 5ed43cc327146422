internal import Display
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
  /// The alignment as the contents of a file, and what of it is not in there.
  ///
  /// - Parameters:
  ///   - format: The format.
  ///   - path: The file, whose name without its ending is the recording's in CTM.
  ///   - isShort: Whether a TextGrid has only its values.
  /// - Returns: The contents.
  /// - Throws: ``JSONError`` for times that are no numbers, ``TextError`` for what the format cannot hold,
  ///   ``BuiltinError`` for words before 0 where there are no such times.
  func contents(
    _ format: AlignmentFormat, path: String, isShort: Bool
  ) throws -> WrittenAlignment {
    if format != .textGrid, format != .json,
      let early = (words + segments).first(where: { $0.start < 0 })
    {
      throw BuiltinError(
        "\"\(early.text)\" begins at \(early.start) s, and \(format.rawValue) has no times below 0",
        hint: ".TextGrid and .json have them", kind: "file", argument: "path")
    }
    let written: WrittenAlignment
    switch format {
    case .textGrid: written = try timed.textGrid(isShort: isShort, path: path)
    case .ctm:
      let name = path.split(separator: "/").last.map(String.init) ?? path
      written = CTM.text(
        words, recording: String(name.dropLast(format.rawValue.count)), channel: channel ?? "1")
    case .srt: written = WrittenAlignment(Subtitles.srt(lines))
    case .vtt: written = WrittenAlignment(Subtitles.vtt(lines))
    case .audacity: written = WrittenAlignment(Subtitles.audacityLabels(words))
    case .json: written = WrittenAlignment(try json.text(indentation: 2) + "\n")
    }
    return WrittenAlignment(written.text, notices: written.notices + losses(format))
  }

  /// What the format has no place for, in words.
  private func losses(_ format: AlignmentFormat) -> [String] {
    var losses: [String] = []
    let lost = otherTiers.filter { !$0.content.isEmpty }
    if format != .textGrid, format != .json, !lost.isEmpty {
      let shown = lost.prefix(6).map { tier in
        "\"\(tier.name)\" (\(formatCount(tier.content.count, of: tier.kind.rawValue)))"
      }.joined(separator: ", ")
      losses.append(
        "not written: \(formatCount(lost.count, of: "tier")), \(shown)"
          + (lost.count > 6 ? " and others" : "") + "; .TextGrid and .json hold all")
    }
    let labelled = words.count { $0.type != nil || $0.speaker != nil }
    if format != .ctm, format != .json, labelled > 0 {
      losses.append(
        "not written: types and speakers of \(formatCount(labelled, of: "word")); .ctm and .json hold "
          + "them")
    }
    return losses
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
          if let type = interval.type { object["type"] = .string(type) }
          if let speaker = interval.speaker { object["speaker"] = .string(speaker) }
          return .object(object)
        })
    }
    var whole = JSONObject([
      (key: "duration", value: .number(timed.duration)),
      (key: "segments", value: pieces("text", segments)),
      (key: "words", value: pieces("word", words)),
      (key: "tokens", value: pieces("token", tokens)),
    ])
    if !otherTiers.isEmpty {
      whole["tiers"] = .array(
        otherTiers.map { tier in
          .object(
            JSONObject([
              (key: "name", value: .string(tier.name)),
              (key: "kind", value: .string(tier.kind.rawValue)),
              (key: "entries", value: pieces("text", tier.content)),
            ]))
        })
    }
    return .object(whole)
  }
}
