internal import Audio
internal import Foundation
internal import Tensors
internal import Testing

@testable internal import Datasets

/// Corpora said by programs that stand in for real ones.
private func recipe(_ command: [String]) throws -> SpeechRecipe {
  var recipe = SpeechRecipe()
  recipe.command = try SpeechCommand(command)
  recipe.samplingRate = 8_000
  recipe.timeLimit = 10
  return recipe
}

private func callCount(_ folder: String) throws -> Int {
  try String(contentsOfFile: folder + "/calls", encoding: .utf8).split(separator: "\n").count
}

@Test func `a command makes a corpus with the columns that it has values for`() throws {
  try withTemporaryFolder { folder in
    let program = try installSpeaker(folder)
    var recipe = try recipe([program, "{voice}", "--length={speed}"])
    recipe.voices = ["amy", "joe"]
    recipe.speeds = [0.9, 1.1]
    let texts = (0..<20).map { "text \($0)" }
    let data = try synthesizeDataset(texts, into: folder + "/out", recipe: recipe).data
    #expect(
      data.names == ["file", "audio", "text", "speaker", "speed", "duration", "sampling_rate"])
    #expect(try Set(data.texts("speaker")) == ["amy", "joe"])
    #expect(try Set(data.numbers("speed")) == [0.9, 1.1])
    let calls = try String(contentsOfFile: folder + "/calls", encoding: .utf8)
    #expect(Set(calls.split(separator: "\n")).count == 4)

    let plain = try synthesizeDataset(["a"], into: folder + "/plain", recipe: .init(program))
    #expect(plain.data.names == ["file", "audio", "text", "duration", "sampling_rate"])
    #expect(try loadDataset(folder + "/plain") == plain.data)
  }
}

extension SpeechRecipe {
  fileprivate init(_ program: String) throws {
    self.init()
    command = try SpeechCommand([program])
    samplingRate = 8_000
  }
}

@Test func `texts come back as they were, whatever they look like`() throws {
  try withTemporaryFolder { folder in
    let program = try installSpeaker(folder)
    for texts in [
      ["12", "007", "1e5"], ["\"a\" b", "'", "#x", "a\"b", "NA", "=1+1", "\\t", "א،ب"],
    ] {
      let data = try synthesizeDataset(
        texts, into: folder + "/\(texts.count)", recipe: SpeechRecipe(program)
      ).data
      #expect(try data.texts("text") == texts)
    }
  }
}

@Test func `texts that cannot be said are counted and left out`() throws {
  try withTemporaryFolder { folder in
    let program = try installSpeaker(
      folder, then: "grep -q bad \"$folder/inputs\" && exit 5; cat \"$folder/tone.wav\"")
    let long = String(repeating: "a", count: 3_000_000)
    let data = try synthesizeDataset(
      ["good", " ", "x\0", long, "fine\u{A0}\n"], into: folder + "/out",
      recipe: SpeechRecipe(program)
    ).data
    #expect(try data.texts("text") == ["good", "fine"])
    #expect(data.problems.map(\.row) == [2, 3, 4])
    #expect(
      data.problemSummary == "3 of 5 rows were left out: 3 with a text that cannot be said"
        + " (first: row 2: there is no text to say)")

    let mixed = try synthesizeDataset(
      ["good", "bad"], into: folder + "/out", recipe: SpeechRecipe(program))
    #expect(try mixed.data.texts("text") == ["good"])
    #expect(mixed.report.made == 0 && mixed.report.kept == 1)
    #expect(mixed.data.problems.first?.description.hasSuffix("ended with status 5") == true)
    #expect(mixed.data.problemSummary?.contains("1 that the program did not say") == true)
    #expect(try loadDataset(folder + "/out").count == 1)
  }
}

@Test func `a program that says nothing is asked a few times, not for every text`() throws {
  try withTemporaryFolder { folder in
    let program = try installSpeaker(folder, then: "exit 3")
    let texts = (0..<500).map { "text \($0)" }
    let error = DatasetError.speech(.failed(program: program, status: 3, message: ""))
    #expect(throws: error) {
      try synthesizeDataset(texts, into: folder + "/out", recipe: SpeechRecipe(program))
    }
    #expect(try callCount(folder) < 100)
    #expect(!FileManager.default.fileExists(atPath: folder + "/out/transcripts.tsv"))
  }
}

