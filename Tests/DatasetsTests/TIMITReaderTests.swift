internal import Testing

@testable internal import Datasets

private func writeSentence(_ path: String, wave: String) throws {
  try writeWave(path + wave, frameCount: 1600, rate: 16_000)
  try write("0 1600 She had\n", path + ".TXT")
  try write("160 480 she\n480 1440 had\n", path + ".WRD")
  try write("0 160 h#\n160 320 sh\n320 480 iy\n480 1600 hv\n", path + ".PHN")
}

@Test func `recordings of TIMIT come with words and phones in time`() throws {
  try withTemporaryFolder { folder in
    try writeSentence(folder + "/TRAIN/DR1/FCJF0/SA1", wave: ".WAV")
    try writeSentence(folder + "/TEST/DR2/MABC0/SX9", wave: ".WAV.wav")
    let data = try loadDataset(folder)
    #expect(try data.texts("split") == ["test", "train"])
    #expect(try data.texts("speaker") == ["MABC0", "FCJF0"])
    #expect(try data.texts("gender") == ["male", "female"])
    #expect(try data.texts("dialect") == ["DR2", "DR1"])
    #expect(try data.texts("sentence") == ["SX9", "SA1"])
    #expect(try data.texts("text") == ["She had", "She had"])
    #expect(try data.texts("phones") == ["h# sh iy hv", "h# sh iy hv"])
    guard case .list(let words) = data[0]["word_times"] else { throw DatasetError.cancelled }
    #expect(
      words.last
        == .record(
          Row([("word", .text("had")), ("start", .number(0.03)), ("end", .number(0.09))])))
    #expect(data.problems.isEmpty)
  }
}

@Test func `names may be small, and a broken file is a problem of its row`() throws {
  try withTemporaryFolder { folder in
    let place = folder + "/timit/train/dr3/mxyz0"
    try writeWave(place + "/sa1.wav", rate: 16_000)
    try write("0 46797 She had your dark suit.\n", place + "/sa1.txt")
    try writeWave(place + "/sa2.wav", rate: 16_000)
    try write("not a line\n", place + "/sa2.txt")
    let data = try loadDataset(folder + "/timit")
    #expect(try data.texts("text") == ["She had your dark suit."])
    #expect(try data.texts("dialect") == ["DR3"])
    #expect(data.problems.map(\.reason) == [.badLine(.stretch)])
  }
}
