import Foundation
import Testing

/// Rows of any length are heard by `evaluate`, `tune` and `rank` as `transcribe` hears them.
struct LongRowTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    for seconds in [5, 29, 31, 65, 600] { try writeTones("\(seconds).wav", seconds: seconds) }
    let rows = [600, 5, 31, 29, 65].map { "\($0).wav,ab ba" }
    try folder.write("rows.csv", "file,text\n" + rows.joined(separator: "\n") + "\n")
  }

  /// Writes tones of changing height and loudness at 8,000 Hz in 16 bits.
  private func writeTones(_ name: String, seconds: Int) throws {
    func little(_ value: Int, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    let size = 2 * 8_000 * seconds
    var bytes = Array("RIFF".utf8) + little(36 + size, 4) + Array("WAVEfmt ".utf8)
    bytes += little(16, 4) + little(1, 2) + little(1, 2) + little(8_000, 4) + little(16_000, 4)
    bytes += little(2, 2) + little(16, 2) + Array("data".utf8) + little(size, 4)
    bytes.reserveCapacity(44 + size)
    var (place, phase) = (UInt64(seconds), 0.0)
    var (height, loudness) = (0.0, 0.0)
    for frame in 0..<8_000 * seconds {
      if frame % 1_100 == 0 {
        place = place &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        height = 100 + Double(place >> 52) * 0.8
        loudness = Double(place >> 40 & 3) * 4_000
      }
      phase += 2 * Double.pi * height / 8_000
      let sample = Int(loudness * sin(phase)) + Int(place >> 33 & 255) - 128 + frame * frame % 97
      bytes.append(UInt8(truncatingIfNeeded: sample))
      bytes.append(UInt8(truncatingIfNeeded: sample >> 8))
    }
    try folder.write(name, bytes)
  }

  /// A small Wav2Vec2 with random weights and a group norm, which hears all of a window.
  private var setup: String {
    """
    data = load_dataset(\(folder.quoted("rows.csv")))
    model = wav2vec2(ctc_tokenizer(build_vocab(["ab ba"])), hidden_size=32, num_hidden_layers=2,
      num_attention_heads=2, intermediate_size=32, conv_dim=[16, 16, 16, 16, 16, 16, 16],
      num_conv_pos_embeddings=16, num_conv_pos_embedding_groups=2, sampling_rate=8000,
      seed=1)

    """
  }

  @Test(arguments: [
    "", ", decoder=\"beam\", beam_width=8",
    ", decoder=\"beam\", beam_width=8, lm=build_lm([\"ab ba\", \"a b\"], order=2), alpha=0.7, beta=1",
    ", chunk_length_s=12, stride_length_s=3", ", chunk_length_s=none",
  ])
  func `evaluate hears what transcribe hears, to the letter`(how: String) {
    let outcome = run(
      setup + """
        rows = \(how.contains("none") ? "data.filter(r => r.duration < 60)" : "data")
        results = model.evaluate(rows\(how))
        print(len(results), results.predicted == model.transcribe(rows\(how)).predicted)
        print(results.predicted.map(text => len(text) > 3).unique())
        print(results.predicted == list(rows).map(r => model.transcribe(r.audio\(how)).text))
        """)
    #expect(outcome.error == "")
    #expect(outcome.lines == ["\(how.contains("none") ? 3 : 5) true", "[true]", "true"])
  }

  @Test func `windows are heard from 30 seconds on, and rows below are heard as ever`() {
    let outcome = run(
      setup + """
        windows = model.evaluate(data); whole = model.evaluate(data.filter(r => r.duration < 100), chunk_length_s=none)
        loss = rows => list(rows.sort("duration")).map(r => r.loss)
        print(loss(windows)[:2] == loss(whole)[:2], loss(windows)[2:4].zip(loss(whole)[2:4]).map(p => p[0] == p[1]))
        print(loss(windows).map(l => l > 0 and l < 1e9).unique())
        """)
    #expect(outcome.error == "")
    #expect(outcome.lines == ["true [false, false]", "[true]"])
  }

  @Test func `tune, rank and the evaluation of fit hear in windows too`() {
    let outcome = run(
      setup + """
        rows = data.filter(r => r.duration > 30)
        search = model.evaluate(rows, decoder="beam", beam_width=4, lm=build_lm(["ab ba"]), alpha=0.5, beta=1)
        print(model.tune(rows, build_lm(["ab ba"]), alpha=[0.5], beta=[1], beam_width=4)[0].cer == search.cer)
        losses = list(rows).map(r => model.rank(r.audio, ["ab ba", "ab"]).sort("text").loss[1])
        print(losses == list(model.evaluate(rows)).map(r => r.loss))
        before = model.evaluate(rows)
        history = model.fit(data.filter(r => r.duration < 10), eval=rows, max_steps=1, learning_rate=0)
        print(history.eval_loss[-1] == before.loss, history.cer[-1] == before.cer)
        """)
    #expect(outcome.error == "")
    // fit shows its table between them.
    let found = outcome.lines.filter { $0.hasPrefix("true") || $0.hasPrefix("false") }
    #expect(found == ["true", "true", "true true"], "\(outcome.output)")
  }
}
