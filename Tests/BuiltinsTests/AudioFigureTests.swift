import Foundation
import Testing

/// What `load_dataset` takes from recordings, when the recordings become others.
struct AudioFigureTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    // Recordings of 0.25, 0.35, 0.45 and 0.55 seconds at 16,000 Hz.
    try folder.writeSpeech()
  }

  private var load: String { "load_dataset(\(folder.quoted("speech.csv")))" }

  @Test(arguments: [
    ("{audio: r.audio.speed(2.0)}", "[0.125, 0.175, 0.225, 0.275] [16000, 16000, 16000, 16000]"),
    ("{audio: r.audio.resample(8000)}", "[0.25, 0.35, 0.45, 0.55] [8000, 8000, 8000, 8000]"),
    ("{audio: r.audio[0:1600]}", "[0.1, 0.1, 0.1, 0.1] [16000, 16000, 16000, 16000]"),
    ("{...r, audio: r.audio[0:1600]}", "[0.1, 0.1, 0.1, 0.1] [16000, 16000, 16000, 16000]"),
    (
      "{audio: join_audio([r.audio, make_audio(zeros([8000]), 16000)])}",
      "[0.75, 0.85, 0.95, 1.05] [16000, 16000, 16000, 16000]"
    ),
    ("{audio: none}", "[none, none, none, none] [none, none, none, none]"),
    (
      "if r.duration > 0.3 { {audio: r.audio[0:800]} } else { {} }",
      "[0.25, 0.05, 0.05, 0.05] [16000, 16000, 16000, 16000]"
    ),
    // What the same function returns is the user's own.
    ("{audio: r.audio[0:1600], duration: 7}", "[7, 7, 7, 7] [16000, 16000, 16000, 16000]"),
    (
      "{audio: r.audio[0:1600], sampling_rate: \"x\"}",
      "[0.1, 0.1, 0.1, 0.1] [\"x\", \"x\", \"x\", \"x\"]"
    ),
    // Nothing happens to recordings that stay.
    ("{text: \"x\"}", "[0.25, 0.35, 0.45, 0.55] [16000, 16000, 16000, 16000]"),
    ("r", "[0.25, 0.35, 0.45, 0.55] [16000, 16000, 16000, 16000]"),
  ])
  func `figures follow a recording that map replaces`(body: String, figures: String) {
    let recipe = """
      data = \(load)
      lazy = data.map(r => \(body))
      # What asks for the environment is run at once.
      def at_once(r) { env("NONE")
        (\(body)) }
      eager = data.map(at_once)
      print(lazy[3].duration == lazy.duration[3], lazy.take(2).duration == lazy.duration[:2])
      print(lazy.duration, lazy.sampling_rate)
      print(eager.duration, eager.sampling_rate)
      print(lazy == eager, lazy.columns == data.columns)
      """
    for threads in [1, 2] {
      let outcome = run(recipe, threads: threads)
      #expect(outcome.error == "")
      #expect(outcome.lines == ["true true", figures, figures, "true true"])
    }
  }

  @Test func `a filter behind the map sees the new figures, looked at or computed`() {
    let outcome = run(
      """
      fast = \(load).map(r => {audio: r.audio.speed(2.0)})
      print(fast.filter(r => r.duration > 0.2)[0].text)
      print(len(fast.filter(r => r.duration > 0.2)), len(fast.filter(r => r.duration > 0.3)))
      print(fast.filter(r => r.duration > 0.2).map(r => {audio: r.audio.speed(0.5)}).duration)
      print(fast.sort("duration", descending=true)[0].duration)
      print(fast.map(r => {text: f"{r.duration}"}).text[0])
      """, threads: 2)
    #expect(outcome.error == "")
    #expect(
      outcome.lines == ["three", "2 0", "[0.45, 0.55]", "0.275", "0.125"], "\(outcome.lines)")
  }

  @Test func `figures follow through choices of columns, whatever they are called`() {
    let outcome = run(
      """
      data = \(load)
      def half(a) { a[0:2000].resample(8000) }
      chosen = data.select(["audio", "duration", "text"]).map(r => {audio: half(r.audio)})
      print(chosen.duration, chosen.columns)
      named = data.rename({audio: "clip", duration: "seconds"}).map(r => {clip: half(r.clip)})
      print(named.seconds, named.sampling_rate)
      later = data.map(r => {text: r.text.upper()}).rename({audio: "clip", duration: "seconds"})
      later = later.map(r => {clip: half(r.clip)}).filter(r => r.seconds < 0.2).remove("file")
      print(later.seconds, later.sampling_rate, later[0].seconds)
      twice = later.map(r => {clip: r.clip[0:80]})
      print(twice.seconds)
      for part in [data.shuffle(seed=1), data.sample(4, seed=2), data.sort("text"), data[1:]] {
        print(part.map(r => {audio: half(r.audio)}).duration[0])
      }
      alone = data.remove("audio").map(r => {audio: make_audio(zeros([80]), 8000)})
      print(alone.duration[0])
      """, threads: 2)
    #expect(outcome.error == "")
    let eighth = "[0.125, 0.125, 0.125, 0.125]"
    let rates = "[8000, 8000, 8000, 8000]"
    #expect(
      outcome.lines == [
        "\(eighth) [\"audio\", \"duration\", \"text\"]", "\(eighth) \(rates)",
        "\(eighth) \(rates) 0.125",
        "[0.01, 0.01, 0.01, 0.01]", "0.125", "0.125", "0.125", "0.125",
        // A column whose recordings are gone is one like others.
        "0.25",
      ], "\(outcome.lines)")
  }

  @Test func `a column of the user's own is never touched`() throws {
    // The numbers are those of the recordings, so that only where they come from tells them apart.
    try folder.write(
      "own.csv", "path,text,duration,sampling_rate\none.wav,one,0.25,16000\ntwo.wav,two,9,8000\n")
    let outcome = run(
      """
      own = load_dataset(\(folder.quoted("own.csv")), format="table")
      own = own.map(r => {audio: load_audio(\(folder.quoted("")) + r.path)})
      print(own.map(r => {audio: r.audio[0:800]}).duration)
      print(own.map(r => {audio: r.audio.resample(8000)}).sampling_rate)
      print(own.augment([{effect: "speed", factor: 2}]).duration)
      made = own.convert(\(folder.quoted("own")), sampling_rate=8000)
      print(made.duration, made.sampling_rate)
      mine = \(load).map(r => {duration: 3}).map(r => {audio: r.audio[0:800], seconds: r.duration})
      print(mine.duration, mine.seconds)
      """, threads: 2)
    #expect(outcome.error == "")
    #expect(
      outcome.lines == [
        "[0.25, 9]", "[16000, 8000]", "[0.25, 9]", "[0.25, 9] [16000, 8000]",
        "[3, 3, 3, 3] [3, 3, 3, 3]",
      ], "\(outcome.lines)")
  }

  @Test func `figures follow through augment, convert, whisper_normalize and transcripts`() {
    let outcome = run(
      """
      fast = \(load).map(r => {audio: r.audio.speed(2.0)})
      twice = fast.augment([{effect: "speed", factor: 2}])
      print(twice.duration, twice[0].audio.duration)
      print(twice.map(r => {audio: r.audio.speed(0.5)}).duration)
      made = fast.convert(\(folder.quoted("made")), sampling_rate=8000)
      print(made.duration, made.sampling_rate)
      print(load_dataset(\(folder.quoted("made"))).duration == made.duration)
      print(made.map(r => {audio: r.audio[0:80]}).duration)
      print(fast.clean().map(r => {audio: r.audio[0:160]}).duration)
      """, threads: 2)
    #expect(outcome.error == "")
    #expect(
      outcome.lines == [
        "[0.0625, 0.0875, 0.1125, 0.1375] 0.0625", "[0.125, 0.175, 0.225, 0.275]",
        "[0.125, 0.175, 0.225, 0.275] [8000, 8000, 8000, 8000]", "true",
        "[0.01, 0.01, 0.01, 0.01]", "[0.01, 0.01, 0.01, 0.01]",
      ], "\(outcome.lines)")
  }

  @Test func `a table of other files is saved with what belongs to them, and loads so`() {
    let outcome = run(
      """
      data = \(load)
      turned = data.map(r => {audio: data[0].audio})
      turned.save(\(folder.quoted("turned.csv")))
      again = load_dataset(\(folder.quoted("turned.csv")))
      print(turned.duration, again.duration, turned.file[3].split("/")[-1], again.file == turned.file)
      fast = data.map(r => {audio: r.audio.speed(2.0)})
      print(fast.file == data.file)
      """, threads: 1)
    #expect(outcome.error == "")
    #expect(
      outcome.lines == [
        "[0.25, 0.25, 0.25, 0.25] [0.25, 0.25, 0.25, 0.25] one.wav true", "true",
      ], "\(outcome.lines)")
  }

  @Test func `a result from the cache has the new figures, and follows further`() {
    let recipe = """
      fast = \(load).map(r => {audio: r.audio.speed(2.0)}, cache=true).rename({duration: "seconds"})
      print(fast.seconds, fast.map(r => {audio: r.audio[0:160]}, cache=false).seconds)
      """
    let cache = folder.path + "/cache"
    let first = run(recipe, threads: 1, cache: cache)
    let second = run(recipe, threads: 2, cache: cache)
    #expect(first.error == "" && second.error == "")
    #expect(second.notices.contains("from the cache"), "\(second.notices)")
    #expect(first.lines == ["[0.125, 0.175, 0.225, 0.275] [0.01, 0.01, 0.01, 0.01]"])
    #expect(second.lines == first.lines)
  }

  @Test func `rows cut from an aligned recording follow theirs`() throws {
    let outcome = run(
      """
      model = deepspeech2(ctc_tokenizer(build_vocab(["abc"])), n_mels=20, conv_channels=[4],
        conv_kernels=[[3, 5]], conv_strides=[[2, 2]], rnn_layers=1, rnn_size=8, seed=1)
      rows = model.align(\(folder.quoted("four.wav")), "abc").utterances(min_score=0, min_seconds=0.1)
      print(len(rows), rows.map(r => {audio: r.audio[0:800]}).duration)
      """, threads: 1)
    #expect(outcome.error == "")
    #expect(outcome.lines == ["1 [0.05]"])
  }
}
