import Builtins
import Foundation
import Testing

@testable import Builtins

/// Recordings without transcripts, and how sure a model is of what it hears.
struct OwnRecordingTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.writeSpeech()
    try FileManager.default.createDirectory(
      atPath: folder.path + "/new/late", withIntermediateDirectories: true)
    try folder.writeWave("new/2.wav", seconds: 0.4, rate: 8_000)
    try folder.writeWave("new/10.wav", seconds: 0.3, rate: 44_100, channels: 2)
    try folder.writeWave("new/late/1.wav", seconds: 0.3)
    try folder.write("new/broken.wav", "no audio at all")
  }

  private var model: String {
    """
    data = load_dataset(\(folder.quoted("speech.csv")))
    model = deepspeech2(ctc_tokenizer(build_vocab(data)), n_mels=20, conv_channels=[4, 4], rnn_layers=1, rnn_size=8, seed=1)
    new = \(folder.quoted("new"))

    """
  }

  @Test func `files are listed by a pattern, and a folder that is not there is named`() {
    let outcome = run(
      model + """
        print(list_files(f"{new}/*.wav").map(f => f.replace(new, "")))
        print(list_files(f"{new}/**/*.wav").map(f => f.replace(new, "")))
        print(list_files(new) == list_files(f"{new}/*"), list_files(f"{new}/*.mp3"), list_files(f"{new}/2.wav")[0] == f"{new}/2.wav")
        list_files(f"{new}/nowhere/*.wav")
        """)
    #expect(
      outcome.lines == [
        #"["/10.wav", "/2.wav", "/broken.wav"]"#,
        #"["/10.wav", "/2.wav", "/broken.wav", "/late/1.wav"]"#, "true [] true",
      ])
    #expect(outcome.error.contains("the folder \"") && outcome.error.contains("does not exist"))
  }

  @Test func `a folder is heard, unreadable files are named, and the table is saved`() throws {
    let outcome = run(
      model + """
        recordings = load_dataset(new, transcripts=false)
        print(recordings.columns, recordings.file.map(f => f.replace(new, "")))
        heard = model.transcribe(new)
        print(heard.columns, len(heard), heard.problems[0].path)
        print(heard.text == heard.audio.map(a => model.transcribe(a).text))
        print(heard.confidence == heard.audio.map(a => model.transcribe(a).confidence))
        heard.save(\(folder.quoted("new/out.csv")))
        """)
    #expect(outcome.error == "")
    #expect(
      outcome.lines == [
        #"["file", "audio", "duration", "sampling_rate"] ["/2.wav", "/10.wav", "/late/1.wav"]"#,
        #"["file", "text", "confidence", "audio"] 3 broken.wav"#, "true", "true",
      ])
    #expect(outcome.notices.contains("1 of 4 recordings cannot be read: row"), "\(outcome.notices)")
    #expect(outcome.notices.contains("broken.wav"))
    let saved = try String(contentsOfFile: folder.path + "/new/out.csv", encoding: .utf8)
    let lines = saved.split(whereSeparator: \.isNewline)
    #expect(lines.count == 4 && lines[1].hasPrefix("\"2.wav\","), "\(lines)")
    #expect(lines[0] == "\"file\",\"text\",\"confidence\"")
  }

  @Test func `a list of files or of audio is heard, and what is cut off is named`() {
    let outcome = run(
      model + """
        heard = model.transcribe(list_files(f"{new}/*.wav") + [f"{new}/none.wav"])
        print(len(heard), heard.file.map(f => f.replace(new, "")), heard.problems.row)
        sounds = model.transcribe([data[0].audio, make_audio(zeros([8000]), 16000)])
        print(len(sounds), sounds.text[0] == model.transcribe(data[0].audio).text, sounds.file[1])
        model.transcribe([])
        """)
    #expect(
      outcome.lines == [#"2 ["/10.wav", "/2.wav"] [3, 4]"#, "2 true none"])
    #expect(outcome.error.contains("the list has no recording"))
  }

  @Test func `transcripts is a file or false`() {
    let outcome = run("load_dataset(\(folder.quoted("new")), transcripts=true)")
    #expect(outcome.error.contains("true is no file of transcripts"))
  }

  /// By hand from the scores: the geometric mean over the runs of the best path, each that of its frames.
  @Test func `the confidence of a transcript is the mean over its letters`() {
    let outcome = run(
      model + """
        model.fit(data, epochs=12, batch_size=2, learning_rate=0.02, seed=1)
        def by_hand(audio) {
          scores = model.logits(audio).log_softmax()
          path = scores.argmax()
          logs = []
          run = []
          for i in range(len(path)) {
            if i > 0 and path[i] != path[i - 1] { logs = logs + [[path[i - 1], mean(run)]]; run = [] }
            run = run + [scores[i][path[i]]]
          }
          logs = logs + [[path[len(path) - 1], mean(run)]]
          blank = model.tokenizer.pad_id
          space = model.tokenizer.encode(" ")[0]
          letters = logs.filter(p => p[0] != blank and p[0] != space).map(p => p[1])
          if len(letters) == 0 { 0.0 } else { exp(mean(letters)) }
        }
        for row in data {
          assert(abs(model.transcribe(row.audio).confidence - by_hand(row.audio)) < 1e-5)
        }
        heard = model.transcribe(data)
        results = model.evaluate(data)
        print(heard.columns.contains("confidence"), heard.confidence == results.confidence)
        beam = model.transcribe(data, decoder="beam")
        print(beam.confidence == model.evaluate(data, decoder="beam").confidence, beam.confidence.map(c => c >= 0 and c <= 1).unique())
        silence = model.transcribe(make_audio(zeros([16000]), 16000))
        print(silence.text != "" or silence.confidence == 0)
        """)
    #expect(outcome.error == "")
    #expect(outcome.lines.suffix(3) == ["true true", "true [true]", "true"])
  }

  @Test func `encode, rank and fit say that the other case would do`() {
    let begin =
      "data = load_dataset(\(folder.quoted("speech.csv")))\n"
      + "tall = ctc_tokenizer(build_vocab(data.map(r => {text: r.text.upper()})))\n"
    #expect(
      run(begin + "tall.encode(\"one\")").hint == "the vocabulary has all letters of text.upper()")
    let model =
      begin
      + "model = deepspeech2(tall, n_mels=20, conv_channels=[4, 4], rnn_layers=1, rnn_size=8)\n"
    #expect(
      run(model + "model.rank(data[0].audio, [\"one\"])").hint
        == "the vocabulary has all letters of text.upper()")
    #expect(
      run(model + "model.fit(data, epochs=1)").hint
        == "the vocabulary has all letters of text.upper(): data.map(row => {text: row.text.upper()})"
    )
  }

  @Test func `other rows are shown at every evaluation, spread over all of them`() {
    var rows = SampledRows(2)
    let shown = (0..<10).map { _ in rows.next(of: 20) }
    // Worked by hand: 20 times the fractions of k times 0.6180339887, and ten rows on.
    #expect(
      shown.prefix(5) == [[0, 10], [2, 12], [4, 14], [7, 17], [9, 19]])
    #expect(Set(shown.joined()).count == 16)
    var again = SampledRows(2)
    #expect((0..<10).map { _ in again.next(of: 20) } == shown)
    var few = SampledRows(2)
    #expect(few.next(of: 1) == [0] && few.next(of: 2) == [0, 1] && few.next(of: 0).isEmpty)
  }
}
