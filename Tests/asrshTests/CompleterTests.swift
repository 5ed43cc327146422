internal import Builtins
internal import Interpreter
internal import Language
internal import Testing

@testable import asrsh

/// What Tab offers where something is known of what stands there.
@Suite struct CompleterTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    let rows = #"{"file": "a.wav", "text": "a b", "speaker": "ann"}"# + "\n"
    _ = try folder.write("rows.jsonl", rows)
    _ = try Binary.run(
      ["-e", "make_audio(zeros([1600]) + 0.1, 16000).save(\"a.wav\")"], in: folder)
  }

  private var setting: String {
    """
    data = load_dataset("\(folder.path)/rows.jsonl", format="jsonl")
    rows = [{name: "a", count: 1}]
    r = {first: {second: 1}}
    model = deepspeech2(ctc_tokenizer(build_vocab(["a b"])), rnn_size=8, rnn_layers=1)
    samples = 3
    """
  }

  /// What Tab puts in and offers after `text`.
  private func complete(_ text: String) -> Completion? {
    let setting = self.setting
    return runOnDeepStack {
      let session = Session(registry: makeRegistry(), output: { _ in }, diagnostics: { _ in })
      do throws(RunFailure) {
        try session.run(SourceText(setting, name: "test"))
      } catch {
        return nil
      }
      return Completer(session).complete(text)
    }
  }

  @Test(arguments: [
    // Columns of rows in functions, loops and places.
    ("data.filter(row => row.sp", "eaker"),
    ("data.filter(row => row.speaker == \"a\").map(r => r.sp", "eaker"),
    ("for row in data {\n  row.sp", "eaker"), ("data[0].te", "xt"), ("data[0:1][0].te", "xt"),
    ("rows.map(x => x.na", "me"), ("rows[0].na", "me"), ("r.first.se", "cond"),
    ("r[\"first\"].se", "cond"), ("r[\"fi", "rst\""), ("data[0][\"sp", "eaker\""),
    ("data[\"sp", "eaker\""),
    // Columns within quotes.
    ("data.sort(\"sp", "eaker\""), ("data.sort(by=\"sp", "eaker\""),
    ("data.histogram(\"du", "ration\""),
    ("data.select([\"text\", \"sp", "eaker\""), ("data.take(3).sort(\"sp", "eaker\""),
    // Choices, and what an argument is if it is left out.
    ("model.fit(data, lr_scheduler=\"line", "ar\""),
    ("data[0].audio.log_mel(style=\"wh", "isper\""),
    ("model.fit(data, batch_size=", "16"), ("model.fit(data, learning_rate=", "none"),
    ("data[0].audio.log_mel(80, 400, 160, \"ht", "k\""),
    // Arguments and names of the user go before built-ins.
    ("load_audio(\"a.wav\", samp", "l"), ("load_audio(\"a.wav\", sampli", "ng_rate="),
    ("audio_inf", "o("),
    ("help(load_au", "dio"), ("help(", ""),
  ]) func `is put in`(_ text: String, _ insertion: String) {
    #expect(complete(text)?.insertion == insertion, "\(text)")
  }

  @Test func `the methods are those of the type`() throws {
    for text in ["data.speaker.", "data.columns.", "[1].", "data.text.unique()."] {
      let choices = try #require(complete(text)?.choices)
      #expect(choices.contains("unique(") && choices.contains("join("), "\(text)")
      #expect(!choices.contains("upper(") && !choices.contains("fit("), "\(text)")
      #expect(choices.count < 40, "\(text)")
    }
    let ofAudio = try #require(complete("load_audio(\"a.wav\").")?.choices)
    #expect(ofAudio.contains("resample(") && ofAudio.contains("duration"))
    #expect(!ofAudio.contains("fit("))
    // The column is text for all that is known: everything may follow.
    #expect(complete("data.filter(row => row.speaker.")?.choices.contains("upper(") == true)
  }

  @Test func `all choices and columns are listed`() {
    #expect(complete("model.fit(data, lr_scheduler=\"")?.choices.contains("cosine") == true)
    let columns = complete("data.sort(\"")?.choices ?? []
    #expect(
      columns.contains("speaker") && columns.contains("text") && !columns.contains("problems"))
    #expect(complete("load_audio(\"a.wav\", samp")?.choices == ["samples", "sampling_rate="])
    let names = complete("help(")?.choices ?? []
    #expect(names.contains("load_audio") && names.contains("samples") && !names.contains("about="))
    #expect(complete("model.fit(data, resume=")?.choices == ["false", "true"])
  }
}
