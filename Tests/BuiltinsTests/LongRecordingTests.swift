import Foundation
import Testing

/// Recordings that are heard window by window, and cut into utterances, as recipes see them.
struct LongRecordingTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.writeWave("long.wav", seconds: 7.3)
    try folder.writeWave("two.wav", seconds: 5, rate: 44_100, channels: 2)
    try folder.write("long.csv", "file,text\nlong.wav,one two\ntwo.wav,two\n")
  }

  private var setup: String {
    """
    data = load_dataset(\(folder.quoted("long.csv")))
    tokenizer = ctc_tokenizer(build_vocab(["one two three"]))
    model = deepspeech2(tokenizer, n_mels=16, conv_channels=[4], conv_kernels=[[5, 5]],
                        conv_strides=[[2, 2]], rnn_layers=1, rnn_size=8, seed=1)
    path = \(folder.quoted("long.wav"))

    """
  }

  @Test func `a file, a clip and a row are heard alike, greedily and by a beam`() {
    let outcome = run(
      setup + """
        for decoder in ["greedy", "beam"] {
          a = model.transcribe(path, decoder=decoder, chunk_length_s=2)
          b = model.transcribe(load_audio(path), decoder=decoder, chunk_length_s=2)
          c = model.transcribe(data[0].audio, decoder=decoder, chunk_length_s=2)
          d = model.transcribe(data, decoder=decoder, chunk_length_s=2)
          print(len(a.text) > 0, a.text == b.text, a.text == c.text, a.text == d.predicted[0])
          print(a.words.start == b.words.start, a.alternatives.score == c.alternatives.score)
          print(list(a.words).map(w => w.start >= 0 and w.end <= 7.4 and w.end > w.start).unique())
        }
        whole = model.transcribe(path)
        print(model.transcribe(path, chunk_length_s=none).text == whole.text)
        print(model.transcribe(path, chunk_length_s=7.3).text == whole.text)
        two = load_audio(\(folder.quoted("two.wav")))
        print(model.transcribe(two, chunk_length_s=2, stride_length_s=0.5).text
          == model.transcribe(\(folder.quoted("two.wav")), chunk_length_s=2, stride_length_s=0.5).text)
        """)
    #expect(outcome.error == "")
    #expect(
      outcome.lines == [
        "true true true true", "true true", "[true]", "true true true true", "true true", "[true]",
        "true", "true", "true",
      ])
  }

  @Test func `an alignment of a long recording has its frames and its waveform`() {
    let outcome = run(
      setup + """
        a = model.align(path, "one two three one two", chunk_length_s=2)
        b = model.align(path, "one two three one two")
        print(len(a.frames) == len(b.frames), a.duration, b.duration, a.words.word == b.words.word)
        shares = list(b.frames).map(f => f.probability)
        print(list(a.frames).map(f => abs(f.probability - shares[f.frame]) < 0.2).unique())
        a.show(2)
        """)
    #expect(outcome.error == "")
    #expect(outcome.lines.prefix(2) == ["true 7.3 7.3 true", "[true]"])
    #expect(outcome.output.contains("▁") || outcome.output.contains("█"))
  }

  @Test func `utterances are rows to train on, that are saved and loaded and written as files`() {
    let outcome = run(
      setup + """
        words = range(14).map(i => ["one", "two"][i % 2])
        a = model.align(path, words.join(" "))
        rows = a.utterances(max_seconds=6, min_seconds=0, min_score=0, max_pause=100)
        print(rows.columns)
        print(rows.text.join(" ") == words.join(" "), len(rows.duration.filter(d => d > 6.0001)) == 0, len(rows) >= 2)
        print(list(rows).map(r => abs(r.audio.duration - (r.end - r.start)) < 1e-4).unique())
        rows.save(\(folder.quoted("rows.jsonl")))
        again = load_dataset(\(folder.quoted("rows.jsonl")))
        print(again.text == rows.text, list(again).map(r => r.audio.duration) == rows.duration)
        print((again[1].audio.samples == rows[1].audio.samples).all(), again.start == rows.start)
        files = rows.convert(\(folder.quoted("clips")), format="wav")
        print(files.text == rows.text, (files[1].audio.samples == rows[1].audio.samples).all())
        clip = model.align(load_audio(path), words.join(" "))
        same = clip.utterances(max_seconds=6, min_seconds=0, min_score=0, max_pause=100)
        print(same.text == rows.text, (same[1].audio.samples == rows[1].audio.samples).all())
        print(len(model.fit(rows, epochs=1)) > 0)
        """)
    #expect(outcome.error == "")
    #expect(
      outcome.lines.prefix(7) == [
        #"["file", "audio", "text", "start", "end", "duration", "score", "sampling_rate"]"#,
        "true true true", "[true]", "true true", "true true", "true true", "true true",
      ], "\(outcome.output)")
    #expect(outcome.lines.last == "true")
  }

  @Test func `what is no row is listed`() {
    let outcome = run(
      setup + """
        rows = model.align(path, "one * two", star="*").utterances(min_score=1, min_seconds=0, max_seconds=30)
        print(len(rows), len(rows.problems) >= 3, rows.columns[0])
        for problem in rows.problems { print(problem.problem) }
        """)
    #expect(outcome.error == "")
    #expect(outcome.lines.first == "0 true file")
    #expect(outcome.output.contains(": something is said there that the text lacks"))
    #expect(outcome.output.contains(" s (one): its score 0."))
    #expect(outcome.notices.contains("utterances: "), "\(outcome.notices)")
  }

  @Test(arguments: [
    ("model.transcribe(path, stride_length_s=1, chunk_length_s=none)", "are no windows"),
    ("model.transcribe(path, chunk_length_s=0)", "windows that overlap by 0.0 s at each"),
    ("model.transcribe(path, chunk_length_s=2, stride_length_s=1)", "is not longer than its"),
    ("model.transcribe(path, chunk_length_s=2, stride_length_s=0)", "at least a frame, 0.02 s"),
    ("model.transcribe(path, chunk_length_s=-1)", "chunk_length_s"),
    ("model.transcribe(\"none.wav\", chunk_length_s=1)", "\"none.wav\" does not exist"),
    ("model.transcribe(load_audio(path)[0:0], chunk_length_s=1)", "the audio is empty"),
    ("model.align(path, \"\", chunk_length_s=1)", "the text is empty: there is nothing to align"),
    ("model.align(path, \"one q\", chunk_length_s=1)", "the vocabulary lacks \"q\""),
    (
      "model.align(path, range(100).map(i => \"three\"), chunk_length_s=1)",
      "frames, but the audio has 36"
    ),
    ("model.align(path, \"one\", chunk_length_s=1, stride_length_s=0.7)", "is not longer than"),
    ("model.align(path, \"one\").utterances(min_seconds=4, max_seconds=3)", "is above max_seconds"),
    ("model.align(path, \"one\").utterances(min_score=2)", "min_score"),
    (
      "model.align(data.augment([{effect: \"gain\", db: 1}])[0].audio, \"one\").utterances()",
      "changed each time"
    ),
  ])
  func `what cannot be done is said`(call: String, message: String) {
    let outcome = run(setup + call)
    #expect(outcome.error.contains(message), "\(outcome.error)")
  }

  @Test func `an alignment that was read has no recording to cut`() throws {
    try folder.write("a.ctm", "a 1 0.1 0.2 one 0.9\n")
    let outcome = run("load_alignment(\(folder.quoted("a.ctm"))).utterances()")
    #expect(outcome.error == "utterances: an alignment from a file has no recording to cut")
  }
}
