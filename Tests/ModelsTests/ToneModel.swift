import Audio
import Autograd
import Layers
import Models
import Recognizers
import Tensors
import TestSupport
import Text

/// A recognizer of letters that are spelled as levels of samples: a frame is ten samples, each of which
/// is the number of a token over 100.
///
/// It knows the text for certain, but not near the ends of what it hears: there it hears letters that
/// nobody said. If it is late, every second window has its letters a frame later.
final class ToneModel: SpeechModel {
  let tokenizer: CTCTokenizer
  /// Frames at each end of a window in which anything is heard.
  let blindness: Int
  let isLate: Bool
  private var windows = 0

  init(blindness: Int, isLate: Bool = false) throws {
    tokenizer = try sevenTokens()
    (self.blindness, self.isLate) = (blindness, isLate)
  }

  var family: String { "tones" }
  var samplingRate: Int { 1_000 }
  var parameters: [Parameter] { [] }
  var usualLearningRate: Double { 1 }
  var settings: JSONObject { JSONObject() }
  var transformersClass: String? { nil }
  var preprocessing: JSONObject? { nil }
  var lossReduction = LossReduction.mean
  var zeroInfinity = false
  var trainingSettings: [(name: String, value: JSON)] { [] }
  var frameTiming: FrameTiming {
    FrameTiming(samplingRate: 1_000, samplesPerFrame: 10, firstMiddle: 5)
  }
  var featuresPerFrame: Int { 10 }
  var featureStream: any FeatureStream { PlainStream() }

  func features(of clip: AudioClip) -> Tensor { clip.samples.reshaped([clip.frameCount, 1]) }
  func frameCount(samples: Int) -> Int { samples / 10 }
  func frameCount(features: Int) -> Int { features / 10 }
  func hiddenStates(_ batch: Batch) -> [Tensor] { [] }

  func logits(_ batch: Batch, _ pass: ForwardPass) -> Batch {
    let frames = batch.rows.value.rowCount / 10
    let samples = batch.rows.value.elements
    let delay = isLate && windows % 2 == 1 ? 1 : 0
    windows += 1
    var scores = Tensor(zeros: [frames, 7])
    var target = scores.mutableSpan
    for frame in 0..<frames {
      let isBlind =
        (frame < blindness && windows > 1)
        || (frame >= frames - blindness && frames >= Self.windowFrames)
      let source = max(0, frame - delay)
      let token = isBlind ? 2 + frame % 4 : Int((samples[source * 10] * 100).rounded())
      target[frame * 7 + token] = 9
    }
    return Batch(scores)
  }

  /// The frames of a window in these tests; a shorter one is the last.
  static let windowFrames = 60

  /// Samples of random words, each letter for one to four frames with a blank behind, and the text.
  static func speech(
    _ random: inout some RandomNumberGenerator, words: Int, pauses: ClosedRange<Int>
  ) -> (clip: AudioClip, text: String) {
    var tokens: [Int] = []
    var texts: [String] = []
    let letters = ["a", "b", "c", "d"]
    for word in 0..<words {
      let spelling = (0..<Int.random(in: 1...5, using: &random)).map { _ in
        Int.random(in: 0..<4, using: &random)
      }
      texts.append(spelling.map { letters[$0] }.joined())
      for letter in spelling {
        tokens += [Int](repeating: letter + 2, count: Int.random(in: 1...3, using: &random))
        tokens += [Int](repeating: 0, count: Int.random(in: 1...2, using: &random))
      }
      if word + 1 < words {
        tokens += [Int](repeating: 1, count: Int.random(in: 1...2, using: &random))
        tokens += [Int](repeating: 0, count: Int.random(in: pauses, using: &random))
      }
    }
    // No window ends where the recording does, so that its end is known by its length.
    while tokens.count % 10 != 5 { tokens.append(0) }
    let samples = tokens.flatMap { [Float](repeating: Float($0) / 100, count: 10) }
    return (
      AudioClip(samples: Tensor(samples), samplingRate: 1_000), texts.joined(separator: " ")
    )
  }
}

/// Features that are the samples.
private struct PlainStream: FeatureStream {
  var surveyCount: Int { 0 }
  var rowLength: Int { 1 }
  mutating func take(_ samples: Tensor) -> Tensor { samples.reshaped([samples.count, 1]) }
  mutating func finish() -> Tensor { Tensor(zeros: [0, 1]) }
}
