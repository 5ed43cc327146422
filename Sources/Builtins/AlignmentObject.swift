internal import CTC
internal import Datasets
internal import Display
internal import Drawing
internal import Interpreter
internal import Models
internal import Tensors
internal import Text

/// When a text was said, as recipes see it: made by a model, or read from a file.
final class AlignmentObject: Pictured {
  let timed: TimedText
  /// What the model found; `nil` of a file.
  let found: TextAlignment?
  /// The scores of every frame; `nil` of a file.
  private let logits: Tensor?
  /// The recording's samples, or the largest ones of a long recording; `nil` of a file.
  private let outline: Tensor?
  /// Where the recording is; `nil` of a file.
  let source: AudioSource?
  /// Which tokens lie where nobody speaks; `nil` of a file.
  private let silent: TokensInSilence?

  /// The words, in the order of their beginnings.
  let words: [TimedInterval]
  /// The tokens: letters or phones.
  let tokens: [TimedInterval]
  /// The texts that were given, or the tier of segments of a file.
  let segments: [TimedInterval]
  /// The tiers of a file that are none of these.
  let otherTiers: [TimedText.Tier]
  /// The channel of a CTM.
  let channel: String?

  init(
    _ found: TextAlignment, inSilence silent: TokensInSilence, logits: Tensor, outline: Tensor,
    source: AudioSource
  ) {
    (timed, self.found, self.silent, self.logits) = (found.timedText, found, silent, logits)
    (self.outline, self.source) = (outline, source)
    (words, tokens) = (found.words.map(\.interval), found.tokens.map(\.interval))
    (segments, otherTiers, channel) = (found.segments.map(\.interval), [], nil)
  }

  init(_ stored: StoredAlignment) {
    (timed, found, silent, logits, outline, source) = (stored.text, nil, nil, nil, nil, nil)
    (words, tokens, segments) = (stored.words, stored.tokens, stored.segments)
    (otherTiers, channel) = (stored.others, stored.channel)
  }

  var typeName: String { "alignment" }

  /// The mean probability of the tokens, or of what words have where there are no tokens.
  private var score: Double? {
    if let found { return found.path.probability }
    let scores = words.compactMap(\.score)
    return scores.isEmpty ? nil : scores.reduce(0, +) / Double(scores.count)
  }

  private var summary: String {
    let score = score.map { ", score \(formatShort($0))" } ?? ""
    let count = silent?.tokens.count ?? 0
    let silence = count > 0 ? ", \(Self.inSilence(count))" : ""
    return
      "\(formatCount(words.count, of: "word")) in \(formatDuration(timed.duration))\(score)\(silence)"
  }

  /// How many tokens lie in silence, in words.
  static func inSilence(_ count: Int) -> String {
    formatCount(count, of: "token") + (count == 1 ? " lies in silence" : " lie in silence")
  }

  func text() -> String { "alignment(\(summary))" }

  func display(width: Int, color: Bool) -> String {
    rendered(for: displayTerminal(width: width, color: color), rowLimit: 6)
  }

  /// The summary, and words and tokens under the waveform.
  func rendered(for terminal: Display.Terminal, rowLimit: Int) -> String {
    // What lies in silence is red, however sure the model is.
    func pieces(_ intervals: [TimedInterval], _ silent: [Int]?) -> [AlignmentStrip.Piece] {
      let silent = Set(silent ?? [])
      return intervals.enumerated().map { index, interval in
        .init(
          interval.text, start: interval.start, score: silent.contains(index) ? 0 : interval.score)
      }
    }
    let strip = AlignmentStrip(
      samples: outline, duration: timed.duration, words: pieces(words, silent?.words),
      tokens: pieces(tokens, silent?.tokens).filter { $0.text != "|" })
    let head = "alignment: \(summary)".truncated(
      toWidth: terminal.width, ellipsis: terminal.ellipsis)
    return head + "\n" + strip.rendered(for: terminal, rowLimit: rowLimit)
  }

  /// The most numbers of a picture.
  private static let mostNumbers = 1 << 22

  /// The probability of every token of the text at every frame, with the best path through them, or
  /// `nil` of a file or where that is too much for a picture.
  func heatMap() -> HeatMap? {
    guard let found, let logits else { return nil }
    let (frames, labels) = (logits.rowCount, found.path.labels)
    let size = frames.multipliedReportingOverflow(by: labels.count)
    guard !size.overflow, size.partialValue <= Self.mostNumbers,
      let shares = try? logits.softmax()
    else { return nil }
    let (values, symbols) = (shares.span, logits.rowLength)
    var cells = Tensor(uninitialized: [frames, labels.count])
    var target = cells.mutableSpan
    for frame in 0..<frames {
      for (index, label) in labels.enumerated() {
        let isStar = label.symbol == symbols
        target[frame * labels.count + index] =
          isStar ? 0 : values[frame * symbols + label.symbol]
      }
    }
    var map = HeatMap(
      cells,
      horizontal: .init(Axis("time", unit: "s"), found.time(0)...found.time(frames)),
      vertical: .init(Axis("token"), names: found.tokens.map(\.text)),
      value: Axis("probability"))
    map.path = path(labels, frames)
    return map
  }

