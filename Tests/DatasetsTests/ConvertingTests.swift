internal import Audio
internal import Foundation
internal import Synchronization
internal import Tensors
internal import Testing

@testable internal import Datasets

/// A corpus of WAV files in two folders, at 8 kHz.
private func corpus(_ folder: String, count: Int = 6) throws -> Dataset {
  var lines = ["file\ttext\tspeaker"]
  for index in 0..<count {
    let name = "clips/\(index % 2 == 0 ? "even" : "odd")/\(index).wav"
    try writeWave("\(folder)/\(name)", frameCount: 800 + 100 * index)
    lines.append("\(name)\tnumber \(index)\ts\(index % 2)")
  }
  try write(lines.joined(separator: "\n") + "\n", folder + "/list.tsv")
  return try loadDataset(folder + "/list.tsv")
}

private func files(_ folder: String) throws -> [String] {
  try FileManager.default.subpathsOfDirectory(atPath: folder)
    .filter { $0.hasSuffix(".flac") || $0.hasSuffix(".wav") || $0.hasSuffix(".tmp") }.sorted()
}

private func dates(_ folder: String) throws -> [String: Date] {
  var dates: [String: Date] = [:]
  for file in try files(folder) {
    let attributes = try FileManager.default.attributesOfItem(atPath: folder + "/" + file)
    dates[file] = attributes[.modificationDate] as? Date
  }
  return dates
}

private var wav: ConversionFormat {
  var format = ConversionFormat()
  format.container = .wav
  return format
}

@Test func `a dataset is converted into a folder that loads`() throws {
  try withTemporaryFolder { folder in
    let data = try corpus(folder)
    let calls = Mutex<[Int]>([])
    let (result, report) = try convert(data, into: folder + "/new/16k") { done, all in
      calls.withLock { $0.append(done * 100 + all) }
    }
    #expect(report.written == 6 && report.kept == 0 && report.lowered == 0)
    #expect(calls.withLock { $0 } == (0...6).map { $0 * 100 + 6 })
    #expect(
      try files(folder + "/new/16k") == [
        "clips/even/0.flac", "clips/even/2.flac", "clips/even/4.flac", "clips/odd/1.flac",
        "clips/odd/3.flac", "clips/odd/5.flac",
      ])
    #expect(result.count == 6)
    #expect(try result.texts("text") == data.texts("text"))
    #expect(try result.texts("speaker") == data.texts("speaker"))
    #expect(try Set(result.numbers("sampling_rate")) == [16_000])
    for index in data.indices {
      let wanted = try data.recordings()[index].read().resampled(to: 16_000)
      let found = try result.recordings()[index].read()
      #expect(found.frameCount == wanted.frameCount)
      let apart = zip(found.samples.elements, wanted.samples.elements).map { abs($0 - $1) }
      #expect(try #require(apart.max()) <= 0.5 / 32_768 + 1e-7)
    }
    let loaded = try loadDataset(folder + "/new/16k")
    #expect(try loaded.texts("file") == result.texts("file"))
    #expect(try loaded.texts("text") == result.texts("text"))
    #expect(try loaded.texts("speaker") == result.texts("speaker"))
    #expect(try loaded.numbers("duration") == result.numbers("duration"))
  }
}

@Test func `files that are there are kept, others are made`() throws {
  try withTemporaryFolder { folder in
    let data = try corpus(folder)
    let target = folder + "/new"
    let first = try convert(data, into: target).data
    let before = try dates(target)
    #expect(try convert(data, into: target).report.kept == 6)
    #expect(try dates(target) == before)
    // One is gone, one is cut short, the source of one has changed.
    try FileManager.default.removeItem(atPath: target + "/clips/even/0.flac")
    let path = target + "/clips/odd/1.flac"
    try write(Array(Data(contentsOf: URL(fileURLWithPath: path)).prefix(200)), path)
    try writeWave(folder + "/clips/even/2.wav", frameCount: 2_000)
    let again = try loadDataset(folder + "/list.tsv")
    let (second, report) = try convert(again, into: target)
    #expect(report.written == 3 && report.kept == 3)
    let after = try dates(target)
    for name in ["clips/even/4.flac", "clips/odd/3.flac", "clips/odd/5.flac"] {
      #expect(after[name] == before[name])
    }
    #expect(try second.numbers("duration")[2] == 0.25)
    #expect(try second.numbers("duration")[1] == first.numbers("duration")[1])
    // Another rate makes all anew.
    var slower = ConversionFormat()
    slower.samplingRate = 4_000
    #expect(try convert(again, into: target, format: slower).report.written == 6)
  }
}

