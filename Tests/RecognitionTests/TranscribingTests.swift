import Audio
import Cancelling
import Datasets
import Foundation
import Kernels
import Layers
import Models
import Recognition
import Recognizers
import Tensors
import TestSupport
import Testing
import Text

/// A small network with random weights.
private func model(seed: UInt64 = 1) throws -> DeepSpeech2 {
  let settings: JSONObject = JSONObject([
    (key: "sampling_rate", value: 8_000), (key: "n_mels", value: 20), (key: "n_fft", value: 160),
    (key: "hop_length", value: 80), (key: "conv_channels", value: [3]),
    (key: "conv_kernels", value: [[5, 7]]), (key: "conv_strides", value: [[2, 2]]),
    (key: "rnn_layers", value: 1), (key: "rnn_size", value: 9),
  ])
  return DeepSpeech2(
    tokenizer: try CTCTokenizer(vocabulary: Vocabulary(lettersOf: ["abc"])),
    configuration: try DeepSpeech2Configuration(settings), from: RandomParameters(seed: seed))
}

/// Noise that grows louder and softer.
private func clip(seconds: Int) -> AudioClip {
  var random = Randomness(seed: UInt64(seconds))
  let samples = (0..<8_000 * seconds).map { index in
    Float(index % 3_001) / 6_000 * Float.random(in: -1...1, using: &random)
  }
  return AudioClip(samples: Tensor(samples), samplingRate: 8_000)
}

@Suite struct TranscribingTests {
  @Test func `a program loads a model and transcribes a file`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a.wav"
    try clip(seconds: 3).save(to: path)
    var texts: Set<String> = []
    for seed in 1...8 as ClosedRange<UInt64> {
      try model(seed: seed).save(to: "\(folder.path)/\(seed)")

      let recognizer = try loadModel("\(folder.path)/\(seed)").model
      let transcript = try recognizer.transcribe(path)

      let scores = try recognizer.logits(readAudio(path))
      let text = try recognizer.tokenizer.decode(scores.rowMaximumIndices)
      #expect(transcript.text == text)
      #expect(transcript.words.map { $0.text } == text.split(separator: " ").map { String($0) })
      texts.insert(text)
    }
    // So the test can fail.
    #expect(texts.count > 2)
  }

  @Test func `a long recording is heard in windows, a short one at once`() throws {
    let model = try model()
    for seconds in [29, 31] {
      let source = AudioSource(clip(seconds: seconds))
      let recording = try HeardRecording(source, for: model, RecordingWindows())
      #expect(recording.isLong == (seconds > 30))
      var parts = 0
      let outline = try recording.score(.never) { _ in
        parts += 1
        return true
      }
      #expect(parts == (seconds > 30 ? 2 : 1))
      #expect(outline.duration == Double(seconds))
      #expect(abs(recording.frameCount - seconds * 50) <= 2)
    }
  }

  @Test func `a part of a long recording may do`() throws {
    let source = AudioSource(clip(seconds: 100))
    var frames = 0
    let outline = try HeardRecording(source, for: model(), RecordingWindows()).score(.never) {
      frames += $0.rowCount
      return false
    }
    #expect(frames < 30 * 50 && outline.duration < 80)
  }

  @Test(arguments: [3, 100]) func `cancelled work throws and has no result`(seconds: Int) throws {
    let source = AudioSource(clip(seconds: seconds))
    let model = try model()
    #expect(throws: Cancelled.self) {
      try model.transcribe(source, cancellation: Cancellation { true })
    }
  }

  @Test func `a file that does not exist is an error`() throws {
    let model = try model()
    #expect(throws: AudioError.missingFile(path: "/nowhere/a.wav")) {
      try model.transcribe("/nowhere/a.wav")
    }
  }

  /// In a process of its own, since nothing else may hold memory meanwhile.
  @Test func `ten minutes take the memory of one`() async {
    await #expect(processExitsWith: .success) {
      let folder = try TemporaryFolder()
      let model = try model()
      var peaks: [Int] = []
      for seconds in [65, 600] {
        let path = "\(folder.path)/\(seconds).wav"
        try clip(seconds: seconds).save(to: path)
        peaks.append(try StorageLedger.peak { _ = try model.transcribe(path) })
      }
      // The peaks of the sound, which a drawing needs, are a hundred numbers a second.
      if peaks[1] > peaks[0] + 600 * 100 * 4 * 3 { exit(1) }
    }
  }
}
