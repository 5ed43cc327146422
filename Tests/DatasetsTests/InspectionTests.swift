internal import Testing

@testable internal import Datasets

@Test func `a description counts lengths, rates, speakers, words and characters`() throws {
  try withTemporaryFolder { folder in
    try writeWave(folder + "/a.wav", frameCount: 8000)
    try writeWave(folder + "/b.wav", frameCount: 800)
    try writeWave(folder + "/c.wav", frameCount: 16_000, rate: 16_000)
    try write("path,text,speaker\na.wav,é on,x\nb.wav,on,y\nc.wav,on two,x\n", folder + "/m.csv")
    let data = try loadDataset(folder + "/m.csv")
    let description = DatasetDescription(data)
    #expect(description.rowCount == 3)
    #expect(description.lengths == [0.1, 1, 1])
    #expect(description.medianLength == 1)
    #expect(description.samplingRates.map(\.rate) == [8000, 16_000])
    #expect(description.samplingRates.map(\.count) == [2, 1])
    #expect(description.speakerCount == 2)
    #expect(description.wordCount == 5 && description.vocabularyCount == 3)
    #expect(description.letterCount == 12 && description.characterCount == 6)
    #expect(description.extremes?.shortest == 1 && description.extremes?.longest == 0)
    let empty = DatasetDescription(try data.select(["speaker"]))
    #expect(empty.seconds == nil && empty.wordCount == nil && empty.speakerCount == 2)
  }
}

@Test func `characters are counted with their rows`() {
  let entries = CharacterInventory(["ab*", "ba", "é*a", "e\u{301}"]).entries
  #expect(entries.map { String($0.character) } == ["a", "*", "b", "e", "é", "\u{301}"])
  #expect(entries.map(\.count) == [3, 2, 2, 1, 1, 1])
  #expect(entries.map(\.rowCount) == [3, 2, 2, 1, 1, 1])
  #expect(entries.map(\.firstRow) == [0, 0, 0, 3, 2, 3])
}

@Test func `a split tells what training rows share with the others`() throws {
  try withTemporaryFolder { folder in
    for name in ["a", "b", "copy"] { try writeWave("\(folder)/\(name).wav") }
    try writeWave(folder + "/d.wav", frameCount: 900)
    try writeWave(folder + "/e.wav", frameCount: 801)
    try write(
      """
      path,text,speaker
      a.wav,One  two,s1
      d.wav,three,s2
      e.wav,four,
      copy.wav,one TWO,s1
      b.wav,five,s3
      """, folder + "/m.csv")
    // b is as long as a, with other sound.
    var bytes = [UInt8](try readBytes(folder + "/b.wav"))
    bytes[bytes.count - 1] ^= 1
    try write(bytes, folder + "/b.wav")
    let data = try loadDataset(folder + "/m.csv")
    let leaks = SplitLeaks(Split(train: data[0..<3], valid: data[3..<4], test: data[4..<5]))
    #expect(leaks.speakers?.shared == 1 && leaks.speakers?.all == 3)
    #expect(leaks.sentences == 1 && leaks.recordings == 1 && leaks.heldOutCount == 2)
    #expect(
      leaks.description == "1 of 3 speakers are on both sides, 1 of 2 held-out rows have a "
        + "sentence of the training rows, 1 of 2 held-out rows have a recording of the training rows"
    )
    let clean = SplitLeaks(Split(train: data[1..<3], valid: data[0..<0], test: data[4..<5]))
    #expect(clean.description == "no speaker, sentence or recording is on both sides")
  }
}
