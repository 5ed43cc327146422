internal import Testing

@testable internal import Datasets

@Test func `submissions to VoxForge give sentences and what speakers say of themselves`() throws {
  try withTemporaryFolder { folder in
    let first = folder + "/anna-20100101-abc"
    try writeWave(first + "/wav/a0001.wav")
    try write(
      "anna-20100101-abc/mfc/a0001 THE FIRST ONE\nanna-20100101-abc/mfc/a0002 LOST\n",
      first + "/etc/PROMPTS")
    try write(
      "User Name:anna\n\nSpeaker Characteristics:\nGender: Female\nAge Range: Adult\n"
        + "Language: EN\nPronunciation dialect: [unknown]\n", first + "/etc/README")
    let second = folder + "/bo-1"
    try writeWave(second + "/flac/b1.wav")
    try write("b1 Second, with a comma\n", second + "/etc/prompts-original")
    let data = try loadDataset(folder)
    #expect(try data.texts("text") == ["THE FIRST ONE", "Second, with a comma"])
    #expect(try data.texts("speaker") == ["anna", "bo"])
    #expect(try data.column("gender") == [.text("Female"), .none])
    #expect(try data.column("age") == [.text("Adult"), .none])
    #expect(try data.column("dialect") == [.none, .none])
    #expect(try data.texts("submission") == ["anna-20100101-abc", "bo-1"])
    #expect(data.problems.map(\.reason) == [.noRecording])
    #expect(try loadDataset(first).count == 1)
  }
}