@Test(arguments: [0, 1, 3, 5]) func `a conversion that was stopped goes on`(stop: Int) throws {
  try withTemporaryFolder { folder in
    let data = try corpus(folder)
    let target = folder + "/new"
    let done = Mutex(0)
    #expect(throws: DatasetError.cancelled) {
      try convert(
        data, into: target, progress: { count, _ in done.withLock { $0 = count } },
        isCancelled: { done.withLock { $0 } >= stop })
    }
    let there = try files(target)
    #expect(!there.contains { $0.hasSuffix(".tmp") })
    for file in there { #expect(try audioInfo(target + "/" + file).frameCount > 0) }
    // The last line of a journal that was cut short counts for nothing.
    let journal = target + "/conversion.jsonl"
    if FileManager.default.fileExists(atPath: journal) {
      let text = try String(contentsOfFile: journal, encoding: .utf8)
      try write(String(text.dropLast(20)), journal)
    }
    let (result, report) = try convert(data, into: target)
    #expect(result.count == 6 && report.written + report.kept == 6)
    #expect(report.kept >= max(0, there.count - 2))
    #expect(try convert(data, into: target).report.kept == 6)
  }
}

@Test func `a long recording is stopped in its middle`() throws {
  try withTemporaryFolder { folder in
    let clip = AudioClip(samples: Tensor(zeros: [48_000 * 240]), samplingRate: 48_000)
    try clip.save(to: folder + "/long.flac")
    try write("file\ttext\nlong.flac\ta\n", folder + "/list.tsv")
    let data = try loadDataset(folder + "/list.tsv")
    let asked = Mutex(0)
    let start = ContinuousClock.now
    #expect(throws: DatasetError.cancelled) {
      try convert(
        data, into: folder + "/new",
        isCancelled: {
          asked.withLock {
            $0 += 1
            return $0 > 20
          }
        })
    }
    #expect(start.duration(to: .now) < .seconds(2))
    #expect(try files(folder + "/new") == [])
  }
}

@Test func `recordings that cannot be read are left out and listed`() throws {
  try withTemporaryFolder { folder in
    let data = try corpus(folder)
    try write([1, 2, 3], folder + "/clips/odd/1.wav")
    try FileManager.default.removeItem(atPath: folder + "/clips/even/4.wav")
    let (result, report) = try convert(data, into: folder + "/new")
    #expect(result.count == 4 && report.written == 4)
    #expect(result.problems.map(\.row) == [2, 5])
    let summary = try #require(result.problemSummary)
    #expect(summary.hasPrefix("2 of 6 rows were left out: "))
    #expect(try loadDataset(folder + "/new").count == 4)
  }
}

@Test func `two rows of one name are refused before anything is written`() throws {
  try withTemporaryFolder { folder in
    try writeWave(folder + "/a.wav")
    try writeWave(folder + "/a.aiff.wav")
    try FileManager.default.moveItem(atPath: folder + "/a.aiff.wav", toPath: folder + "/a.aiff")
    try write("file\ttext\na.wav\tx\na.aiff\ty\n", folder + "/list.tsv")
    let data = try loadDataset(folder + "/list.tsv")
    #expect(
      throws: DatasetError.conversion(
        .sameName(
          "a.flac", first: 0, firstFile: folder + "/a.wav", second: 1,
          secondFile: folder + "/a.aiff"))
    ) { try convert(data, into: folder + "/new") }
    #expect(!FileManager.default.fileExists(atPath: folder + "/new"))
  }
}

@Test func `no name climbs out of the folder`() throws {
  for (key, shown) in [
    ("../../x/a.wav", "data/../../x/a.wav"), ("/etc/a.wav", "/etc/a.wav"), ("..", ".."),
    ("a/../../b/./c.wav", "d/a/../../b/./c.wav"), ("...", "..."), ("~/x.wav", "~/x.wav"),
    (".hidden", "f/.hidden"), ("", ""), ("x\u{1F}1.5", "x"),
  ] {
    let stem = ConversionPlan.stem(key, shown: shown, start: 0, row: 7)
    let steps = stem.split(separator: "/", omittingEmptySubsequences: false)
    #expect(!stem.isEmpty && !stem.hasPrefix("/"), "\(key)")
    #expect(!steps.contains("..") && !steps.contains(".") && !steps.contains(""), "\(stem)")
  }
  #expect(ConversionPlan.stem("../a.wav", shown: "d/../a.wav", start: 0, row: 0) == "a")
  #expect(ConversionPlan.stem("t.wav\u{1F}2.5", shown: "d/t.wav", start: 2.5, row: 0) == "t-2.500")
}

