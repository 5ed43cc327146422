internal import Testing

@testable internal import Datasets

@Test func `recordings with texts beside them are paired at any depth`() throws {
  try withTemporaryFolder { folder in
    for name in ["0/12/a", "0/2/b", "c"] {
      try writeWave("\(folder)/\(name).wav")
      if name != "c" { try write("слово \(name)\n", "\(folder)/\(name).txt") }
    }
    let data = try loadDataset(folder)
    #expect(try data.texts("text") == ["слово 0/2/b", "слово 0/12/a"])
    #expect(data.problems.map(\.reason) == [.noTranscript])
  }
}

@Test func `a manifest of Open STT is told from one with a header`() throws {
  try withTemporaryFolder { folder in
    try writeWave(folder + "/x/a.wav")
    try write("да нет", folder + "/x/a.txt")
    try write("x/a.wav,x/a.txt,0.1\nx/gone.wav,x/gone.txt,3\n", folder + "/part.csv")
    let data = try loadDataset(folder + "/part.csv")
    #expect(try data.texts("text") == ["да нет"])
    #expect(data.problems.count == 1)
    try write("x/a.wav,../a.txt,0.1\n", folder + "/out.csv")
    #expect(
      throws: DatasetError.outsidePath(manifest: folder + "/out.csv", row: 1, path: "../a.txt")
    ) { try loadDataset(folder + "/out.csv") }
    try write("path,text\nx/a.wav,said\n", folder + "/table.csv")
    #expect(try loadDataset(folder + "/table.csv").texts("text") == ["said"])
  }
}
