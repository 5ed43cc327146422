internal import Testing

@testable internal import Datasets

@Test func `chapters of LibriSpeech are found at any level`() throws {
  try withTemporaryFolder { folder in
    let chapter = folder + "/LibriSpeech/dev-clean/84/121123"
    for number in ["0000", "0001"] { try writeWave("\(chapter)/84-121123-\(number).wav") }
    try write(
      "84-121123-0000 GO DO YOU HEAR\n84-121123-0001 BUT\n84-121123-0002 NOT THERE\n",
      chapter + "/84-121123.trans.txt")
    try write([0xFF, 0x20, 0x41], folder + "/LibriSpeech/dev-clean/85/1/85-1.trans.txt")
    let data = try loadDataset(folder + "/LibriSpeech")
    #expect(try data.texts("text") == ["GO DO YOU HEAR", "BUT"])
    #expect(try data.texts("speaker") == ["84", "84"])
    #expect(try data.texts("chapter") == ["121123", "121123"])
    #expect(try data.texts("split") == ["dev-clean", "dev-clean"])
    // The folder of speaker 85 has a file that is no text; the missing recording comes later.
    #expect(data.problems.count == 2)
    #expect(data.problems[0].path == "dev-clean/85/1/85-1.trans.txt")
    #expect(data.problems[1].reason == .noRecording)
    #expect(try loadDataset(chapter).column("split") == [.none, .none])
    #expect(try loadDataset(folder).count == 2)
  }
}

@Test func `parts of Multilingual LibriSpeech are read alone and together`() throws {
  try withTemporaryFolder { folder in
    for (part, id) in [("train", "10_20_000001"), ("dev", "11_21_000007")] {
      let names = id.split(separator: "_")
      try writeWave("\(folder)/\(part)/audio/\(names[0])/\(names[1])/\(id).wav")
      try write("\(id)\tein  Satz\nbad\tname\n", "\(folder)/\(part)/transcripts.txt")
    }
    let all = try loadDataset(folder)
    #expect(try all.texts("split") == ["dev", "train"])
    #expect(try all.texts("speaker") == ["11", "10"])
    #expect(try all.texts("book") == ["21", "20"])
    #expect(all.problems.map(\.path) == ["bad", "bad"])
    #expect(try loadDataset(folder + "/train").column("split") == [.none])
    #expect(throws: DatasetError.self) { try loadDataset(folder + "/train/audio", format: "mls") }
  }
}
