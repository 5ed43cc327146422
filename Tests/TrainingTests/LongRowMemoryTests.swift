import Audio
import CTC
import Datasets
import Foundation
import Kernels
import Layers
import Models
import Tensors
import TestSupport
import Testing
import Text

@testable import Training

/// A recording in a file, mostly silence, as a row.
private func row(seconds: Int, in folder: TemporaryFolder) throws -> Utterance {
  let clip = Tones.clip("abcab")
  var samples = [Float](repeating: 0, count: seconds * Tones.rate)
  let tones = clip.samples.elements
  for start in stride(from: 0, to: samples.count - tones.count, by: 3 * Tones.rate) {
    for (index, sample) in tones.enumerated() { samples[start + index] = sample }
  }
  let path = folder.path + "/\(seconds).wav"
  try AudioClip(samples: Tensor(samples), samplingRate: Tones.rate).save(to: path)
  return Utterance(row: 0, text: "abcab", recording: AudioSource(try audioInfo(path)))
}

/// A small network on samples that hears all of a window.
private func network() throws -> Wav2Vec2 {
  var configuration = Wav2Vec2Configuration()
  configuration.hiddenSize = 48
  configuration.layers = 2
  configuration.heads = 4
  configuration.intermediateSize = 96
  configuration.convolutionChannels = [32, 32, 32]
  configuration.convolutionKernels = [10, 8, 4]
  configuration.convolutionStrides = [5, 8, 4]
  configuration.positionKernel = 16
  configuration.positionGroups = 4
  var extractor = FeatureExtractor()
  extractor.samplingRate = Tones.rate
  return Wav2Vec2(
    tokenizer: try CTCTokenizer(vocabulary: Vocabulary(lettersOf: ["abc"])),
    configuration: configuration, extractor: extractor, from: RandomParameters(seed: 1))
}

/// The most bytes that transcribing a recording holds at a time, part by part.
private func transcribed(_ row: Utterance, by model: any SpeechModel) throws -> Int {
  try StorageLedger.peak {
    let scores = try WindowedScores(
      row.stream(at: model.samplingRate), by: model, RecordingWindows())
    var search = GreedySearch(blank: model.blank)
    while let part = try scores.next() { try search.take(part) }
  }
}

/// In a process of its own, since nothing else may hold memory meanwhile.
@Test func `a row of ten minutes is evaluated in the memory of a window and its scores`() async {
  let child = await #expect(
    processExitsWith: .success, observing: [\.standardErrorContent]
  ) {
    let folder = try TemporaryFolder()
    let model = try network()
    var faults = ""
    let (short, long) = (try row(seconds: 65, in: folder), try row(seconds: 600, in: folder))
    for row in [short, long] {
      let transcribed = try transcribed(row, by: model)
      let evaluated = try StorageLedger.peak { _ = try evaluate(model, on: [row]) }
      // The scores of the row are 50 frames a second of 7 tokens, and are held a few times over: in parts,
      // joined, and as logarithms.
      let scores = Int(row.duration) * 50 * model.tokenizer.vocabulary.count * 4
      if evaluated > transcribed + 6 * scores + (1 << 20) {
        faults += "\(row.duration) s: \(evaluated) bytes, and \(transcribed) to transcribe\n"
      }
    }
    let middle = try row(seconds: 200, in: folder)
    let whole = try StorageLedger.peak { _ = try evaluate(model, on: [middle], windows: nil) }
    let inWindows = try StorageLedger.peak { _ = try evaluate(model, on: [middle]) }
    // So the test can fail.
    if whole < 2 * inWindows { faults += "at once \(whole) bytes, in windows \(inWindows)\n" }
    FileHandle.standardError.write(Data(faults.utf8))
  }
  let faults = String(decoding: child?.standardErrorContent ?? [], as: UTF8.self)
  #expect(faults.isEmpty, "\(faults)")
}

@Test func `labels that just fit a long row are weighed without holding its sound`() throws {
  let folder = try TemporaryFolder()
  let model = try network()
  let long = try row(seconds: 40, in: folder)
  let exact = model.frameCount(samples: 40 * Tones.rate)
  func isUsable(labels: Int) throws -> Bool {
    // Different letters need a frame each, and no blank between them.
    let text = (0..<labels).map { ["a", "b"][$0 % 2] }.joined()
    let row = Utterance(row: 0, text: text, recording: try #require(long.recording))
    let cache = FeatureCache(model, limit: 0, windows: RecordingWindows())
    do throws(TrainingError) {
      _ = try PreparedRows([row], model: model, purpose: "evaluate", features: cache)
      return true
    } catch {
      guard case .nothingToUse = error else { throw error }
      return false
    }
  }
  let (fits, exceeds) = (try isUsable(labels: exact), try isUsable(labels: exact + 1))
  #expect(fits && !exceeds)
}
