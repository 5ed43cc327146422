import CTC
import Glibc
import Kernels
import Tensors
import TestSupport
import Testing

/// A case that torchaudio aligned.
struct AlignmentFixture: Decodable, Sendable, CustomTestStringConvertible {
  let name: String
  let blank: Int
  let symbols: Int
  let labels: [Int]
  let logits: [Double]
  let path: [Int]
  let scores: [Double]
  let starts: [Int]
  let ends: [Int]
  let probabilities: [Double]

  var testDescription: String { name }

  var tensor: Tensor { Tensor(logits.map { Float($0) }, shape: [path.count, symbols]) }

  static func all() throws -> [AlignmentFixture] {
    try jsonFixture("alignment/paths.json", as: [AlignmentFixture].self)
  }
}

@Test(arguments: try AlignmentFixture.all())
func `gives torchaudio's path, scores and labels`(fixture: AlignmentFixture) throws {
  for stretch in [2_048, 32] {
    var aligner = ForcedAligner(blank: fixture.blank)
    aligner.limits.stretch = stretch
    aligner.limits.pruningSize = stretch == 32 ? 0 : .max
    let found = try aligner.align(fixture.tensor, labels: fixture.labels)
    #expect(found.path == fixture.path)
    #expect(differences(found.logProbabilities, fixture.scores) == "")
    #expect(found.labels.map(\.symbol) == fixture.labels)
    #expect(found.labels.map(\.frames.lowerBound) == fixture.starts)
    #expect(found.labels.map(\.frames.upperBound) == fixture.ends)
    let probabilities = found.labels.map { Float($0.probability) }
    #expect(differences(probabilities, fixture.probabilities) == "")
  }
}

extension SmallCase {
  /// The logarithm of the best of all `symbols^frames` paths that spell the labels.
  fileprivate func bestByEveryPath() -> Double {
    let scores = logits.elements.map { Double($0) }
    let logs = scores.indices.map { index in
      let row = index / symbols * symbols
      return -log((row..<row + symbols).reduce(0) { $0 + exp(scores[$1] - scores[index]) })
    }
    var best = -Double.infinity
    var path = [Int](repeating: 0, count: frames)
    for number in 0..<(0..<frames).reduce(1, { count, _ in count * symbols }) {
      var rest = number
      for frame in 0..<frames {
        path[frame] = rest % symbols
        rest /= symbols
      }
      guard spelled(path, blank: blank) == labels else { continue }
      best = max(best, path.indices.reduce(0) { $0 + logs[$1 * symbols + path[$1]] })
    }
    return best
  }
}

@Test(arguments: 0..<20)
func `no path is better on tiny cases`(seed: Int) throws {
  var stream = RandomStream(seed: UInt64(seed), purpose: "alignment")
  var aligned = 0
  for _ in 0..<60 {
    let tiny = SmallCase(&stream)
    let best = tiny.bestByEveryPath()
    let aligner = ForcedAligner(blank: tiny.blank)
    guard !tiny.labels.isEmpty, best.isFinite else {
      #expect(throws: AlignmentError.self) {
        try aligner.align(tiny.logits, labels: tiny.labels)
      }
      continue
    }
    let found = try aligner.align(tiny.logits, labels: tiny.labels)
    #expect(abs(found.logProbability - best) < 1e-4 * max(1, abs(best)))
    #expect(spelled(found.path, blank: tiny.blank) == tiny.labels)
    aligned += 1
  }
  #expect(aligned > 10)
}

/// Logits in which a text can be heard: a spike for each label, about so many frames apart.
func spokenLogits(
  frames: Int, symbols: Int, labels: Int, noise: Float, seed: UInt64
) -> (logits: Tensor, labels: [Int]) {
  var stream = RandomStream(seed: seed, purpose: "spoken")
  var text: [Int] = []
  for _ in 0..<labels { text.append(1 + stream.integer(below: symbols - 1)) }
  var logits = Tensor(normalWithDeviation: noise, shape: [frames, symbols], from: &stream)
  var values = logits.mutableSpan
  for frame in 0..<frames { values[frame * symbols] += 6 }
  for (index, label) in text.enumerated() {
    let frame = frames * (2 * index + 1) / (2 * labels)
    values[frame * symbols] -= 6
    values[frame * symbols + label] += 6
  }
  return (logits, text)
}