@Test func `a source is never written over`() throws {
  try withTemporaryFolder { folder in
    let data = try corpus(folder)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: folder + "/clips/even/0.wav"))
    #expect(
      throws: DatasetError.conversion(
        .overSource(row: 0, file: folder + "/clips/even/0.wav"))
    ) { try convert(data, into: folder, format: wav) }
    try FileManager.default.createSymbolicLink(
      atPath: folder + "/link", withDestinationPath: folder)
    #expect(throws: DatasetError.self) { try convert(data, into: folder + "/link", format: wav) }
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder + "/clips/even/0.wav")) == bytes)
  }
}

@Test func `transcripts of others are not lost`() throws {
  try withTemporaryFolder { folder in
    let data = try corpus(folder)
    for name in ["transcripts.tsv", "transcripts.jsonl", "metadata.csv"] {
      try write("mine\n", folder + "/new/" + name)
      #expect(
        throws: DatasetError.conversion(.foreignFolder(transcripts: folder + "/new/" + name))
      ) { try convert(data, into: folder + "/new") }
      try FileManager.default.removeItem(atPath: folder + "/new/" + name)
    }
  }
}

@Test func `too little room is refused with both numbers`() throws {
  try withTemporaryFolder { folder in
    let data = try corpus(folder)
    let target = folder + "/new"
    let seconds = try data.numbers("duration").reduce(0, +)
    let needed = 6 * 4_096 + Int(seconds * 32_000)
    let error = #expect(throws: DatasetError.self) {
      try convert(data, into: target, format: wav, freeSpace: { _ in 10_000 })
    }
    #expect(error == .conversion(.noRoom(folder: target, needed: needed, free: 10_000)))
    #expect(
      error?.description == "\"\(target)\" needs about 49 KiB and has 10 KiB free")
    #expect(try files(target) == [])
    // What is there already needs no room.
    _ = try convert(data, into: target, format: wav)
    #expect(
      try convert(data, into: target, format: wav, freeSpace: { _ in 0 }).report.kept == 6)
  }
}

@Test func `sound beyond full scale is made softer, not cut off`() throws {
  try withTemporaryFolder { folder in
    let loud = AudioClip(
      samples: Tensor((0..<8_000).map { 1.5 * Float(sin(Double($0) * 0.1)) }), samplingRate: 16_000)
    let soft = AudioClip(
      samples: Tensor((0..<8_000).map { 0.5 * Float(sin(Double($0) * 0.1)) }), samplingRate: 16_000)
    let data = Dataset(
      rows: [loud, soft].map { Row([("audio", .audio(AudioSource($0))), ("text", .text("a"))]) })
    let (result, report) = try convert(data, into: folder + "/new")
    #expect(report.lowered == 1)
    #expect(abs(report.mostLowered - 20 * log10(1.5)) < 0.01)
    let clips = try result.recordings().map { recording in try recording.read() }
    #expect(clips[0].peak > 0.999 && clips[0].peak < 1)
    let ratio = zip(clips[0].samples.elements, loud.samples.elements)
      .filter { abs($0.1) > 0.1 }.map { $0 / $1 }
    #expect(try #require(ratio.max()) - #require(ratio.min()) < 1e-3)
    #expect(abs(clips[1].peak - soft.peak) < 1e-4)
    #expect(try result.texts("file").map { $0.suffix(11) } == ["/row-0.flac", "/row-1.flac"])
    // The same sound in memory is known again.
    #expect(try convert(data, into: folder + "/new").report.kept == 2)
  }
}

@Test func `augmented rows are written as they sound`() throws {
  try withTemporaryFolder { folder in
    let data = try corpus(folder)
    let chain = Augmentation([try .init(.speed(.among([0.8, 1.25])))])
    let augmented = try data.augmented(by: chain, seed: 3)
    let lengths = try augmented.numbers("duration")
    #expect(try lengths != data.numbers("duration"))
    let result = try convert(augmented, into: folder + "/new").data
    for (found, wanted) in zip(try result.numbers("duration"), lengths) {
      #expect(abs(found - wanted) < 1e-3)
    }
    #expect(throws: DatasetError.self) { try augmented.save(to: folder + "/lost.jsonl") }
    let other = try data.augmented(by: chain, seed: 4)
    #expect(try convert(other, into: folder + "/new").report.written > 0)
  }
}
