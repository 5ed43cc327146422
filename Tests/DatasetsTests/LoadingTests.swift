internal import Audio
internal import Foundation
internal import Synchronization
internal import Testing
internal import Text

@testable internal import Datasets

private func corpus(_ folder: String, _ names: [String]) throws {
  for name in names { try writeWave(folder + "/" + name) }
}

@Test func `a manifest gives files, texts, its other columns, lengths and rates`() throws {
  try withTemporaryFolder { folder in
    try corpus(folder, ["clips/a.wav", "clips/b 1.wav"])
    try write(
      "path\tsentence\tspeaker\tage\nclips/a.wav\tzero\t007\t31\nclips/b 1.wav\tone \"1\"\tx\t\n",
      folder + "/transcripts.tsv")
    for path in [folder, folder + "/transcripts.tsv"] {
      let data = try loadDataset(path)
      #expect(
        data.names == ["file", "audio", "text", "speaker", "age", "duration", "sampling_rate"])
      #expect(try data.texts("text") == ["zero", "one \"1\""])
      #expect(try data.texts("speaker") == ["007", "x"])
      #expect(try data.column("age") == [.int(31), .none])
      #expect(try data.numbers("duration") == [0.1, 0.1])
      #expect(try data.column("sampling_rate") == [.int(8000), .int(8000)])
      #expect(try data.texts("file") == [folder + "/clips/a.wav", folder + "/clips/b 1.wav"])
      #expect(try data.recordings()[1].read().frameCount == 800)
      #expect(data.problems.isEmpty)
      #expect(data.problemSummary == nil)
    }
  }
}

@Test func `comma-separated and JSON manifests say the same`() throws {
  try withTemporaryFolder { folder in
    try corpus(folder, ["a.wav", "b,c.wav"])
    try write(
      "\u{FEFF}file_name,transcription,split\r\na.wav,\"x, y\",train\r\n\"b,c.wav\",5,test",
      folder + "/metadata.csv")
    try write(
      """
      {"audio_filepath": "a.wav", "text": "x, y", "split": "train", "duration": 9}
      {"text": "5", "audio_filepath": "b,c.wav", "split": "test"}
      """, folder + "/m.jsonl")
    let csv = try loadDataset(folder)
    let json = try loadDataset(folder + "/m.jsonl")
    #expect(csv == json)
    #expect(try csv.texts("text") == ["x, y", "5"])
    #expect(try csv.column("split") == [.text("train"), .text("test")])
  }
}

@Test func `columns with other names are found when named`() throws {
  try withTemporaryFolder { folder in
    try corpus(folder, ["a.wav"])
    try write("rec,said\na.wav,hi\n", folder + "/list.csv")
    #expect(throws: DatasetError.self) { try loadDataset(folder + "/list.csv") }
    var options = LoadOptions()
    options.audioColumn = "rec"
    options.textColumn = "said"
    options.transcripts = "list.csv"
    #expect(try loadDataset(folder, options: options).texts("text") == ["hi"])
    options.textColumn = "sayd"
    #expect(throws: DatasetError.noColumn("sayd", nearest: "said", known: ["rec", "said"])) {
      try loadDataset(folder, options: options)
    }
  }
}

@Test func `rows that cannot be used are left out and listed`() throws {
  try withTemporaryFolder { folder in
    try corpus(folder, ["a.wav", "silent.wav"])
    try writeWave(folder + "/none.wav", frameCount: 0)
    try write("", folder + "/empty.wav")
    try write("<!DOCTYPE html><html>not found</html>", folder + "/page.wav")
    try FileManager.default.createDirectory(
      atPath: folder + "/dir.wav", withIntermediateDirectories: true)
    try write(
      """
      path,text
      a.wav,fine
      gone.wav,x
      empty.wav,x
      page.wav,x
      none.wav,x
      dir.wav,x
      silent.wav,"  "
      ,x
      ~/a.wav,x
      file:///a.wav,x
      """, folder + "/m.csv")
    let data = try loadDataset(folder + "/m.csv")
    #expect(try data.texts("text") == ["fine"])
    #expect(data.problems.map(\.row) == [3, 4, 5, 6, 7, 8, 9, 10, 11])
    #expect(data.problems[0].reason == .audio(.missingFile(path: folder + "/gone.wav")))
    #expect(data.problems[1].reason == .audio(.emptyFile(path: folder + "/empty.wav")))
    #expect(data.problems[5].reason == .noTranscript)
    #expect(data.problems[6].reason == .noPath)
    let summary = try #require(data.problemSummary)
    #expect(summary.hasPrefix("9 of 10 rows were left out: 3 without a recording, "))
    #expect(!summary.contains("\n"))
  }
}

