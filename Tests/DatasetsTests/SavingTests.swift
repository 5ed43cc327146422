internal import Audio
internal import Testing

@testable internal import Datasets

private let table = Dataset(rows: [
  Row([
    ("text", .text("a, \"b\"\nc")), ("n", .int(1)), ("x", .number(0.5)), ("yes", .bool(true)),
    ("code", .text("7")),
  ]),
  Row([
    ("text", .text("=1+1")), ("n", .none), ("x", .number(2)), ("yes", .bool(false)),
    ("code", .text("08")),
  ]),
  Row([("text", .text("")), ("n", .int(-3)), ("x", .none), ("code", .text("9"))]),
])

@Test(arguments: ["t.csv", "t.jsonl"])
func `a table survives its file`(name: String) throws {
  try withTemporaryFolder { folder in
    try table.save(to: folder + "/" + name)
    #expect(try loadDataset(folder + "/" + name, format: "table") == table)
  }
}

@Test func `lists and records survive as JSON and are refused elsewhere`() throws {
  try withTemporaryFolder { folder in
    let data = Dataset(rows: [
      Row([("a", .list([.int(1), .none, .text("x")])), ("b", .record(Row([("c", .number(0.1))])))])
    ])
    try data.save(to: folder + "/t.jsonl")
    #expect(try loadTable(folder + "/t.jsonl") == data)
    #expect(throws: DatasetError.self) { try data.save(to: folder + "/t.csv") }
  }
}

@Test func `tab-separated values take what they can hold`() throws {
  try withTemporaryFolder { folder in
    let path = folder + "/t.tsv"
    let data = Dataset(rows: [
      Row([("t", .text("\"q\", =1")), ("n", .int(1))]), Row([("t", .text("x")), ("n", .none)]),
    ])
    try data.save(to: path)
    #expect(try loadTable(path) == data)
    #expect {
      try Dataset(rows: [Row([("t", .text("a\tb"))])]).save(to: path)
    } throws: { error in
      "\(error)" == "\"\(path)\" cannot hold row 0's \"t\": it has a tab or a line end;"
        + " save as .csv or .jsonl"
    }
    #expect(try loadTable(path) == data)
  }
}

@Test func `numbers that are none are kept where they can be`() throws {
  try withTemporaryFolder { folder in
    let data = Dataset(rows: [Row([("loss", .number(.infinity))]), Row([("loss", .number(1))])])
    try data.save(to: folder + "/t.csv")
    #expect(try loadTable(folder + "/t.csv") == data)
    #expect(throws: DatasetError.self) { try data.save(to: folder + "/t.jsonl") }
  }
}

@Test(arguments: ["m.csv", "m.tsv", "m.jsonl", "below/m.csv"])
func `a corpus survives its manifest`(name: String) throws {
  try withTemporaryFolder { folder in
    try writeWave(folder + "/clips/a.wav")
    try writeWave(folder + "/clips/b.wav", rate: 16000)
    try write(
      "path,text,speaker\nclips/a.wav,12,x\nclips/b.wav,-twelve,y\n", folder + "/metadata.csv")
    let data = try loadDataset(folder)
    try write("", folder + "/below/.keep")
    try data.save(to: folder + "/" + name)
    var options = LoadOptions()
    options.allowsOutside = name.hasPrefix("below")
    let again = try loadDataset(folder + "/" + name, options: options)
    #expect(again == data)
    // The keys are the manifest's paths, so the parts stay the same.
    if !name.hasPrefix("below") { #expect(again.keys == data.keys) }
  }
}

@Test func `sound in memory and unknown endings are refused`() throws {
  try withTemporaryFolder { folder in
    try writeWave(folder + "/a.wav")
    let clip = try readAudio(folder + "/a.wav")
    let data = Dataset(rows: [Row([("audio", .audio(AudioSource(clip)))])])
    #expect(throws: DatasetError.self) { try data.save(to: folder + "/t.jsonl") }
    let error = DatasetError.unknownEnding(
      path: "t.xlsx", known: [".jsonl", ".csv", ".tsv"])
    #expect(throws: error) { try table.save(to: "t.xlsx") }
    #expect(throws: DatasetError.self) { try table.save(to: folder + "/no/such/t.csv") }
  }
}

@Test func `quotes with marks on them are doubled, and spellings that look alike stay apart`()
  throws
{
  try withTemporaryFolder { folder in
    let texts = ["\"\u{301}a\"", "e\u{301}", "\u{E9}", "\"\"\u{200D}"]
    let data = Dataset(rows: texts.map { Row([("text", .text($0))]) })
    try data.save(to: folder + "/t.csv")
    let read = try loadTable(folder + "/t.csv")
    #expect(try read.texts("text").map { Array($0.utf8) } == texts.map { Array($0.utf8) })
    #expect(read[1].cells != read[2].cells)
  }
}
