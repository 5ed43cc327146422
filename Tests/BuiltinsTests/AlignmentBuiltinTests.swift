import Foundation
import Testing

/// Alignments as recipes see them, by a tiny model with random weights.
struct AlignmentBuiltinTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.writeSpeech()
  }

  private var setup: String {
    """
    data = load_dataset(\(folder.quoted("speech.csv")))
    tokenizer = ctc_tokenizer(build_vocab(data, ["one two"]))
    model = wav2vec2(tokenizer, hidden_size=16, num_hidden_layers=1, num_attention_heads=2,
                     intermediate_size=16, conv_dim=[8, 8, 8, 8, 8, 8, 8],
                     num_conv_pos_embeddings=8, num_conv_pos_embedding_groups=2, seed=1)
    clip = data[3].audio

    """
  }

  @Test func `tokens, words, segments and frames have their times`() {
    let outcome = run(
      setup + """
        a = model.align(clip, "one two")
        print(a.words.word, a.tokens.token.join(""), len(a.segments), a.segments.text)
        print(a.words.columns)
        w = a.words[0]; t = a.tokens
        print(w.start_frame == t[0].start_frame, w.end_frame == t[2].end_frame)
        print(list(t).map(r => abs(r.start - (r.start_frame * 0.02 + 0.0025)) < 1e-9 or r.start == 0.0))
        print(list(t).map(r => r.end_frame > r.start_frame and r.score > 0 and r.score <= 1))
        f = a.frames
        print(len(f) == model.logits(clip).shape[0], f.columns)
        print(tokenizer.decode(tokenizer.encode(f.character.join("")), group=false))
        print(f.word.join(" ").trim().split(" ").filter(x => len(x) > 0))
        print(a.score > 0, a.log_probability < 0, a.duration)
        """)
    #expect(outcome.error == "")
    #expect(
      outcome.lines == [
        #"["one", "two"] one|two 1 ["one two"]"#,
        #"["word", "start", "end", "start_frame", "end_frame", "score", "in_silence"]"#,
        "true true", "[true, true, true, true, true, true, true]",
        "[true, true, true, true, true, true, true]",
        #"true ["frame", "time", "token", "probability", "character", "word"]"#, "one two",
        #"["one", "two"]"#,
        "true true 0.55",
      ])
  }

  @Test func `letters that lie in silence are counted, said and marked`() {
    let outcome = run(
      setup + """
        long = join_audio([clip, make_audio(zeros([16000]), 16000)])
        a = model.align(long, "one two one two three one")
        # Half a second sounds; frames are 0.02 s apart.
        def is_silent(t) { (t.start_frame - 1) * 0.02 + 0.0025 >= 0.55 and t.token != "|" }
        silent = list(a.tokens).filter(is_silent)
        print(len(silent) > 3, a.tokens_in_silence == len(silent))
        print(list(a.tokens).filter(t => t.in_silence != is_silent(t)))
        print(list(a.words).map(w => w.in_silence).filter(x => x).len() > 1)
        print(f"{a}".contains(f"{len(silent)} tokens lie in silence"))
        print(a.tokens.filter(t => t.token == "|" and t.in_silence).len())
        print(model.align(clip, "one").tokens_in_silence)
        print(model.align(long, "one two one two three one", chunk_length_s=1).tokens_in_silence != none)
        a.save(\(folder.quoted("a.ctm")))
        print(load_alignment(\(folder.quoted("a.ctm"))).tokens_in_silence)
        a
        """)
    #expect(outcome.error == "")
    #expect(
      Array(outcome.lines.prefix(8)) == [
        "true true", "[]", "true", "true", "0", "0", "true", "none",
      ], "\(outcome.output)")
    #expect(outcome.notices.contains("tokens lie in silence: in "), "\(outcome.notices)")
    #expect(
      outcome.lines.dropFirst(8).first?.contains("tokens lie in silence") == true,
      "\(outcome.output)")
  }

  @Test func `a list of texts has segments, and a star stands for what is not there`() {
    let outcome = run(
      setup + """
        a = model.align(clip, ["one", "two  three"])
        print(a.segments.text, a.words.word, a.segments[1].start == a.words[1].start)
        print(model.align(clip, "one * two", star="*").tokens.token.join(""))
        a
        """)
    #expect(outcome.error == "")
    #expect(
      Array(outcome.lines.prefix(2)) == [
        #"["one", "two  three"] ["one", "two", "three"] true"#, "one|*|two",
      ])
    #expect(outcome.lines.dropFirst(2).first?.hasPrefix("alignment: 3 words in 0.55 s") == true)
  }

  @Test(arguments: [
    ("\"\"", "the text is empty: there is nothing to align"),
    ("[]", "the text is empty: there is nothing to align"),
    ("[\"one\", \" \\t\", \"two\"]", "text[1] is empty: there is nothing to align"),
    ("[\"\", \"two\"]", "text[0] is empty: there is nothing to align"),
    ("[\" \", \"\"]", "the text is empty: there is nothing to align"),
    ("\"one q two\"", "the vocabulary lacks \"q\", letter 1 of \"q\""),
    (
      "[\"one\", \"7 q two q\"]",
      "text[1]: the vocabulary lacks \"7\", letter 1 of \"7\"; the texts have others that it lacks: q"
    ),
    (
      "\"three three three three three\"",
      "29 labels and 5 blanks between repeated ones need 34 frames, but the audio has 27"
    ),
  ])
  func `what cannot be aligned is said`(text: String, message: String) {
    let outcome = run(setup + "model.align(clip, \(text))")
    #expect(outcome.error == "align: \(message)" || outcome.error == message)
  }

  @Test func `what to do about letters and empty texts is said`() {
    let filtered = run(
      setup + """
        a = model.align(clip, ["one", " ", "two"].filter(t => t.trim() != ""))
        print(a.segments.text)
        model.align(clip, ["one", ""])
        """)
    #expect(filtered.lines.first == #"["one", "two"]"#)
    #expect(filtered.hint == "leave empty texts out: texts.filter(t => t.trim() != \"\")")
    #expect(
      run(setup + "model.align(clip, \"ONE\")").hint
        == "the vocabulary has all letters of text.lower()")
    #expect(
      run(setup + "model.align(clip, [\"one\", \"7\"])").hint
        == "write the text as those of the training were: text.clean(), numbers as words")
  }

  @Test func `audio without a frame is refused`() {
    let outcome = run(setup + "model.align(clip[0:100], \"one\")")
    #expect(outcome.error.contains("the audio is empty, or shorter than one frame of the model"))
  }

  @Test func `every format is written, and two are read back`() throws {
    let names = ["a.TextGrid", "b.textgrid", "a.ctm", "a.srt", "a.vtt", "a.json", "a.txt"]
    let saves = names.map { name in
      "a.save(\(folder.quoted(name))\(name == "b.textgrid" ? ", short=true" : ""))"
    }.joined(separator: "\n")
    let outcome = run(
      setup + "a = model.align(clip, [\"one\", \"two\"])\n" + saves + """

        b = load_alignment(\(folder.quoted("a.TextGrid")))
        c = load_alignment(\(folder.quoted("b.textgrid")))
        d = load_alignment(\(folder.quoted("a.ctm")))
        print(b.words.word, c.words.word, d.words.word, d.words[0].score > 0)
        print(list(b.words).map(w => w.start) == list(a.words).map(w => w.start))
        print(list(b.tokens).map(w => w.end) == list(a.tokens).map(w => w.end))
        print(b.segments.text, b.words[0].start_frame, c == b)
        b.show()
        """)
    #expect(outcome.error == "")
    #expect(
      Array(outcome.lines.prefix(4)) == [
        #"["one", "two"] ["one", "two"] ["one", "two"] true"#, "true", "true",
        #"["one", "two"] none false"#,
      ])
    func text(_ name: String) throws -> String {
      try String(contentsOfFile: folder.path + "/" + name, encoding: .utf8)
    }
    #expect(try text("a.ctm").hasPrefix("a 1 0."))
    #expect(try text("a.vtt").hasPrefix("WEBVTT\n\n00:00:00."))
    #expect(try text("a.srt").hasPrefix("1\n00:00:00,"))
    #expect(try text("a.txt").split(separator: "\n").count == 2)
    #expect(try text("a.json").contains("\"word\": \"two\""))
    #expect(try text("b.textgrid").contains("\"IntervalTier\"\n\"segments\"\n"))
  }

  @Test func `other endings, plots of files and broken files are refused`() throws {
    try folder.write("x.ctm", "rec 1 0 0.5 one 0.5\nrec 1 oops 1 two\n")
    try folder.write("y.ctm", "rec 1 0 0.5 one\n")
    for (call, message) in [
      ("load_alignment(\(folder.quoted("x.ctm")))", "x.ctm\", line 2, has \"oops\""),
      ("load_alignment(\(folder.quoted("y.ctm"))).plot()", "has no probabilities to plot"),
      ("load_alignment(\(folder.quoted("y.ctm"))).save(\"y.pdf\")", "does not end in .TextGrid"),
      ("load_alignment(\(folder.quoted("y.ctm"))).show(rows=0)", "rows is at least 1"),
      ("load_alignment(\(folder.quoted("speech.wav")))", "does not end in .TextGrid or .ctm"),
    ] {
      #expect(run(call).error.contains(message), "\(call)")
    }
  }

  @Test func `an alignment is shown, and drawn in both formats`() throws {
    let outcome = run(
      setup + """
        a = model.align(clip, "one two")
        a.show()
        a.plot(title="one two")
        a.plot(save=\(folder.quoted("a.svg")))
        a.plot(save=\(folder.quoted("a.png")))
        """)
    #expect(outcome.error == "")
    #expect(outcome.lines.first?.hasPrefix("alignment: 2 words in 0.55 s, score ") == true)
    #expect(outcome.lines.contains("one two"))
    #expect(outcome.output.contains("[PAD]"))
    let svg = try String(contentsOfFile: folder.path + "/a.svg", encoding: .utf8)
    #expect(svg.hasPrefix("<svg "))
    #expect(FileManager.default.fileExists(atPath: folder.path + "/a.png"))
  }
}
