internal import CTC
internal import Models
internal import Tensors
internal import Text

/// Makes a transcript of the scores of a recording, given part by part.
struct TranscriptWriter {
  private let model: any SpeechModel
  private let decoding: Decoding
  /// One of the two searches.
  private var greedy: GreedySearch?
  private var beam: StreamingBeam?

  /// Begins a transcript.
  init(_ decoding: Decoding, _ model: any SpeechModel) throws {
    (self.model, self.decoding) = (model, decoding)
    if let beam = decoding.beam {
      self.beam = try StreamingBeam(beam, keepsTimes: true)
    } else {
      greedy = GreedySearch(GreedyDecoder(blank: model.blank))
    }
  }

  /// Goes on by some frames × tokens; a search that `shouldStop` ends has a result that means nothing.
  mutating func take(_ logits: Tensor, until shouldStop: () -> Bool) throws {
    try greedy?.take(logits)
    try beam?.take(logits, until: shouldStop)
  }

  /// What was heard in a recording of so many seconds.
  func finish(duration: Double) throws -> Transcript {
    if let beam { return try transcript(beam, duration) }
    return try greedy.map { try transcript($0, duration) } ?? Transcript()
  }

  private func transcript(_ greedy: GreedySearch, _ duration: Double) throws -> Transcript {
    let labels = greedy.labels
    var transcript = Transcript()
    transcript.text = try model.tokenizer.decode(labels.map(\.label), group: false)
    transcript.confidence = model.tokenizer.confidence(of: labels)
    transcript.words = try Transcript.Word.words(
      of: labels, heardBy: model, duration: duration)
    let score = labels.isEmpty ? 0 : greedy.score
    transcript.alternatives = [
      Transcript.Alternative(text: transcript.text, score: score, acousticScore: score)
    ]
    return transcript
  }

  private func transcript(_ beam: StreamingBeam, _ duration: Double) throws -> Transcript {
    // Texts that differ in the number of spaces between words are one to people.
    let width = decoding.beam?.width ?? 1
    let found = beam.hypotheses(decoding.best > 1 ? width : 1)
    var transcript = Transcript()
    var seen: Set<[String]> = []
    for hypothesis in found where transcript.alternatives.count < decoding.best {
      let text = try model.tokenizer.decode(hypothesis.labels, group: false)
      guard seen.insert(words(of: text)).inserted else { continue }
      transcript.alternatives.append(
        Transcript.Alternative(
          text: text, score: hypothesis.score, acousticScore: hypothesis.acousticScore))
    }
    transcript.text = transcript.alternatives.first?.text ?? ""
    let labels = beam.spans
    transcript.confidence = model.tokenizer.confidence(of: labels)
    transcript.words = try Transcript.Word.words(
      of: labels, heardBy: model, duration: duration)
    return transcript
  }
}