@Test(arguments: [(1_000, 250, Float(0.5)), (1_300, 400, 3), (2_000, 30, 1), (700, 340, 6)])
func `a long recording has the same path with little memory and work`(
  frames: Int, labels: Int, noise: Float
) throws {
  let (logits, text) = spokenLogits(
    frames: frames, symbols: 12, labels: labels, noise: noise, seed: UInt64(frames))
  var whole = ForcedAligner()
  whole.limits.stretch = 4_096
  let expected = try whole.align(logits, labels: text)
  for (stretch, size) in [(32, 0), (64, .max), (256, 0), (512, 0)] {
    var aligner = ForcedAligner()
    (aligner.limits.stretch, aligner.limits.pruningSize) = (stretch, size)
    let found = try aligner.align(logits, labels: text)
    #expect(abs(found.logProbability - expected.logProbability) < 1e-3)
    #expect(found.path == expected.path, "\(stretch) \(size)")
  }
}

@Test func `a text that is far from the audio is aligned exactly too`() throws {
  // Nothing of the text is heard: the first margin is too narrow.
  let (logits, _) = spokenLogits(frames: 900, symbols: 9, labels: 300, noise: 1, seed: 3)
  let (_, other) = spokenLogits(frames: 900, symbols: 9, labels: 250, noise: 1, seed: 4)
  var whole = ForcedAligner()
  whole.limits.stretch = 1_024
  var aligner = ForcedAligner()
  (aligner.limits.stretch, aligner.limits.pruningSize) = (64, 0)
  let expected = try whole.align(logits, labels: other)
  let found = try aligner.align(logits, labels: other)
  #expect(expected.logProbability < -200)
  #expect(abs(found.logProbability - expected.logProbability) < 1e-3)
}

@Test func `a star takes the speech that the text does not have`() throws {
  let (logits, text) = spokenLogits(frames: 400, symbols: 9, labels: 40, noise: 0.3, seed: 5)
  let whole = try ForcedAligner().align(logits, labels: text)
  // The text lacks its ten labels in the middle.
  let star = 9
  let gapped = Array(text[..<15]) + [star] + Array(text[25...])
  let found = try ForcedAligner().align(logits, labels: gapped)
  #expect(Array(found.labels[..<15]) == Array(whole.labels[..<15]))
  #expect(Array(found.labels[16...]) == Array(whole.labels[25...]))
  let taken = found.labels[15].frames
  #expect(taken.lowerBound <= whole.labels[15].frames.lowerBound)
  #expect(taken.upperBound >= whole.labels[24].frames.upperBound)
}

@Test func `what cannot be aligned is said with its numbers`() throws {
  let aligner = ForcedAligner()
  func error(_ logits: Tensor, _ labels: [Int]) -> AlignmentError? {
    do throws(AlignmentError) {
      _ = try aligner.align(logits, labels: labels)
      return nil
    } catch {
      return error
    }
  }
  let logits = randomTensor([4, 5])
  #expect(error(logits, []) == .emptyText)
  #expect(error(Tensor(zeros: [0, 5]), [1]) == .emptyAudio)
  #expect(error(logits, [1, 2, 2, 3]) == .tooLong(labels: 4, repeats: 1, frames: 4))
  #expect(
    error(logits, [1, 2, 2, 3]).map { "\($0)" }
      == "4 labels and 1 blanks between repeated ones need 5 frames, but the audio has 4")
  #expect(error(logits, [1, 0]) == .badLabel(position: 1, label: 0, symbols: 5))
  #expect(error(logits, [1, 6]) == .badLabel(position: 1, label: 6, symbols: 5))
  #expect(error(logits, [-1]) == .badLabel(position: 0, label: -1, symbols: 5))
  var values = logits.elements
  values[11] = .nan
  #expect(error(Tensor(values, shape: [4, 5]), [1]) == .notFinite(frame: 2))
  values[11] = .infinity
  #expect(error(Tensor(values, shape: [4, 5]), [1]) == .notFinite(frame: 2))
  #expect(throws: AlignmentError.badBlank(blank: 5, symbols: 5)) {
    try ForcedAligner(blank: 5).align(logits, labels: [1])
  }
}
