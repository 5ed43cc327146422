import Audio
import CTC
import Foundation
import Kernels
import Layers
import Models
import Tensors
import TestSupport
import Testing
import Text

extension SpeechModel {
  /// The joined scores of a recording that is heard in windows.
  fileprivate func scores(
    _ audio: StreamedAudio, _ windows: RecordingWindows
  ) throws(ModelError) -> Tensor {
    let scores = try WindowedScores(audio, by: self, windows)
    var parts: [Tensor] = []
    while let part = try scores.next() { parts.append(part) }
    let rows = parts.reduce(0) { $0 + $1.rowCount }
    return Tensor(joining: parts, shape: [rows, parts.first?.rowLength ?? 0])
  }

  fileprivate func text(_ scores: Tensor) throws -> String {
    try tokenizer.decode(scores.rowMaximumIndices)
  }
}

private func windows(
  _ length: Double, _ stride: Double? = nil, _ seam: RecordingWindows.Seam = .quiet
) -> RecordingWindows {
  var windows = RecordingWindows(length: length, stride: stride)
  windows.seam = seam
  return windows
}

private func noise(_ count: Int, rate: Int) -> AudioClip {
  var random = Randomness(seed: 8)
  let samples = (0..<count).map { _ in Float.random(in: -0.5...0.5, using: &random) }
  return AudioClip(samples: Tensor(samples), samplingRate: rate)
}

@Suite struct WindowedScoresTests {
  @Test func `frames are those that transformers' pipeline keeps`() throws {
    let content = try JSON(path: fixturePath("wav2vec2/chunks.json"))
    let count = try #require(content["samples"]?.integer)
    let samples = (0..<count).map { (n: Int) -> Float in
      let place = (7_919 * n * n + 104_729 * n) % 2_001
      return Float(Double(place - 1_000) / 1_000)
    }
    let clip = AudioClip(samples: Tensor(samples), samplingRate: 16_000)
    for entry in try #require(content["cases"]?.array) {
      let fixture = try Wav2Vec2Fixture(try #require(entry["network"]?.string))
      var extractor = FeatureExtractor()
      extractor.isNormalising = false
      let model = Wav2Vec2(
        tokenizer: try sevenTokens(),
        configuration: try Wav2Vec2Configuration(fixture.settings), extractor: extractor,
        from: GivenParameters(values: fixture.weights))
      let seconds = try #require(entry["chunk_length_s"]?.double)
      func tokens(_ name: String) -> [Int] { (entry[name]?.array ?? []).compactMap(\.integer) }
      let joined = try model.scores(StreamedAudio(clip), windows(seconds, nil, .middle))
      #expect(joined.rowMaximumIndices == tokens("kept"))
      #expect(tokens("kept") != tokens("whole"))
      let whole = try model.scores(StreamedAudio(clip), windows(9))
      #expect(whole.rowMaximumIndices == tokens("whole"))
      let atOnce = try model.logits(clip)
      #expect(whole == atOnce)
    }
  }

  @Test(arguments: [RecordingWindows.Seam.middle, .quiet], [0, 1, 5, 9])
  func `a network that hears no further gives the scores of the whole`(
    seam: RecordingWindows.Seam, blindness: Int
  ) throws {
    var random = Randomness(seed: 21)
    for _ in 0..<40 {
      let (clip, text) = ToneModel.speech(&random, words: 30, pauses: 0...6)
      let model = try ToneModel(blindness: 0)
      let whole = try model.logits(clip)
      // A third of what both have heard, at the least, is as far as a seam is from an end.
      let joined = try ToneModel(blindness: blindness)
        .scores(StreamedAudio(clip), windows(0.6, 0.15, seam))
      #expect(joined == whole)
      let heard = try model.text(joined)
      #expect(heard == text)
    }
  }

  @Test(arguments: [0.01, 0.1, 0.2, 0.25, 0.29])
  func `windows may overlap by nearly nothing or nearly all`(stride: Double) throws {
    var random = Randomness(seed: 23)
    for seam in [RecordingWindows.Seam.middle, .quiet] {
      let (clip, text) = ToneModel.speech(&random, words: 40, pauses: 0...6)
      let model = try ToneModel(blindness: 0)
      let joined = try model.scores(StreamedAudio(clip), windows(0.6, stride, seam))
      let whole = try model.logits(clip)
      #expect(joined == whole)
      let heard = try model.text(joined)
      #expect(heard == text)
    }
  }

