internal import Testing

@testable internal import Datasets

@Test func `folders named by what is said are labels`() throws {
  try withTemporaryFolder { folder in
    for name in ["aspirin/2.wav", "aspirin/10.wav", "ibu profen/x.wav", "_noise_/n.wav"] {
      try writeWave("\(folder)/\(name)")
    }
    try write("notes", folder + "/aspirin/readme.md")
    let data = try loadDataset(folder)
    #expect(try data.texts("text") == ["aspirin", "aspirin", "ibu profen"])
    #expect(try data.texts("label") == ["aspirin", "aspirin", "ibu profen"])
    #expect(
      try data.texts("file").map { String($0.split(separator: "/").last ?? "") }
        == ["2.wav", "10.wav", "x.wav"])
    #expect(data.problems.map(\.reason) == [.noLabel("_noise_")])
  }
}