@Test func `a corpus without a row that can be used is an error`() throws {
  try withTemporaryFolder { folder in
    let path = folder + "/m.csv"
    try write("path,text\ngone.wav,x\n", path)
    let error = RowProblem(
      row: 2, path: "gone.wav", reason: .audio(.missingFile(path: folder + "/gone.wav")))
    #expect(throws: DatasetError.noUsableRows(path: path, first: error)) { try loadDataset(path) }
    try write("path,text\n", path)
    #expect(throws: DatasetError.noUsableRows(path: path, first: nil)) { try loadDataset(path) }
    try write("", path)
    #expect(throws: DatasetError.noHeader(path: path)) { try loadDataset(path) }
  }
}

@Test(arguments: [
  "../x.wav", "a/../../x.wav", "/etc/passwd", "//host/x.wav", "/x.wav",
  "a/" + String(repeating: "b", count: 5000),
])
func `paths that lead out of the folder are refused by name`(path: String) throws {
  try withTemporaryFolder { folder in
    try writeWave(folder + "/x.wav")
    let manifest = folder + "/in/m.csv"
    try write("path,text\n\(path),x\n", manifest)
    #expect(throws: DatasetError.outsidePath(manifest: manifest, row: 2, path: path)) {
      try loadDataset(manifest)
    }
  }
}

@Test func `links out of the folder are refused, links within are followed`() throws {
  try withTemporaryFolder { folder in
    try corpus(folder, ["x.wav", "in/a.wav"])
    let manager = FileManager.default
    for (link, target) in [
      ("in/inner.wav", "a.wav"), ("in/outer.wav", "../x.wav"), ("in/folder", ".."),
    ] {
      try manager.createSymbolicLink(atPath: folder + "/" + link, withDestinationPath: target)
    }
    let manifest = folder + "/in/m.csv"
    try write("path,text\ninner.wav,x\n./a.wav,y\nq/../a.wav,z\n", manifest)
    #expect(try loadDataset(manifest).count >= 2)
    for path in ["outer.wav", "folder/x.wav"] {
      try write("path,text\n\(path),x\n", manifest)
      #expect(throws: DatasetError.outsidePath(manifest: manifest, row: 2, path: path)) {
        try loadDataset(manifest)
      }
      var options = LoadOptions()
      options.allowsOutside = true
      #expect(try loadDataset(manifest, options: options).count == 1)
    }
    // An absolute path into the folder is no way out.
    try write("path,text\n\(folder)/in/a.wav,x\n", manifest)
    #expect(try loadDataset(manifest).count == 1)
  }
}

