import Testing

/// Files and folders that are not what they should be, as a user meets them.
struct BadFileTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.writeSpeech()
    try folder.write("empty.wav", "")
    try folder.write("page.wav", "<!DOCTYPE html><html></html>\n")
    try folder.write("text.wav", "this is not audio\n")
    try folder.writeWave("whole.wav")
  }

  @Test(arguments: [
    ("load_audio(PATH)", "empty.wav", "is not audio that can be read (the file is empty)"),
    ("audio_info(PATH)", "empty.wav", "is not audio that can be read (the file is empty)"),
    ("load_audio(PATH)", "missing.wav", "does not exist"),
    ("audio_info(PATH)", "missing.wav", "does not exist"),
    ("load_audio(PATH)", ".", "is a folder, not an audio file"),
    ("load_audio(PATH)", "page.wav", "is not audio that can be read (it is a web page (HTML))"),
    ("load_dataset(PATH)", "missing", "does not exist"),
    ("load_model(PATH)", "missing", "does not exist"),
    ("load_tokenizer(PATH)", "missing", "does not exist"),
    ("load_audio(\"SPEECH\").save(PATH)", "sound.doc", "has no ending that names an audio format"),
    (
      "load_audio(\"SPEECH\").save(PATH)", "no/sound.wav",
      "cannot be saved (there is no such folder)"
    ),
    ("load_audio(\"SPEECH\").gain(40).save(PATH)", "loud.wav", "would be clipped"),
  ])
  func `names the file and what is wrong with it`(recipe: String, file: String, problem: String) {
    let recipe = recipe.replacing("PATH", with: folder.quoted(file))
      .replacing("SPEECH", with: "\(folder.path)/speech.wav")
    let error = run(recipe).error
    #expect(error.contains(file == "." ? folder.path : file), "\(error)")
    #expect(error.contains(problem), "\(error)")
    #expect(!error.contains("\n"))
  }

  @Test func `names a recording that is cut short`() throws {
    let outcome = run("load_audio(\(folder.quoted("whole.wav"))).duration")
    #expect(outcome.lines == ["0.5"])
    try folder.writeTruncatedWave("cut.wav")
    #expect(run("load_audio(\(folder.quoted("cut.wav")))").error.contains("is truncated"))
  }

  @Test func `sets rows aside whose recording or transcript is bad, and names them`() throws {
    try folder.write(
      "mixed.csv", "file,text\none.wav,one\nempty.wav,two\nmissing.wav,three\ntwo.wav,\n")
    let outcome = run(
      """
      data = load_dataset(\(folder.quoted("mixed.csv")))
      print(len(data), len(data.problems))
      for problem in data.problems { print(problem.problem) }
      """)
    #expect(outcome.error == "")
    #expect(outcome.lines.first == "1 3")
    let problems = outcome.lines.dropFirst().joined(separator: "\n")
    for name in ["empty.wav", "missing.wav"] { #expect(problems.contains(name), "\(problems)") }
    #expect(outcome.notices.split(separator: "\n").count == 1)
  }
}

extension TemporaryFolder {
  /// Writes a recording whose header declares more than there is.
  func writeTruncatedWave(_ name: String) throws {
    let samples = [UInt8](repeating: 1, count: 100)
    let header: [UInt8] =
      Array("RIFF".utf8) + [0x64, 0x1F, 0, 0] + Array("WAVEfmt ".utf8)
      + [16, 0, 0, 0, 1, 0, 1, 0, 0x40, 0x1F, 0, 0, 0x80, 0x3E, 0, 0, 2, 0, 16, 0]
      + Array("data".utf8) + [0x40, 0x1F, 0, 0]
    try write(name, header + samples)
  }
}
