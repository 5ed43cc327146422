import Foundation
import Testing

struct AugmentationBuiltinTests {
  @Test(arguments: [
    ("a.add_noise(10).duration", "0.5"), ("a.add_noise(0, kind=\"pink\", seed=1).channels", "1"),
    ("(a.add_noise(5, seed=1).samples == a.add_noise(5, seed=1).samples).all()", "true"),
    ("(a.add_noise(5).samples == a.add_noise(5).samples).all()", "false"),
    ("a.add_noise(5, file=path, seed=1).duration", "0.5"),
    ("a.add_noise(5, kind=\"babble\", file=[path, path], seed=1).duration", "0.5"),
    ("a.add_noise(5, kind=\"babble\", file=load_dataset(manifest), seed=1).duration", "0.5"),
    ("a.reverb(a[0:100]).duration", "0.5"), ("a.reverb(path).duration", "0.5"),
    ("a.speed(2).duration", "0.25"), ("a.tempo(0.5).duration", "1.0"), ("len(a.pitch(5))", "8000"),
    ("a.clip(share=0.5).samples.max() < a.samples.max()", "true"),
    ("a.codec(\"opus\", quality=0.2).sampling_rate", "16000"),
    ("a.log_mel().spec_augment(seed=1).shape", "[50, 80]"),
    ("(a.log_mel().spec_augment(freq_masks=0, time_masks=0) == a.log_mel()).all()", "true"),
    ("load_dataset(manifest).augment([{effect: \"speed\", factor: 2}]).duration[0]", "0.125"),
    (
      "load_dataset(manifest).augment([{effect: \"tempo\", factor: 2}])[0].audio.samples.shape",
      "[2000]"
    ),
    ("make_audio(zeros([10, 2]), 8000).channels", "2"),
  ])
  func `gives`(recipe: String, output: String) throws {
    let folder = try TemporaryFolder()
    try folder.writeSpeech()
    let outcome = run(
      """
      path = \(folder.quoted("speech.wav"))
      manifest = \(folder.quoted("speech.csv"))
      a = load_audio(path)
      \(recipe)
      """)
    #expect(outcome.error == "")
    #expect(outcome.lines == [output])
  }

  @Test(arguments: [
    ("a.gain(1e9)", "gain: db is 1000000000.0; it must be a number from -200 to 200"),
    ("a.speed(0)", "speed: factor is 0.0; it must be a number from 0.25 to 4"),
    ("a.pitch(99)", "pitch: semitones is 99.0; it must be a number from -24 to 24"),
    (
      "a.lowpass(8000)",
      "lowpass: frequency is 8000.0; it must be above 0 and below 8000.0 Hz, half the sampling rate"
    ),
    ("a.clip(db=-3, share=0.1)", "clip: takes db or share, not both"),
    (
      "a.add_noise(5, file=a.resample(8000))",
      "add_noise: The noise has 8000 Hz and this audio 16000 Hz; nothing is resampled unasked, "
        + ".resample(16000) does it"
    ),
    (
      "a.gain(-200).gain(-200).gain(-200).add_noise(5)",
      "add_noise: The audio that noise is added to is silent, so that it has no level to mix by"
    ),
    ("a.augment([{effect: \"echo\"}])", "augment: step 0: there is no effect echo"),
    ("a.augment([{p: 1}])", "augment: step 0: has no effect"),
    ("a.augment([{effect: \"gain\"}])", "augment: step 0: db is missing"),
    ("a.augment([{effect: \"gain\", dB: 1}])", "augment: step 0: gain has no dB"),
    (
      "a.augment([{effect: \"telephone\"}, {effect: \"gain\", db: \"6\"}])",
      "augment: step 1: db is a string, not a number"
    ),
    (
      "a.augment([{effect: \"speed\", factor: [1.1, 0.9]}])",
      "augment: step 0: factor is a range from 1.1 to 0.9, which is none"
    ),
    (
      "a.augment([{effect: \"speed\", factor: [0, 1]}])",
      "augment: step 0: factor is 0.0; it must be from 0.25 to 4.0"
    ),
    (
      "a.augment([{effect: \"telephone\", p: 2}])",
      "augment: step 0: p is 2.0; it must be from 0 to 1"
    ),
    (
      "a.augment([{effect: \"telephone\", per: \"row\"}])",
      "augment: step 0: per is \"recording\" or \"batch\""
    ),
    (
      "a.augment([{effect: \"codec\", codec: [\"gsm\", \"aac\"]}])",
      "augment: step 0: there is no codec aac"
    ),
    (
      "make_audio(zeros([2, 2, 2]), 8000)",
      "make_audio: samples are a vector or frames × channels, not of shape [2, 2, 2]"
    ),
    ("make_audio(zeros([2]).log(), 8000)", "make_audio: 2 samples are not finite numbers"),
  ])
  func `refuses`(recipe: String, error: String) throws {
    let folder = try TemporaryFolder()
    try folder.writeWave("a.wav")
    #expect(run("a = load_audio(\(folder.quoted("a.wav")))\n\(recipe)").error == error)
  }

