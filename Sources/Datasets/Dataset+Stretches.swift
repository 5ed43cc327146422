extension Dataset {
  /// Makes a dataset of stretches of a recording, with the columns `file` (where there is one),
  /// `audio`, `text`, `start`, `end`, `duration`, `score` and `sampling_rate`.
  ///
  /// - Parameters:
  ///   - recording: The recording.
  ///   - stretches: The stretches, in seconds; those that are not in the recording are left out.
  ///   - problems: The stretches that are no rows.
  /// - Returns: A row for each stretch, and a problem for each that is none.
  public static func stretches(
    of recording: AudioSource,
    _ stretches: [(text: String, start: Double, end: Double, score: Double)],
    problems: [StretchProblem]
  ) -> Dataset {
    var rows: [Row] = []
    var keys: [String] = []
    let file = recording.path
    let name = file?.split(separator: "/").last.map(String.init) ?? ""
    for stretch in stretches {
      guard let audio = recording.stretch(from: stretch.start, to: stretch.end) else { continue }
      var row = Row()
      if let file { row["file"] = .text(file) }
      row["audio"] = .audio(audio)
      row["text"] = .text(stretch.text)
      row["start"] = .number(stretch.start)
      row["end"] = .number(stretch.start + audio.duration)
      row["duration"] = .number(audio.duration)
      row["score"] = .number(stretch.score)
      row["sampling_rate"] = .int(audio.samplingRate)
      row.figures = FigureColumn.ofReaders.among(row.names)
      rows.append(row)
      keys.append("\(name)\u{1F}\(stretch.start)")
    }
    let names =
      (file == nil ? [] : ["file"]) + [
        "audio", "text", "start", "end", "duration", "score", "sampling_rate",
      ]
    let listed = problems.enumerated().map { index, problem in
      RowProblem(row: index + 1, path: file ?? "", reason: .stretch(problem))
    }
    return Dataset(rows: rows, keys: keys, names: names).with(problems: listed)
  }
}
