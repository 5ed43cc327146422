internal import Foundation
internal import Testing

@testable import asrsh

/// The recipes of Wav2Vec2, XLSR and HuBERT, and the tour of a recording, short: every step runs, from nothing and from a checkpoint.
@Suite struct ModelRecipeTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func recipe(_ name: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "recipes/\(name).asr").path
  }

  @Test func `the notebook's steps run, on speech made here and from a checkpoint`() throws {
    let first = try Binary.run(
      [recipe("wav2vec2_urdu"), "epochs=1", "sentences=40", "output=out"], in: folder)
    #expect(first.code == 0, "\(first.messages)")
    let titles = [
      "Look for an accelerator", "Load the recordings", "Split at random", "Show ten random rows",
      "Clean the transcripts", "Build the vocabulary", "Make the tokenizer",
      "Load the pretrained model", "Look at one recording", "Prepare", "Train", "Save, and push",
      "Load tokenizer and model back", "Evaluate every row alone", "Show twenty random rows",
      "Look inside CTC",
    ]
    for (number, title) in titles.enumerated() {
      #expect(first.output.contains("[\(number + 1)/\(titles.count)] \(title)"), "\(title)")
    }
    #expect(first.output.contains("a small model with random weights stands in"))
    #expect(first.output.contains("Test WER: "))

    // The saved model is a checkpoint, and the speech a folder of numbered recordings.
    let second = try Binary.run(
      [
        recipe("wav2vec2_urdu"), "epochs=1", "output=again", "folder=out/speech",
        "checkpoint=out/model", "batch_size=4", "longest=1.6",
      ], in: folder)
    #expect(second.code == 0, "\(second.messages)")
    #expect(second.output.contains("Test WER: "))
    #expect(!second.output.contains("stands in"))
  }

  @Test func `names of a closed list are trained on and ranked`() throws {
    _ = try folder.write("names.txt", "aspirin\nIbuprofen\n\ncodeine\nmorphine\ninsulin\nheparin\n")
    let outcome = try Binary.run(
      [recipe("hubert_words"), "epochs=1", "takes=2", "words=names.txt", "output=out"], in: folder)
    #expect(outcome.code == 0, "\(outcome.messages)")
    #expect(outcome.output.contains("6 names: aspirin, ibuprofen, codeine"))
    #expect(outcome.output.contains("a small HuBERT with random weights stands in"))
    #expect(outcome.output.contains("trained · top 1 "))
    #expect(outcome.output.contains("by chance: top 1 16.7%, top 5 83.3%"))

    let second = try Binary.run(
      [
        recipe("hubert_words"), "epochs=1", "takes=1", "words=names.txt", "output=again",
        "checkpoint=out/model", "others=out/model,out/model",
      ], in: folder)
    #expect(second.code == 0, "\(second.messages)")
    #expect(second.output.components(separatedBy: "out--model · top 1 ").count == 3)
  }

  @Test func `the lab journal's steps run, and run again where they were broken off`() throws {
    let arguments = [recipe("xlsr_croatian"), "epochs=2", "sentences=24", "output=out"]
    let first = try Binary.run(arguments, in: folder)
    #expect(first.code == 0, "\(first.messages)")
    for words in [
      "44100", "16000", "č", "Zastupnica", "train dataset(", "Test WER: ", "letters_per_second",
    ] {
      #expect(first.output.contains(words), "\(words)")
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.file("out/run"))
    #expect(names.contains("history.csv") && names.contains { $0.hasPrefix("step-") })

    // The speech is a corpus in a folder, and the saved model a checkpoint.
    let second = try Binary.run(
      [
        recipe("xlsr_croatian"), "epochs=1", "output=again", "folder=out/speech",
        "checkpoint=out/model", "memory=2GB", "batch_size=4",
      ], in: folder)
    #expect(second.code == 0, "\(second.messages)")
    #expect(second.output.contains("Test WER: ") && !second.output.contains("stands in"))
  }

  @Test func `a recording is explored`() throws {
    let outcome = try Binary.run([recipe("explore_audio"), "output=out"], in: folder)
    #expect(outcome.code == 0, "\(outcome.messages)")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.file("out"))
    for name in ["waveform.svg", "spectrogram.png", "log-mel.png", "mfcc.png", "heard.flac"] {
      #expect(names.contains(name), "\(name)")
    }
    let again = try Binary.run(
      [recipe("explore_audio"), "output=again", "recording=out/heard.flac"], in: folder)
    #expect(again.code == 0, "\(again.messages)")
  }
}