@Test func `broken manifests are refused with the line`() throws {
  try withTemporaryFolder { folder in
    let path = folder + "/m.csv"
    func refuses(_ bytes: [UInt8], _ error: DatasetError) throws {
      try write(bytes, path)
      #expect(throws: error) { try loadDataset(path) }
    }
    let header = Array("path,text\na.wav,x\n".utf8)
    try refuses(
      header + Array("b.wav,\"x\n".utf8), .badLine(path: path, line: 3, .openQuote))
    try refuses(
      header + [0x61, 0xE9, 0x0A],
      .text(.file(path: path, problem: .notUTF8(line: 3, byte: 19, likely: .latin1))))
    try refuses(
      [0xFF, 0xFE, 0x61, 0],
      .text(.file(path: path, problem: .notUTF8(line: 1, byte: 0, likely: .utf16))))
    try refuses(Array("path,text,path\n".utf8), .duplicateHeader(path: path, "path"))
    let lines = folder + "/m.jsonl"
    for (text, line) in [("{\"a\": }\n", 1), ("\n[1]\n{]\n", 2), ("\nnull", 2)] {
      try write(text, lines)
      #expect { try loadDataset(lines) } throws: { error in
        guard case .badLine(lines, line, .json) = error as? DatasetError else { return false }
        return true
      }
    }
  }
}

@Test func `stretches of recordings have their own start and length`() throws {
  try withTemporaryFolder { folder in
    try corpus(folder, ["a.wav"])
    let path = folder + "/m.jsonl"
    let fields = [
      "\"offset\": 0.025, \"duration\": 0.05", "\"offset\": 0.05", "\"offset\": -1",
      "\"offset\": 0, \"duration\": 9", "\"offset\": \"1,5\"", "\"offset\": 0.2",
      "\"offset\": 0, \"duration\": 0",
    ]
    try write(
      fields.map { "{\"path\": \"a.wav\", \"text\": \"x\", \($0)}\n" }.joined(), path)
    let data = try loadDataset(path)
    #expect(try data.numbers("duration") == [0.05, 0.05])
    #expect(try data.recordings().map { try $0.read().frameCount } == [400, 400])
    #expect(data.problems.map(\.row) == [3, 4, 5, 6, 7])
    #expect(data.problems[1].reason == .badStretch(field: "duration", value: "9"))
    #expect(data.problems[2].reason == .badStretch(field: "offset", value: "1,5"))
  }
}

@Test func `what is not a corpus is refused by name`() throws {
  try withTemporaryFolder { folder in
    #expect(throws: DatasetError.missingCorpus(path: folder + "/no")) {
      try loadDataset(folder + "/no")
    }
    try write("x", folder + "/a.bin")
    #expect(throws: DatasetError.self) { try loadDataset(folder + "/a.bin") }
    let known = CorpusFormats.readers.map(\.format)
    #expect(
      throws: DatasetError.unknownFormat("cvs", nearest: "csv", known: ["auto"] + known + ["table"])
    ) { try loadDataset(folder, format: "cvs") }
    #expect(throws: DatasetError.self) { try loadDataset(folder, format: "csv") }
    #expect(throws: DatasetError.self) { try loadDataset("/dev/zero", format: "csv") }
    #expect(throws: DatasetError.self) { try loadDataset("a\0b") }
  }
}

@Test func `a channel is chosen where it is there`() throws {
  try withTemporaryFolder { folder in
    try corpus(folder, ["a.wav"])
    try write("path,text\na.wav,x\n", folder + "/m.csv")
    var options = LoadOptions()
    options.channel = 0
    #expect(try loadDataset(folder + "/m.csv", options: options).recordings()[0].channel == 0)
    options.channel = 1
    #expect(throws: DatasetError.self) { try loadDataset(folder + "/m.csv", options: options) }
  }
}

@Test func `loading tells how far it is, and stops when told to`() throws {
  try withTemporaryFolder { folder in
    try writeWave(folder + "/a.wav")
    let lines = (0..<200).map { "a.wav,text \($0)\n" }.joined()
    try write("path,text\n" + lines, folder + "/m.csv")
    let calls = Mutex<[Int]>([])
    let data = try loadDataset(folder + "/m.csv") { done, all in
      calls.withLock { $0.append(done * 1000 + all) }
    }
    #expect(data.count == 200)
    let seen = calls.withLock { $0 }
    #expect(seen == seen.sorted() && seen.last == 200_200)
    #expect(throws: DatasetError.cancelled) {
      try loadDataset(folder + "/m.csv", isCancelled: { true })
    }
  }
}
