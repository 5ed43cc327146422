import Foundation
import Testing

/// Beam search and language models as recipes meet them.
struct DecodingBuiltinTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.writeSpeech()
  }

  private var model: String {
    """
    data = load_dataset(\(folder.quoted("speech.csv")))
    model = deepspeech2(ctc_tokenizer(build_vocab(data)), n_mels=16, conv_channels=[4],
                        conv_kernels=[[5, 5]], conv_strides=[[2, 2]], rnn_layers=1, rnn_size=8, seed=1)
    clip = data[0].audio

    """
  }

  @Test func `a beam of all that is there gives the alternatives and the times of words`() {
    let outcome = run(
      model + """
        heard = model.transcribe(clip, decoder="beam", n_best=3)
        print(len(heard.alternatives), heard.alternatives[0].text == heard.text)
        print(heard.alternatives[0].score >= heard.alternatives[1].score)
        many = model.transcribe(clip, decoder="beam", n_best=50).alternatives.text
        words = many.map(t => t.split(" ").filter(w => len(w) > 0).join(" "))
        assert(len(words.unique()) == len(many), "no two alternatives have the same words")
        print(heard.alternatives.columns, heard.words.columns)
        for word in heard.words {
          assert(word.start >= 0 and word.start < word.end and word.end <= clip.duration + 0.1)
          assert(word.confidence > 0 and word.confidence <= 1)
        }
        print(heard.words.map(x => {t: x.word}).t.join(" ") == heard.text)
        again = model.transcribe(clip, decoder="beam", n_best=3)
        print(again.alternatives.text == heard.alternatives.text)
        greedy = model.transcribe(clip)
        print(greedy.text == model.tokenizer.decode(model.logits(clip).argmax()), len(greedy.alternatives))
        print(model.transcribe(data, decoder="beam", beam_width=5).columns)
        """)
    #expect(outcome.error == "")
    #expect(outcome.lines.prefix(2) == ["3 true", "true"])
    #expect(outcome.lines.dropFirst(2).first?.contains("acoustic_score") == true)
    #expect(outcome.lines.dropFirst(4).prefix(2) == ["true", "true 1"])
  }

  @Test func `scores that are no numbers are refused by all that reads them`() throws {
    #expect(run(model + "model.save(\(folder.quoted("broken")))").error == "")
    let weights = URL(filePath: folder.path).appending(path: "broken/model.safetensors")
    var bytes = try Data(contentsOf: weights)
    // Every byte set is not a number.
    bytes.replaceSubrange(bytes.count - 64..<bytes.count, with: Data(repeating: 255, count: 64))
    try bytes.write(to: weights)
    let loaded = model + "broken = load_model(\(folder.quoted("broken")))\n"
    for call in [
      "broken.transcribe(clip)", "broken.transcribe(clip, decoder=\"beam\")",
      "broken.align(clip, \"one\")", "broken.rank(clip, [\"one\", \"two\"])",
      "broken.rank(data, [\"one\", \"two\"])", "broken.transcribe(data)",
      "broken.evaluate(data)", "broken.evaluate(data, decoder=\"beam\")",
      "broken.tune(data, build_lm([\"one two\"]), alpha=[1], beta=[1])",
    ] {
      let outcome = run(loaded + call)
      #expect(outcome.error.contains("finite number"), "\(call): \(outcome.error)")
    }
    let evaluation = run(loaded + "broken.evaluate(data)").error
    #expect(evaluation.hasPrefix("evaluate: row 0 ("), "\(evaluation)")
  }

  @Test func `hot words and a language model change what is heard`() {
    let outcome = run(
      model + """
        lm = build_lm(["three"], order=2)
        search = {decoder: "beam"}
        print(model.transcribe(clip, decoder="beam", lm=lm, alpha=2, beta=20, unknown_word=-100).text)
        print(model.transcribe(clip, decoder="beam", hot_words={three: 1000}, token_pruning=none, score_pruning=none).text.contains("three"))
        """)
    #expect(outcome.error == "")
    #expect(outcome.lines.last == "true")
    let words = outcome.lines.first?.split(separator: " ") ?? []
    #expect(!words.isEmpty && words.allSatisfy { $0 == "three" }, "\(outcome.lines)")
  }

  @Test func `evaluate hears what transcribe hears, whatever the decoder`() {
    let outcome = run(
      model + """
        lm = build_lm(["one two", "two three", "three"], order=2)
        words = {three: 5}
        heard = model.transcribe(data, decoder="beam", lm=lm, alpha=0.7, beta=2, beam_width=9,
                                 hot_words=words, unknown_word=-4, token_pruning=none).predicted
        results = model.evaluate(data, decoder="beam", lm=lm, alpha=0.7, beta=2, beam_width=9,
                                 hot_words=words, unknown_word=-4, token_pruning=none, batch_size=3)
        print(results.predicted == heard, results.wer == wer(results.text, heard))
        print(model.evaluate(data).predicted == model.transcribe(data).predicted)
        print(model.evaluate(data, batch_size=3).loss == results.loss, results.predicted == model.evaluate(data).predicted)
        tuned = model.tune(data, lm, alpha=[0, 0.7], beta=[2], beam_width=9, hot_words=words,
                           unknown_word=-4, token_pruning=none, batch_size=2)
        print(tuned.columns, len(tuned), tuned[0].wer <= tuned[1].wer)
        row = tuned.filter(r => r.alpha == 0.7)[0]
        print(row.wer == results.wer, row.cer == results.cer)
        print(len(model.tune(data, lm, beam_width=2)))
        """)
    #expect(outcome.error == "")
    #expect(
      outcome.lines == [
        "true true", "true", "true false", #"["alpha", "beta", "wer", "cer"] 2 true"#, "true true",
        "20",
      ])
  }

  @Test func `words have the times of the frames that aligning their text gives`() {
    for decoder in ["greedy", "beam"] {
      let outcome = run(
        """
        data = load_dataset(\(folder.quoted("speech.csv")))
        tokenizer = ctc_tokenizer(build_vocab(data, ["one two"]))
        model = wav2vec2(tokenizer, hidden_size=16, num_hidden_layers=1, num_attention_heads=2,
                         intermediate_size=16, conv_dim=[8, 8, 8, 8, 8, 8, 8],
                         num_conv_pos_embeddings=8, num_conv_pos_embedding_groups=2, seed=1)
        clip = data[3].audio
        heard = model.transcribe(clip, decoder="\(decoder)")
        frames = round(clip.duration * 50)
        for word in heard.words {
          for time in [word.start, word.end] {
            frame = (time - 0.0025) / 0.02
            assert(abs(frame - round(frame)) < 1e-6 or time == 0.0 or time == clip.duration)
          }
        }
        if "\(decoder)" == "beam" {
          a = model.align(clip, heard.text)
          print(list(heard.words).map(w => w.start) == list(a.words).map(w => w.start))
          print(list(heard.words).map(w => w.end) == list(a.words).map(w => w.end))
        }
        print(len(heard.words) > 0)
        """)
      #expect(outcome.error == "")
      #expect(outcome.lines.allSatisfy { $0 == "true" }, "\(outcome.lines)")
    }
  }

  @Test(arguments: [
    ("model.evaluate(data, beam_width=3)", "beam_width means nothing to the greedy decoder"),
    ("model.tune(data, build_lm([\"one\"]), alpha=[])", "alpha is a list of finite numbers"),
    ("model.tune(data, build_lm([\"one\"]), beta=[\"x\"])", "beta"),
    ("model.tune(data, none)", "lm"),
    ("model.tune(data.take(0), build_lm([\"one\"]))", "there are no rows to tune on"),
    ("model.transcribe(clip, lm=build_lm([\"a\"]))", "lm means nothing to the greedy decoder"),
    ("model.transcribe(clip, beam_width=3)", "beam_width means nothing to the greedy decoder"),
    ("model.transcribe(clip[0:0], decoder=\"beam\")", "the audio is empty"),
    (
      "model.transcribe(clip, decoder=\"beam\", lm=build_lm([\"XYZ\"]))",
      "no word of the language model can be spelled"
    ),
    ("model.transcribe(clip, decoder=\"beam\", hot_words=[\"Q\"])", "Q"),
    ("build_lm([])", "the texts have no word"),
    ("build_lm([\"a <s>\"])", "text 0 has the word <s>"),
    ("load_lm(\"/none.arpa\")", "\"/none.arpa\" does not exist"),
    ("load_lm(\"/\")", "is a folder"),
  ])
  func `what cannot be decoded is an error`(call: String, message: String) {
    let outcome = run(model + call)
    #expect(outcome.error.contains(message), "\(outcome.error)")
  }

  @Test func `a language model is saved and read again`() {
    let path = folder.quoted("small.arpa")
    let outcome = run(
      """
      lm = build_lm(["open the door", "close the door", "open it"], order=3)
      lm.save(\(path))
      read = load_lm(\(path))
      print(read.score("open the door") == lm.score("open the door"), read.counts == lm.counts)
      print(read.perplexity(["open the door"]) < read.perplexity(["door open"]), lm)
      write_text(\(path), "\\\\data\\\\\\nngram 1=x\\n")
      load_lm(\(path))
      """)
    #expect(outcome.lines == ["true true", "true language_model(3-grams of words, 8 + 8 + 7)"])
    #expect(outcome.error.contains("line 2: \"ngram 1=x\" is no count"), "\(outcome.error)")
  }
}