  @Test func `a dataset is augmented alike in any order and written as it sounds`() throws {
    let folder = try TemporaryFolder()
    try folder.writeSpeech()
    let outcome = run(
      """
      data = load_dataset(\(folder.quoted("speech.csv")))
      chain = [{effect: "speed", factor: [0.8, 1.2]}, {effect: "add_noise", snr: [0, 20], p: 0.9}]
      once = data.augment(chain, seed=1)
      again = data.augment(chain, seed=1)
      assert((once[2].audio.samples == again[2].audio.samples).all())
      assert(len(once[1].audio.samples) == len(data[1].audio.augment(chain, seed=1, row=1)))
      assert(once.duration != data.augment(chain, seed=2).duration)
      stored = once.convert(\(folder.quoted("stored")), format="wav")
      assert(len(stored) == 4)
      assert(load_dataset(\(folder.quoted("stored"))).text == data.text)
      once.save(\(folder.quoted("lost.csv")))
      """)
    #expect(outcome.error.contains("its sound is in memory only"))
  }

  @Test func `a recording that cannot be augmented is named, with what was wrong`() throws {
    let folder = try TemporaryFolder()
    try folder.writeSpeech()
    let outcome = run(
      """
      make_audio(zeros([8000]), 16000).save(\(folder.quoted("two.wav")))
      data = load_dataset(\(folder.quoted("speech.csv")))
      noisy = data.augment([{effect: "add_noise", snr: [0, 20]}], seed=1)
      noisy[0].audio.samples;
      noisy[1].audio.samples
      """)
    #expect(
      outcome.error
        == "\(folder.quoted("two.wav")) cannot be augmented: The audio that noise is added "
        + "to is silent, so that it has no level to mix by")
    let memory = run(
      """
      data = load_dataset(\(folder.quoted("speech.csv"))).map(row => {audio: row.audio.gain(-3)})
      data.augment([{effect: "add_noise", snr: 3}])[1].audio.samples
      """)
    #expect(
      memory.error.hasPrefix("the recording of row 1 cannot be augmented: "), "\(memory.error)")
  }

  @Test func `a conversion says what it left out, kept and made softer`() throws {
    let folder = try TemporaryFolder()
    try folder.writeSpeech()
    let recipe = """
      data = load_dataset(\(folder.quoted("speech.csv")))
      louder = data.map(row => {audio: if row.text == "two" { row.audio.gain(12) } else { row.audio }})
      write_text(\(folder.quoted("three.wav")), "gone")
      new = louder.convert(\(folder.quoted("new")), sampling_rate=8000)
      print(len(new), new.sampling_rate[0], len(new.problems))
      """
    let first = run(recipe)
    #expect(first.error == "")
    #expect(first.lines == ["3 8000 1"])
    #expect(first.notices.contains("convert: 1 of 4 rows were left out: "))
    #expect(first.notices.contains("convert: 1 recording made softer, by up to 5.9"))
    let again = run(
      "load_dataset(\(folder.quoted("new"))).convert(\(folder.quoted("newer")))\n"
        + "load_dataset(\(folder.quoted("new"))).convert(\(folder.quoted("newer")))")
    #expect(again.error == "")
    #expect(again.notices.contains("convert: 0 files written, 3 kept from before"))
    #expect(
      run("load_dataset(\(folder.quoted("new"))).convert(\(folder.quoted("new")))").error
        .hasPrefix("convert: row 0 would be written over "))
  }

  @Test func `training hears augmented recordings, the same ones again`() throws {
    let folder = try TemporaryFolder()
    try folder.writeSpeech()
    let outcome = run(
      """
      data = load_dataset(\(folder.quoted("speech.csv"))).map(row => {text: "abcdefgh"})
      def loss(steps) {
        model = deepspeech2(ctc_tokenizer(build_vocab(data)), n_mels=20, conv_channels=[4, 4],
                            rnn_layers=1, rnn_size=8, dropout=0, seed=1)
        model.fit(data, max_steps=2, batch_size=4, augment=steps, seed=1).loss
      }
      chain = [{effect: "add_noise", snr: [0, 10]}, {effect: "speed", factor: [0.9, 1.1]}]
      assert(loss(chain) == loss(chain), "the same draws")
      assert(loss(chain) != loss(none), "other sound")
      fast = [{effect: "speed", factor: 4}]
      assert(loss(fast) == loss(none), "labels that would not fit keep their recording")
      """)
    #expect(outcome.error == "")
  }
}
