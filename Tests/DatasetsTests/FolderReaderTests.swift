internal import Testing
internal import Text

@testable internal import Datasets

private func load(_ folder: String, _ lines: String, names: [String]) throws -> Dataset {
  for name in names { try writeWave(folder + "/" + name) }
  try write(lines, folder + "/said.txt")
  var options = LoadOptions()
  options.transcripts = "said.txt"
  return try loadDataset(folder, options: options)
}

private func names(_ data: Dataset) throws -> [String] {
  try data.texts("file").map { String($0.split(separator: "/").last ?? "") }
}

@Test func `lines belong to numbered recordings in natural order`() throws {
  try withTemporaryFolder { folder in
    let data = try load(
      folder, "\u{FEFF}one\r\ntwo\r\nten  words\r\n\r\n",
      names: ["clip10.wav", "clip2.wav", "clip1.wav"])
    #expect(try names(data) == ["clip1.wav", "clip2.wav", "clip10.wav"])
    #expect(try data.texts("text") == ["one", "two", "ten words"])
  }
}

@Test func `a line's number is the name of its recording`() throws {
  try withTemporaryFolder { folder in
    let data = try load(folder, "one\ntwo\nthree\nfour", names: ["4.wav", "2.wav", "1.wav"])
    #expect(try names(data) == ["1.wav", "2.wav", "4.wav"])
    #expect(try data.texts("text") == ["one", "two", "four"])
    #expect(data.problems == [RowProblem(row: 3, path: "3", reason: .noRecording)])
  }
}

@Test func `numbers may start at zero`() throws {
  try withTemporaryFolder { folder in
    let data = try load(folder, "zero\none", names: ["0.wav", "1.wav"])
    #expect(try names(data) == ["0.wav", "1.wav"])
    #expect(try data.texts("text") == ["zero", "one"])
  }
}

@Test func `lines with names belong to those`() throws {
  try withTemporaryFolder { folder in
    let data = try load(
      folder, "b|the  second\na.wav first one\nb\tagain\n", names: ["a.wav", "b.wav", "c.wav"])
    #expect(try names(data) == ["b.wav", "a.wav", "b.wav"])
    #expect(try data.texts("text") == ["the second", "first one", "again"])
  }
}

@Test func `an empty line is a recording without a transcript`() throws {
  try withTemporaryFolder { folder in
    let data = try load(folder, "one\n\nthree\n", names: ["1.wav", "2.wav", "3.wav"])
    #expect(try data.texts("text") == ["one", "three"])
    #expect(data.problems == [RowProblem(row: 2, path: "2.wav", reason: .noTranscript)])
  }
}

@Test func `lines that do not pair are refused with both numbers`() throws {
  try withTemporaryFolder { folder in
    #expect(
      throws: DatasetError.unpaired(
        transcripts: folder + "/said.txt", lineCount: 3, folder: folder, recordingCount: 2)
    ) { try load(folder, "a b\nc d\ne f\n", names: ["x1.wav", "x2.wav"]) }
  }
  try withTemporaryFolder { folder in
    #expect(
      throws: DatasetError.unnumbered(transcripts: folder + "/said.txt", recording: "left.wav")
    ) { try load(folder, "a b\nc d\n", names: ["left.wav", "right.wav"]) }
  }
  try withTemporaryFolder { folder in
    #expect(throws: DatasetError.noRecordings(folder: folder)) {
      try load(folder, "a\n", names: [])
    }
  }
  try withTemporaryFolder { folder in
    #expect(throws: DatasetError.noHeader(path: folder + "/said.txt")) {
      try load(folder, " \n", names: ["1.wav"])
    }
  }
}

@Test func `a folder without transcripts says which names were looked for`() throws {
  try withTemporaryFolder { folder in
    try writeWave(folder + "/1.wav")
    #expect(
      throws: DatasetError.noTranscripts(folder: folder, usual: FolderReader.usualNames)
    ) { try loadDataset(folder) }
    try write("hello\n", folder + "/transcripts.txt")
    #expect(try loadDataset(folder).texts("text") == ["hello"])
    var options = LoadOptions()
    options.transcripts = "other.txt"
    #expect(
      throws: DatasetError.text(.file(path: folder + "/other.txt", problem: .missing))
    ) { try loadDataset(folder, options: options) }
  }
}