@Test func `files are kept while text, settings and program are the same`() throws {
  try withTemporaryFolder { folder in
    let program = try installSpeaker(folder)
    let model = folder + "/model.bin"
    try write("1", model)
    let words = [program, "--model", model, "{voice}"]
    func made(_ change: (inout SpeechRecipe) throws -> Void = { _ in }) throws -> Int {
      var recipe = try recipe(words)
      recipe.voices = ["amy"]
      try change(&recipe)
      return try synthesizeDataset(["a", "b", "c"], into: folder + "/out", recipe: recipe)
        .report.made
    }
    #expect(try made() == 3)
    #expect(try made() == 0)
    #expect(try made { $0.samplingRate = 16_000 } == 3)
    #expect(try made { $0.voices = ["joe"] } == 3)
    #expect(try made { $0.command = try SpeechCommand(words + ["x"]) } == 3)
    #expect(try made() == 0)
    try write("22", model)
    #expect(try made() == 3)
    let file =
      folder + "/out/"
      + (try FileManager.default.contentsOfDirectory(atPath: folder + "/out")
        .sorted().first { $0.hasPrefix("a-") } ?? "")
    try writeWave(file, frameCount: 5)
    #expect(try made { $0.voices = ["amy"] } <= 1)
    try write("cat \"\(folder)/tone.wav\" # ", program)
    try install("cat '\(folder)/tone.wav'", as: program)
    #expect(try made() == 3)
  }
}

@Test func `room on the disk is asked for first`() throws {
  try withTemporaryFolder { folder in
    let program = try installSpeaker(folder)
    var corpus = SpeechCorpus(folder: folder + "/out", recipe: try SpeechRecipe(program))
    corpus.freeSpace = { _ in 40_000 }
    #expect {
      try corpus.make(["one", "two", "three"], progress: { _, _ in }, isCancelled: { false })
    } throws: { error in
      "\(error)".hasSuffix("needs about 77 KiB and has 40 KiB free")
    }
    #expect(!FileManager.default.fileExists(atPath: folder + "/calls"))
    _ = try corpus.make(["one"], progress: { _, _ in }, isCancelled: { false })
    // What is there already needs no room.
    corpus.freeSpace = { _ in 0 }
    let again = try corpus.make(["one"], progress: { _, _ in }, isCancelled: { false })
    #expect(again.report.kept == 1)
  }
}

@Test(arguments: ["en", "ur", "ja"]) func `the estimate of room is above what is taken`(
  voice: String
) throws {
  let texts = [
    "en": "the quick brown fox jumps over the lazy dog and runs away",
    "ur": "لال دروازہ کھولو اور سبز کتاب دکھاؤ", "ja": "こんにちは せかい の みなさん",
  ]
  let text = texts[voice] ?? ""
  for speed in [80.0, 175, 450] {
    let utterance = Utterance(
      text: text, voice: Voice(voice, speed: speed, pitch: 50), samplingRate: 16_000)
    let clip = try synthesize(text, voice: utterance.voice).resampled(to: 16_000)
    #expect((clip.frameCount * 2...clip.frameCount * 12).contains(utterance.byteCount))
  }
}

@Test func `a stereo sound beyond full scale becomes one channel within it`() throws {
  try withTemporaryFolder { folder in
    let program = try installSpeaker(folder)
    // A square wave at full scale goes beyond it when it is resampled.
    let samples = (0..<4_000).flatMap {
      [Float](repeating: $0 / 5 % 2 == 0 ? 0.999 : -0.999, count: 2)
    }
    try AudioClip(samples: Tensor(samples, shape: [4_000, 2]), samplingRate: 22_050)
      .save(to: folder + "/tone.wav")
    let made = try synthesizeDataset(["a"], into: folder + "/out", recipe: SpeechRecipe(program))
    #expect(made.report.lowered == 1)
    let clip = try made.data.recordings()[0].read()
    #expect(clip.channelCount == 1 && clip.samplingRate == 8_000)
    #expect((0.99...1).contains(clip.peak))
  }
}
