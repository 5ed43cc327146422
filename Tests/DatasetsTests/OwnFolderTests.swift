internal import Testing

@testable internal import Datasets

/// Folders and manifests as people have them.
@Suite struct OwnFolderTests {
  private func without(_ path: String) throws -> Dataset {
    var options = LoadOptions()
    options.needsTranscripts = false
    return try loadDataset(path, options: options)
  }

  @Test func `recordings alone are rows, in natural order, with folders within`() throws {
    try withTemporaryFolder { folder in
      for name in ["10.wav", "2.wav", "late/1.WAV", ".hidden.wav"] {
        try writeWave(folder + "/" + name)
      }
      try write("notes", folder + "/notes.txt")
      // An M4A file says so, and is left out by name.
      try write([0, 0, 0, 0x18] + Array("ftypM4A ".utf8), folder + "/call.m4a")
      let data = try without(folder)
      #expect(data.names == ["file", "audio", "duration", "sampling_rate"])
      #expect(
        try data.texts("file") == ["2.wav", "10.wav", "late/1.WAV"].map { folder + "/" + $0 })
      #expect(data.problems.count == 1)
      #expect(data.problems[0].description.contains("call.m4a\" is not audio that can be read"))
      #expect(data.problems[0].description.contains("MP4, M4A or 3GP"))
      // With transcripts asked for, the error says what to do.
      #expect {
        try loadDataset(folder)
      } throws: {
        "\($0)".hasSuffix("or load the recordings alone with transcripts=false")
      }
    }
  }

  @Test func `a folder without recordings is refused`() throws {
    try withTemporaryFolder { folder in
      try write("", folder + "/a.txt")
      #expect(throws: DatasetError.noRecordings(folder: folder)) { try without(folder) }
    }
  }

  @Test(arguments: ["csv", "tsv", "jsonl"])
  func `a manifest of paths alone is rows, and keeps what else it has`(ending: String) throws {
    try withTemporaryFolder { folder in
      for name in ["a.wav", "b.wav"] { try writeWave(folder + "/" + name) }
      let path = folder + "/list." + ending
      try write(
        ending == "jsonl"
          ? "{\"path\": \"a.wav\"}\n{\"path\": \"b.wav\"}\n{\"path\": \"c.wav\"}\n"
          : "path\na.wav\nb.wav\nc.wav\n", path)
      let data = try without(path)
      #expect(try data.texts("file") == ["a.wav", "b.wav"].map { folder + "/" + $0 })
      #expect(data.problems.map(\.row) == [ending == "jsonl" ? 3 : 4])
      #expect(!data.names.contains("text"))
      #expect {
        try loadDataset(path)
      } throws: {
        "\($0)".contains("load the recordings alone with transcripts=false")
      }
      try write("path,text,note\na.wav,,x\n", folder + "/kept.csv")
      #expect(
        try without(folder + "/kept.csv").names
          == ["file", "audio", "text", "note", "duration", "sampling_rate"])
    }
  }

  @Test func `a format that has transcripts of its own does not go without`() throws {
    try withTemporaryFolder { folder in
      try writeWave(folder + "/a.wav")
      var options = LoadOptions()
      options.needsTranscripts = false
      #expect(throws: DatasetError.self) {
        try loadDataset(folder, format: "timit", options: options)
      }
    }
  }

  @Test func `backslashes of Windows divide folders where nothing else is meant`() throws {
    try withTemporaryFolder { folder in
      for name in ["clips/a.wav", "clips/b.wav", "odd\\name.wav"] {
        try writeWave(folder + "/" + name)
      }
      let path = folder + "/list.csv"
      try write(
        "path,text\nclips\\a.wav,one\nclips\\b.wav,two\nodd\\name.wav,three\n", path)
      let data = try loadDataset(path)
      #expect(
        try data.texts("file")
          == ["clips/a.wav", "clips/b.wav", "odd\\name.wav"].map { folder + "/" + $0 })
      // What leads outside stays outside, however it is spelled.
      try write("path,text\n..\\x.wav,one\n", path)
      #expect(throws: DatasetError.self) { try loadDataset(path) }
    }
  }

  @Test func `a path with a drive is said to be one of Windows`() throws {
    try withTemporaryFolder { folder in
      try writeWave(folder + "/a.wav")
      let path = folder + "/list.csv"
      try write("path,text\nC:\\Users\\me\\clips\\b.wav,one\na.wav,two\n", path)
      let problem = try #require(try loadDataset(path).problems.first)
      #expect(problem.description.contains("it is a path of Windows"), "\(problem)")
      #expect(problem.description.contains("\"clips/b.wav\""), "\(problem)")
    }
    #expect(
      DatasetError.missingCorpus(path: "data\\new").description
        == "\"data\\new\" does not exist; folders are divided by / here, and not by \\: \"data/new\""
    )
  }

  @Test(arguments: [
    ("csv", "path;text;snr\na.wav;\"one; and, more\";1\nb.wav;two;2,5\n"),
    ("csv", "path|text|snr\na.wav|one; and, more|1\nb.wav|two|2,5\n"),
    ("csv", "path\ttext\tsnr\na.wav\tone; and, more\t1\nb.wav\ttwo\t2,5\n"),
    ("tsv", "path;text;snr\na.wav;\"one; and, more\";1\nb.wav;two;2,5\n"),
  ])
  func `the first line says what divides the fields`(ending: String, lines: String) throws {
    try withTemporaryFolder { folder in
      for name in ["a.wav", "b.wav"] { try writeWave(folder + "/" + name) }
      let path = folder + "/list." + ending
      try write(lines, path)
      let data = try loadDataset(path)
      #expect(try data.texts("text") == ["one; and, more", "two"])
      #expect(try data.column("snr") == [.text("1"), .text("2,5")])
    }
  }

  @Test func `commas stay the divider where the first line has one`() throws {
    try withTemporaryFolder { folder in
      try writeWave(folder + "/a.wav")
      let path = folder + "/list.csv"
      try write("path,text;more\na.wav,one\n", path)
      #expect { try loadDataset(path) } throws: { "\($0)".contains("\"text;more\"") }
    }
  }

  @Test func `LJ Speech is read as it is laid out`() throws {
    try withTemporaryFolder { folder in
      for name in ["LJ001-0001", "LJ001-0002"] { try writeWave(folder + "/wavs/\(name).wav") }
      try write(
        "LJ001-0001|In 1455 \"they\" said, yes.|In fourteen fifty-five \"they\" said, yes.\n"
          + "LJ001-0002|Yes.|Yes.\nbroken\nLJ001-0003|No.|No.\n", folder + "/metadata.csv")
      let data = try loadDataset(folder)
      #expect(data.names.prefix(4) == ["file", "audio", "text", "written"])
      #expect(try data.texts("text") == ["In fourteen fifty-five \"they\" said, yes.", "Yes."])
      #expect(try data.texts("written")[0] == "In 1455 \"they\" said, yes.")
      #expect(Set(data.problems.map(\.row)) == [3, 4])
    }
  }

  @Test func `a list of objects is rows as lines of objects are`() throws {
    try withTemporaryFolder { folder in
      for name in ["a.wav", "b.wav"] { try writeWave(folder + "/" + name) }
      for (name, text) in [
        (
          "list.json",
          "[\n  {\"path\": \"a.wav\", \"text\": \"one\"},\n  {\"path\": \"b.wav\", \"text\": \"two\"}\n]\n"
        ),
        (
          "list.jsonl",
          "[{\"path\": \"a.wav\", \"text\": \"one\"}, {\"path\": \"b.wav\", \"text\": \"two\"}]"
        ),
      ] {
        try write(text, folder + "/" + name)
        #expect(try loadDataset(folder + "/" + name).texts("text") == ["one", "two"])
      }
      try write("[{\"path\": \"a.wav\", \"text\": \"one\"}, 3]", folder + "/odd.json")
      let odd = try loadDataset(folder + "/odd.json")
      #expect(odd.count == 1)
      #expect(odd.problems[0].description.contains("item 2 of the list is"))
    }
  }

  @Test func `NaN of Python's json is a missing value, and Infinity is named`() throws {
    try withTemporaryFolder { folder in
      for name in ["a.wav", "b.wav"] { try writeWave(folder + "/" + name) }
      let path = folder + "/list.jsonl"
      try write(
        "{\"path\": \"a.wav\", \"text\": \"one\", \"snr\": NaN}\n"
          + "{\"path\": \"b.wav\", \"text\": \"two\", \"snr\": 12.5}\n"
          + "{\"path\": \"b.wav\", \"text\": \"two\", \"snr\": Infinity}\n", path)
      let data = try loadDataset(path)
      #expect(try data.column("snr") == [.none, .number(12.5)])
      #expect(data.problems[0].description.contains("Infinity is no number of JSON"))
    }
  }
}