  @Test func `letters heard at other times are neither lost nor doubled at a quiet seam`() throws {
    var random = Randomness(seed: 22)
    var broken = 0
    for _ in 0..<200 {
      let (clip, text) = ToneModel.speech(&random, words: 30, pauses: 4...8)
      func heard(_ seam: RecordingWindows.Seam) throws -> String {
        let model = try ToneModel(blindness: 3, isLate: true)
        return try model.text(model.scores(StreamedAudio(clip), windows(0.6, 0.2, seam)))
      }
      let (quiet, middle) = (try heard(.quiet), try heard(.middle))
      #expect(quiet == text)
      if middle != text { broken += 1 }
    }
    // So the test can fail: seams in the middle break letters.
    #expect(broken > 20)
  }

  @Test func `a recurrent network differs little from the whole, away from ends not at all`() throws
  {
    let model = try smallModel()
    let clip = noise(8_000 * 12, rate: 8_000)
    let whole = try model.logits(clip)
    let joined = try model.scores(StreamedAudio(clip), windows(3, 1))
    #expect(joined.shape == whole.shape)
    let far = largestDifference(joined, whole)
    let near = largestDifference(
      try model.scores(StreamedAudio(clip), windows(3, 0.05, .middle)), whole)
    #expect(far < 1e-2)
    #expect(near > 10 * far)
  }

  @Test func `parts come in order, each from what two windows have heard`() throws {
    var random = Randomness(seed: 4)
    let (clip, _) = ToneModel.speech(&random, words: 60, pauses: 0...3)
    var seen = 0
    let scores = try WindowedScores(
      StreamedAudio(clip), by: ToneModel(blindness: 0), windows(0.6), seen: { seen += $0.count })
    var parts: [Int] = []
    while let part = try scores.next() { parts.append(part.rowCount) }
    #expect(parts.reduce(0, +) == clip.frameCount / 10)
    #expect(parts.allSatisfy { $0 <= 60 })
    #expect(parts.count == (clip.frameCount / 10 - 60 + 39) / 40 + 1)
    #expect(seen == clip.frameCount)
    let further = try scores.next()
    #expect(further == nil)
  }

  @Test(arguments: [59, 60, 61, 99, 100, 101, 140, 141])
  func `no frame is lost wherever the recording ends`(frames: Int) throws {
    let samples = (0..<frames * 10 + 3).map { Float($0 / 10 % 5) / 100 }
    let clip = AudioClip(samples: Tensor(samples), samplingRate: 1_000)
    let joined = try ToneModel(blindness: 0).scores(StreamedAudio(clip), windows(0.6))
    let whole = try ToneModel(blindness: 0).logits(clip)
    #expect(joined == whole)
  }

  @Test(arguments: [
    (0.0, 0.0, "windows that overlap by 0.0 s"), (0.6, 0.0, "windows that overlap by 0.0 s"),
    (0.6, 0.3, "is not longer than its two ends"), (0.01, 0.6, "is not longer than"),
    (.infinity, 5.0, "cannot be had"), (.nan, 5.0, "cannot be had"), (1e12, 5.0, "cannot be had"),
    (-1.0, 0.1, "cannot be had"),
  ])
  func `windows that cannot be had are refused`(
    length: Double, stride: Double, message: String
  ) throws {
    let model = try ToneModel(blindness: 0)
    do throws(ModelError) {
      try windows(length, stride).check(for: model)
      Issue.record("\(length), \(stride) passed.")
    } catch {
      #expect("\(error)".contains(message), "\(error)")
    }
  }

  @Test func `audio without a frame and files that break off are errors`() throws {
    let model = try ToneModel(blindness: 0)
    func error(_ audio: StreamedAudio) -> String {
      do throws(ModelError) {
        _ = try model.scores(audio, windows(0.6))
        return ""
      } catch {
        return "\(error)"
      }
    }
    let empty = AudioClip(samples: Tensor(zeros: [0]), samplingRate: 1_000)
    #expect(error(StreamedAudio(empty)) == "the audio is shorter than one frame of the model")
    #expect(error(StreamedAudio("/nowhere/a.wav")) == "\"/nowhere/a.wav\" does not exist")
  }

  @Test func `it stops when it is told to`() throws {
    var (asked, scored) = (0, 0)
    let clip = noise(8_000 * 30, rate: 8_000)
    let pass = ForwardPass.inference(until: {
      asked += 1
      return asked > 12
    })
    let scores = try WindowedScores(
      StreamedAudio(clip), by: try smallModel(), windows(3), pass: pass)
    while let part = try scores.next() { scored += part.rowCount }
    #expect(scored < 30 * 50)
  }
}
