internal import CTC
internal import Models
internal import Tensors
internal import Text

/// Makes a transcript of the scores of a recording, given part by part.
struct TranscriptWriter {
  private enum Search {
    case greedy(GreedySearch)
    case beam(StreamingBeam)
  }

  private let model: any SpeechModel
  private let decoding: Decoding
  private var search: Search
  /// All scores, from which the times of words are found behind a beam search.
  private var scores: [Tensor] = []

  /// Begins a transcript.
  init(_ decoding: Decoding, _ model: any SpeechModel) throws {
    (self.model, self.decoding) = (model, decoding)
    if let beam = decoding.beam {
      search = .beam(try StreamingBeam(beam))
    } else {
      search = .greedy(GreedySearch(GreedyDecoder(blank: model.blank)))
    }
  }

  /// Goes on by some frames × tokens; a search that `shouldStop` ends has a result that means nothing.
  mutating func take(_ logits: Tensor, until shouldStop: () -> Bool) throws {
    switch search {
    case .greedy(var greedy):
      try greedy.take(logits)
      search = .greedy(greedy)
    case .beam(var beam):
      try beam.take(logits, until: shouldStop)
      search = .beam(beam)
      scores.append(logits)
    }
  }

  /// What was heard in a recording of so many seconds.
  mutating func finish(duration: Double) throws -> Transcript {
    switch search {
    case .greedy(let greedy): return try transcript(greedy, duration)
    case .beam(var beam):
      // Texts that differ in the number of spaces between words are one to people.
      let width = decoding.beam?.width ?? 1
      return try transcript(beam.hypotheses(decoding.best > 1 ? width : 1), duration)
    }
  }

  private func transcript(_ greedy: GreedySearch, _ duration: Double) throws -> Transcript {
    let labels = greedy.labels
    var transcript = Transcript()
    transcript.text = try model.tokenizer.decode(labels.map(\.label), group: false)
    transcript.words = try Transcript.Word.words(
      of: labels, heardBy: model, duration: duration)
    let score = labels.isEmpty ? 0 : greedy.score
    transcript.alternatives = [
      Transcript.Alternative(text: transcript.text, score: score, acousticScore: score)
    ]
    return transcript
  }

  private func transcript(
    _ found: [BeamDecoder.Hypothesis], _ duration: Double
  ) throws -> Transcript {
    var transcript = Transcript()
    var seen: Set<[String]> = []
    for hypothesis in found where transcript.alternatives.count < decoding.best {
      let text = try model.tokenizer.decode(hypothesis.labels, group: false)
      guard seen.insert(words(of: text)).inserted else { continue }
      transcript.alternatives.append(
        Transcript.Alternative(
          text: text, score: hypothesis.score, acousticScore: hypothesis.acousticScore))
    }
    guard let best = found.first else { return transcript }
    transcript.text = transcript.alternatives[0].text
    guard !best.labels.isEmpty else { return transcript }
    let frames = scores.reduce(0) { $0 + $1.rowCount }
    let logits = Tensor(joining: scores, shape: [frames, scores.first?.rowLength ?? 0])
    let path = try ForcedAligner(blank: model.blank).align(logits, labels: best.labels)
    transcript.words = try Transcript.Word.words(
      of: path.spans, heardBy: model, duration: duration)
    return transcript
  }
}
