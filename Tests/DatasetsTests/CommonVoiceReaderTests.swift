internal import Testing

@testable internal import Datasets

/// A release with three clips, of which one is missing.
private func writeRelease(_ folder: String) throws {
  for name in ["a", "b"] { try writeWave("\(folder)/clips/\(name).wav") }
  try write(
    """
    client_id\tpath\tsentence\tup_votes\tage\tgender
    s1\ta.wav\tShe said: "Hello," twice\t2\ttwenties\tfemale
    s2\tb.wav\tދިވެހި\t3\t\t
    s2\tgone\tno clip\t2\t\t
    only two\tfields

    """, folder + "/validated.tsv")
  try write("path\tsentence\na.wav\tx\n", folder + "/test.tsv")
}

@Test func `a release of Common Voice gives its validated clips with their parts`() throws {
  try withTemporaryFolder { folder in
    try writeRelease(folder)
    let data = try loadDataset(folder)
    #expect(
      data.names == [
        "file", "audio", "text", "speaker", "up_votes", "age", "gender", "split", "duration",
        "sampling_rate",
      ])
    #expect(try data.texts("text") == ["She said: \"Hello,\" twice", "ދިވެހި"])
    #expect(try data.column("speaker") == [.text("s1"), .text("s2")])
    #expect(try data.column("up_votes") == [.int(2), .int(3)])
    #expect(try data.column("split") == [.text("test"), .none])
    #expect(data.problems.map(\.row) == [5, 4])
    #expect(data.problems[0].reason == .badLine(.fieldCount(2, expected: 6)))
    #expect(data.problems[1].path == "clips/gone.mp3")
  }
}

@Test func `another list of a release can be named`() throws {
  try withTemporaryFolder { folder in
    try writeRelease(folder)
    try write("client_id\tpath\tsentence\ns1\tb.wav\tother\n", folder + "/invalidated.tsv")
    var options = LoadOptions()
    options.transcripts = "invalidated.tsv"
    #expect(try loadDataset(folder, options: options).texts("text") == ["other"])
  }
}

@Test func `a release with one language may be given whole, with two not`() throws {
  try withTemporaryFolder { folder in
    try writeRelease(folder + "/dv")
    #expect(try loadDataset(folder).count == 2)
    try writeRelease(folder + "/hr")
    #expect(throws: DatasetError.severalCorpora(path: folder, folders: ["dv", "hr"])) {
      try loadDataset(folder)
    }
  }
}
