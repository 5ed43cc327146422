internal import Datasets
internal import Display
internal import Interpreter
internal import Models

/// Cutting aligned recordings into rows to train on.
var utteranceBuiltins: [Builtin] { [utterances] }

private var utterances: Builtin {
  let usual = UtteranceRules()
  return Builtin(
    "utterances", on: Parameter("alignment", .object("alignment")),
    [
      Parameter(
        "max_seconds", .numberIn(0...36_000), default: .float(usual.longest),
        "the longest utterance"),
      Parameter(
        "min_seconds", .numberIn(0...36_000), default: .float(usual.shortest), "the shortest"),
      Parameter(
        "min_score", .numberIn(0...1), default: .float(usual.leastScore),
        "the least score of a row; others are listed in .problems"),
      Parameter(
        "max_pause", .numberIn(0...36_000), default: .float(usual.longestPause),
        "a pause of so many seconds is in no utterance"),
      Parameter(
        "padding", .numberIn(0...10), default: .float(usual.padding),
        "seconds of the pauses around it that belong to an utterance, at most half of each"),
    ], result: "dataset",
    summary: "Cuts the aligned recording into rows to train on: audio, text, start, end, score.",
    help: "Cuts are few, and lie in the longest pauses, at ends of segments and sentences before "
      + "others. A score is the geometric mean of the path's probabilities in the second in which it is "
      + "lowest. What fits badly, is too long or too short, or is not in the text, is left out and listed "
      + "in .problems. Rows are stretches of the recording: .convert(folder) writes a file for each."
  ) { call in
    let alignment = try call.object("alignment", as: AlignmentObject.self)
    guard let found = alignment.found, let source = alignment.source else {
      throw BuiltinError(
        "an alignment from a file has no recording to cut",
        hint: "model.align(recording, text) has one", kind: "value", argument: "alignment")
    }
    guard source.changes.isEmpty else {
      throw BuiltinError(
        "the recording is changed each time it is read", hint: "align audio that is not augmented",
        kind: "audio", argument: "alignment")
    }
    let rules = try UtteranceRules(call)
    let data = dataset(of: source, found.utterances(rules), rules)
    if let summary = data.problemSummary { call.notice("utterances: " + summary) }
    return .object(DatasetObject(data))
  }
}

extension UtteranceRules {
  /// Reads the arguments of a call.
  fileprivate init(_ call: Call) throws {
    self.init()
    longest = try call.double("max_seconds")
    shortest = try call.double("min_seconds")
    leastScore = try call.double("min_score")
    longestPause = try call.double("max_pause")
    padding = try call.double("padding")
    guard shortest <= longest, longest > 0 else {
      throw BuiltinError(
        "min_seconds (\(formatShort(shortest))) is above max_seconds (\(formatShort(longest)))",
        argument: "min_seconds")
    }
  }
}

private func dataset(
  of source: AudioSource, _ cut: CutUtterances, _ rules: UtteranceRules
) -> Dataset {
  func problems(
    _ utterances: [AlignedUtterance], _ reason: (AlignedUtterance) -> StretchProblem.Reason
  ) -> [StretchProblem] {
    utterances.map {
      StretchProblem(start: $0.start, end: $0.end, text: $0.text, reason: reason($0))
    }
  }
  let left =
    problems(cut.unsure) { .lowScore($0.score, least: rules.leastScore) }
    + problems(cut.unfit) { _ in .length(rules.shortest...rules.longest) }
    + problems(cut.uncovered) { _ in .uncovered }
  return Dataset.stretches(
    of: source, cut.usable.map { ($0.text, $0.start, $0.end, $0.score) },
    problems: left.sorted { ($0.start, $0.end) < ($1.start, $1.end) })
}
