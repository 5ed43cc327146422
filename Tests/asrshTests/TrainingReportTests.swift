internal import Foundation
internal import Testing

@testable import asrsh

/// What a report shows of a training.
@Suite struct TrainingReportTests {
  @Test func `rows that are shown while training are told apart by their step`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      "a.asr",
      """
      synthesize_dataset(["one two", "two", "two one"], "speech")
      rows = load_dataset("speech")
      model = deepspeech2(ctc_tokenizer(build_vocab(rows)), n_mels=20, conv_channels=[4],
        conv_kernels=[[3, 5]], conv_strides=[[2, 2]], rnn_layers=1, rnn_size=8, seed=3)
      # %% Train
      model.fit(rows, eval=rows, max_steps=2, eval_steps=1, batch_size=2, seed=1)
      """)
    let run = try Binary.run([path], in: folder)
    #expect(run.code == 0, "\(run)")
    // In the terminal the row of the table stands above.
    #expect(!run.output.contains("step 1\n"))
    let report = try #require(run.messages.split(separator: "report: ").last)
    let page = try folder.text(report.trimmingCharacters(in: .whitespacesAndNewlines))
    let aside = try #require(page.components(separatedBy: "Said and heard</summary>").last)
    let lines = aside.split(separator: "</details>")[0].split(separator: "\n").map {
      $0.drop { $0 == " " }
    }
    let steps = lines.indices.filter { lines[$0].hasSuffix("step 1") || lines[$0] == "step 2" }
    #expect(steps.count == 2)
    #expect(steps.allSatisfy { lines[$0 + 1].hasPrefix("said") }, "\(lines)")
  }
}
