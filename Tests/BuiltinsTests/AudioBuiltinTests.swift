import Testing

struct AudioBuiltinTests {
  @Test(arguments: [
    ("a.sampling_rate", "16000"), ("a.duration", "0.5"), ("a.channels", "1"), ("len(a)", "8000"),
    ("a.samples.shape", "[8000]"), ("a[100:200].duration", "0.00625"),
    ("a.resample(8000).samples.shape", "[4000]"), ("a.trim().duration", "0.5"),
    ("load_audio(path, start=0.1, duration=0.2).duration", "0.2"),
    ("load_audio(path, sampling_rate=8000).sampling_rate", "8000"),
    ("a.gain(-200).samples.max() < 1e-6", "true"),
    ("a.spectrogram(n_fft=512).shape", "[51, 257]"),
    ("a.spectrogram(center=false, power=1).shape", "[48, 201]"),
    ("a.log_mel().shape", "[50, 80]"), ("a.log_mel(style=\"htk\").shape", "[51, 80]"),
    ("a.log_mel(style=\"slaney\", n_mels=20).shape", "[51, 20]"), ("a.fbank().shape", "[48, 80]"),
    ("a.mfcc().shape", "[41, 13]"), ("a.mfcc(style=\"slaney\", n_mfcc=20).shape", "[16, 20]"),
    ("a.mfcc(style=\"kaldi\").shape", "[48, 13]"),
    ("a.mfcc(n_mfcc=20, n_mels=40, n_fft=512, hop_length=160, lifter=22).shape", "[51, 20]"),
    ("a.mfcc().cmvn().std(axis=0).max() < 1.001", "true"),
    ("abs(a.fbank().cmvn(variance=false).mean()) < 0.001", "true"),
    ("audio_info(path).frames", "8000"), ("audio_info(path).encoding", "\"16-bit PCM\""),
    ("type(a)", "\"audio\""),
  ])
  func `gives`(recipe: String, output: String) throws {
    let folder = try TemporaryFolder()
    try folder.writeWave("a.wav")
    let outcome = run("path = \(folder.quoted("a.wav"))\na = load_audio(path)\n" + recipe)
    #expect(outcome.error == "")
    #expect(outcome.lines == [output])
  }

  @Test func `works on a row's recording as on a loaded one`() throws {
    let folder = try TemporaryFolder()
    try folder.writeSpeech()
    let outcome = run(
      """
      row = load_dataset(\(folder.quoted("speech.csv")))[1]
      loaded = load_audio(\(folder.quoted("two.wav")))
      assert((row.audio.log_mel() == loaded.log_mel()).all())
      assert(row.audio.trim().duration == loaded.trim().duration)
      row.audio.gain(-6).save(\(folder.quoted("softer.flac")))
      row.audio.plot()
      row.audio.resample(8000).duration
      """)
    #expect(outcome.error == "")
    #expect(outcome.lines.last == "0.35")
  }

  @Test func `mixes and takes channels`() throws {
    let folder = try TemporaryFolder()
    try folder.writeWave("stereo.wav", channels: 2)
    let path = folder.quoted("stereo.wav")
    let outcome = run(
      """
      both = load_audio(\(path))
      print(both.channels, both.mono().channels, both.samples.shape)
      left = load_audio(\(path), channel=0)
      right = load_audio(\(path), channel=1)
      (abs((left.samples + right.samples) / 2 - both.mono().samples) < 1e-6).all()
      """)
    #expect(outcome.error == "")
    #expect(outcome.lines == ["2 1 [8000, 2]", "true"])
    #expect(
      run("load_audio(\(path)).log_mel()").error
        == "log_mel: Features are of one channel, and this audio has 2; .mono() averages them, "
        + "channel=0 reads the first")
    #expect(
      run("load_audio(\(path), channel=2)").error
        == "load_audio: There is no channel 2 in audio of 2 channels (0 to 1)")
  }

  @Test func `shows a recording's header as a table`() throws {
    let folder = try TemporaryFolder()
    try folder.writeWave("a.wav", channels: 2)
    let lines = run("audio_info(\(folder.quoted("a.wav")))").lines
    #expect(
      lines.dropFirst() == [
        "format     WAV", "encoding   16-bit PCM", "channels   2 (stereo)",
        "rate       16,000 Hz", "precision  16 bits", "length     00:00:00.50 = 8,000 samples",
        "size       32,044 bytes", "bit rate   513 kbit/s",
      ])
  }

  @Test func `draws a line, a waveform and a heat map`() throws {
    let folder = try TemporaryFolder()
    try folder.writeWave("a.wav")
    let path = folder.quoted("a.wav")
    let waveform = run("load_audio(\(path)).plot()")
    #expect(waveform.lines.count == 14)
    #expect(waveform.lines.last?.contains("seconds") == true)
    // Sixteen rows, the axis with its places, and what the values are.
    #expect(run("load_audio(\(path)).log_mel().plot()").lines.count == 19)
    #expect(run("arange(9).plot()").lines.count == 14)
  }
}