  /// How many labels are behind or begun at every frame.
  private func path(_ labels: [AlignedLabel], _ frames: Int) -> [Double] {
    var places = [Double](repeating: 0, count: frames)
    var frame = 0
    for (index, label) in labels.enumerated() {
      while frame < label.frames.lowerBound {
        places[frame] = Double(index)
        frame += 1
      }
      while frame < label.frames.upperBound {
        places[frame] = Double(index) + 0.5
        frame += 1
      }
    }
    for rest in frame..<frames { places[rest] = Double(labels.count) }
    return places
  }

  func picture() -> Picture? { heatMap().map { Picture(.heatMap($0)) } }

  func exhibits() -> [Exhibit] { [.text(display(width: 100, color: true))] + pictures }

  var fieldNames: [String] {
    [
      "words", "tokens", "segments", "tiers", "frames", "score", "log_probability", "duration",
      "tokens_in_silence",
    ]
  }

  func field(_ name: String) -> Value? {
    switch name {
    case "words": table("word", words, found?.words, silent?.words)
    case "tokens": table("token", tokens, found?.tokens, silent?.tokens)
    case "segments": table("text", segments, found?.segments)
    case "tiers": tiers
    case "frames": frames
    case "score": score.map { .float($0) } ?? .some(.none)
    case "log_probability": found.map { .float($0.path.logProbability) } ?? .some(.none)
    case "duration": .float(timed.duration)
    case "tokens_in_silence": silent.map { .int($0.tokens.count) } ?? .some(.none)
    default: nil
    }
  }

  private func table(
    _ name: String, _ intervals: [TimedInterval], _ pieces: [TextAlignment.Piece]?,
    _ silent: [Int]? = nil
  ) -> Value {
    let silent = silent.map { Set($0) }
    let isLabelled = intervals.contains { $0.type != nil || $0.speaker != nil }
    func text(_ text: String?) -> Cell { text.map { .text($0) } ?? .none }
    return .object(
      DatasetObject(
        Dataset(
          rows: intervals.enumerated().map { index, interval in
            let frames = pieces?[index].frames
            var row = Row([
              (name: name, cell: .text(interval.text)),
              (name: "start", cell: .number(interval.start)),
              (name: "end", cell: .number(interval.end)),
              (name: "start_frame", cell: frames.map { .int($0.lowerBound) } ?? .none),
              (name: "end_frame", cell: frames.map { .int($0.upperBound) } ?? .none),
              (name: "score", cell: interval.score.map { .number($0) } ?? .none),
            ])
            if let silent { row["in_silence"] = .bool(silent.contains(index)) }
            if isLabelled {
              row["type"] = text(interval.type)
              row["speaker"] = text(interval.speaker)
            }
            return row
          },
          names: [name, "start", "end", "start_frame", "end_frame", "score"]
            + (silent == nil ? [] : ["in_silence"]))))
  }

  /// Every tier, as it stands in the file, but for intervals that say nothing.
  private var tiers: Value {
    Value(
      timed.tiers.map { tier in
        let entries = Dataset(
          rows: tier.content.map { interval in
            Row([
              (name: "text", cell: .text(interval.text)),
              (name: "start", cell: .number(interval.start)),
              (name: "end", cell: .number(interval.end)),
              (name: "score", cell: interval.score.map { .number($0) } ?? .none),
            ])
          }, names: ["text", "start", "end", "score"])
        return .record(
          Record([
            ("name", Value(tier.name)), ("kind", Value(tier.kind.rawValue)),
            ("entries", .object(DatasetObject(entries))),
          ]))
      })
  }

  private var frames: Value {
    let frames = found?.frames ?? []
    return .object(
      DatasetObject(
        Dataset(
          rows: frames.enumerated().map { index, frame in
            Row([
              (name: "frame", cell: .int(index)), (name: "time", cell: .number(frame.start)),
              (name: "token", cell: .text(frame.token)),
              (name: "probability", cell: .number(frame.probability)),
              (name: "character", cell: .text(frame.letters)),
              (name: "word", cell: .text(frame.word)),
            ])
          }, names: ["frame", "time", "token", "probability", "character", "word"])))
  }
}
