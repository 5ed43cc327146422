internal import Testing

@testable internal import Datasets

@Test func `a data folder of Kaldi gives recordings with speakers`() throws {
  try withTemporaryFolder { folder in
    for name in ["one", "two three"] { try writeWave("\(folder)/wav/\(name).wav") }
    try write("u1 wav/one.wav\nu2   wav/two three.wav\nu3 wav/none.wav\n", folder + "/wav.scp")
    try write("u1 the first\nu2\tthe  second\nu3 lost\nu4 never\n", folder + "/text")
    try write("u1 s1\nu2 s2\n", folder + "/utt2spk")
    try write("s1 f\n", folder + "/spk2gender")
    let data = try loadDataset(folder)
    #expect(try data.texts("text") == ["the first", "the second"])
    #expect(try data.texts("id") == ["u1", "u2"])
    #expect(try data.column("speaker") == [.text("s1"), .text("s2")])
    #expect(try data.column("gender") == [.text("f"), .none])
    #expect(data.problems.map(\.row) == [3, 4])
    #expect(data.problems[1].reason == .noRecording)
  }
}

@Test func `segments are stretches of their recordings`() throws {
  try withTemporaryFolder { folder in
    try writeWave(folder + "/r.wav", frameCount: 8000)
    try write("r r.wav\n", folder + "/wav.scp")
    try write("a early\nb late\nc beyond\nd nowhere\n", folder + "/text")
    try write(
      "a r 0.1 0.35\nb r 0.5 -1\nc r 0.9 2.5\ne r 0.2 0.3\n", folder + "/segments")
    let data = try loadDataset(folder, format: "kaldi")
    #expect(try data.texts("id") == ["a", "b"])
    let sources = try data.recordings()
    #expect(sources.map(\.start) == [0.1, 0.5])
    #expect(abs(sources[0].duration - 0.25) < 1e-12 && sources[1].duration == 0.5)
    #expect(data.problems.map(\.path) == ["e", "r.wav", "d"])
  }
}

@Test func `commands, archives and repeated names are refused by their lines`() throws {
  try withTemporaryFolder { folder in
    try writeWave(folder + "/r.wav")
    try write("a words\n", folder + "/text")
    let path = folder + "/wav.scp"
    for (line, problem) in [
      ("b sph2pipe -f wav r.sph |", LineProblem.command("sph2pipe -f wav r.sph |")),
      ("b raw.ark:1234", .archive("raw.ark:1234")), ("a r.wav", .repeated("a")),
    ] {
      try write("a r.wav\n\(line)\n", path)
      #expect(throws: DatasetError.badLine(path: path, line: 2, problem)) {
        try loadDataset(folder)
      }
    }
    try write("a r.wav\n", path)
    try write("a r 1 0\n", folder + "/segments")
    #expect(throws: DatasetError.badLine(path: folder + "/segments", line: 1, .segment)) {
      try loadDataset(folder)
    }
  }
}

@Test func `a recording that is where asrsh runs and not in the folder is told`() throws {
  try withTemporaryFolder { folder in
    // Tests run in the folder of the repository.
    try write("u Package.swift\nv a.wav\nw b.wav\n", folder + "/wav.scp")
    try write("u x\nv y\nw z\n", folder + "/text")
    try writeWave(folder + "/a.wav")
    let data = try loadDataset(folder)
    #expect(try data.texts("id") == ["v"])
    #expect(
      data.problems.map { "\($0)" } == [
        "row 1: \"\(folder)/Package.swift\" does not exist; paths count from the folder of the corpus, "
          + "and not from the current one, where \"Package.swift\" is",
        "row 3: \"\(folder)/b.wav\" does not exist",
      ])
    #expect(data.problemSummary?.hasPrefix("2 of 3 rows were left out: 2 without a rec") == true)
  }
}
