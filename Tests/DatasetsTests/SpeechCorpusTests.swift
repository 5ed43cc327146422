internal import Audio
internal import Foundation
internal import Synchronization
internal import Testing

@testable internal import Datasets

private let isInstalled = (try? SpeechCommand.espeak.findProgram()) != nil

private var recipe: SpeechRecipe {
  var recipe = SpeechRecipe()
  recipe.voices = ["en", "en-us", "en+f3"]
  recipe.speeds = [150, 180, 210]
  recipe.pitches = [30, 50, 70]
  recipe.seed = 4
  return recipe
}

private func files(_ folder: String) throws -> [String] {
  try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
}

@Test(.enabled(if: isInstalled)) func `texts become a corpus`() throws {
  try withTemporaryFolder { folder in
    let texts = ["Open the  door", "stop", "stop", "日本"]
    let calls = Mutex<[Int]>([])
    let made = try synthesizeDataset(texts, into: folder + "/a/b", recipe: recipe) { done, all in
      calls.withLock { $0.append(done * 10 + all) }
    }
    let data = made.data
    #expect(
      data.names
        == ["file", "audio", "text", "speaker", "speed", "pitch", "duration", "sampling_rate"])
    #expect(try data.texts("text") == ["Open the door", "stop", "stop", "日本"])
    #expect(try Set(data.numbers("sampling_rate")) == [16000])
    #expect(try data.texts("speaker").allSatisfy(["en", "en-us", "en+f3"].contains))
    #expect(try data.numbers("speed").allSatisfy { [150, 180, 210].contains($0) })
    #expect(try data.recordings()[0].read().duration > 0.3)
    let info = try audioInfo(data.texts("file")[0])
    #expect(info.encoding.contains("16"))
    #expect(try data.texts("file")[0].contains("/open-the-door-"))
    let count = try files(folder + "/a/b").filter { $0.hasSuffix(".wav") }.count
    #expect(calls.withLock { $0 } == (1...count).map { $0 * 10 + count })
    #expect(made.report.made == count && made.report.kept == 0)
    #expect(try loadDataset(folder + "/a/b") == data)
  }
}

@Test(.enabled(if: isInstalled)) func `what is there is kept, what is not is made`() throws {
  try withTemporaryFolder { folder in
    let texts = (0..<6).map { "number \($0)" }
    let data = try synthesizeDataset(texts, into: folder, recipe: recipe).data
    let paths = try data.texts("file")
    func date(_ path: String) throws -> Date? {
      try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
    }
    let dates = try paths.map(date)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: paths[2]))
    try FileManager.default.removeItem(atPath: paths[2])
    try write(Array(bytes.prefix(1000)), paths[4])
    let again = try synthesizeDataset(texts, into: folder, recipe: recipe)
    #expect(again.data == data)
    #expect(again.report.made == 2 && again.report.kept == 4)
    for index in [0, 1, 3, 5] { #expect(try date(paths[index]) == dates[index]) }
    #expect(try Data(contentsOf: URL(fileURLWithPath: paths[2])) == bytes)
    #expect(try data.recordings()[4].read().duration == data.numbers("duration")[4])
    // More texts leave the draws of the old ones as they were.
    let more = try synthesizeDataset(["first"] + texts, into: folder, recipe: recipe).data
    #expect(try Array(more.texts("file").dropFirst()) == paths)
  }
}

@Test func `draws follow the seed and use all that there is`() {
  let texts = (0..<60).map { "text \($0)" }
  let utterances = recipe.utterances(texts)
  #expect(Set(utterances.map(\.voice.name)).count == 3)
  #expect(Set(utterances.map(\.voice.speed)).count == 3)
  #expect(Set(utterances.map(\.voice.pitch)).count == 3)
  #expect(recipe.utterances(texts) == utterances)
  var other = recipe
  other.seed = 5
  #expect(other.utterances(texts) != utterances)
  other = recipe
  other.takes = 3
  let takes = other.utterances(texts)
  #expect(takes.count == 180)
  #expect(stride(from: 0, to: 180, by: 3).map { takes[$0] } == utterances)
  #expect(Set(takes).count == 180)
  // More takes leave the first ones as they were, and come back when nothing else is left.
  other.takes = 30
  let many = other.utterances(["a", "b", "a"])
  other.takes = 27
  let all = other.utterances(["a", "b"])
  #expect(Set(all.prefix(27)).count == 27 && Set(all.suffix(27)).count == 27)
  #expect(Array(many.prefix(27)) == Array(all.prefix(27)))
  #expect(Set(many[27..<30] + many[60..<84]).count == 27)
  other.voices = ["en", "en"]
  #expect(Set(other.utterances(["a"])).count == 9)
}

@Test func `file names differ with whatever changes the sound`() {
  let names = [
    Utterance(text: "Hi there!", voice: Voice("en"), samplingRate: 16000),
    Utterance(text: "hi there", voice: Voice("en"), samplingRate: 16000),
    Utterance(text: "Hi there!", voice: Voice("de"), samplingRate: 16000),
    Utterance(text: "Hi there!", voice: Voice("en", speed: 176), samplingRate: 16000),
    Utterance(text: "Hi there!", voice: Voice("en", pitch: 51), samplingRate: 16000),
    Utterance(text: "Hi there!", voice: Voice("en"), samplingRate: 8000),
    Utterance(text: "../" + String(repeating: "é", count: 999), voice: Voice(), samplingRate: 8000),
  ].map(\.fileName)
  #expect(Set(names).count == names.count)
  #expect(names[0].hasPrefix("hi-there-"))
  #expect(names.allSatisfy { $0.count <= 61 && !$0.contains("/") && !$0.hasPrefix(".") })
}

/// How far work is, told on one thread and asked for on another.
private final class Counter: Sendable {
  private let value = Mutex(0)
  var count: Int { value.withLock { $0 } }
  func set(_ count: Int) { value.withLock { $0 = count } }
}

/// Synthesizes until some files are done, and returns how many are there then.
private func stopEarly(_ texts: [String], _ folder: String) throws -> Int {
  let counter = Counter()
  #expect(throws: DatasetError.cancelled) {
    _ = try synthesizeDataset(
      texts, into: folder, recipe: recipe, progress: { done, _ in counter.set(done) },
      isCancelled: { counter.count >= 4 })
  }
  let made = try files(folder)
  #expect(made.allSatisfy { !$0.hasPrefix(".") && $0 != "transcripts.tsv" })
  return made.count { $0.hasSuffix(".wav") }
}

@Test(.enabled(if: isInstalled)) func `work that is stopped goes on the next time`() throws {
  try withTemporaryFolder { folder in
    let texts = (0..<30).map { "number \($0)" }
    let count = try stopEarly(texts, folder)
    #expect((4...20).contains(count))
    // A kill may cut the last line of the journal short.
    let journal = folder + "/speech.jsonl"
    let bytes = try readBytes(journal)
    try write(Array(bytes.dropLast(9)), journal)
    let again = try synthesizeDataset(texts, into: folder, recipe: recipe)
    #expect(again.data.count == 30)
    #expect(again.report.kept == count - 1)
    #expect(again.report.made == 31 - count)
  }
}

@Test func `transcripts of somebody else are not written over`() throws {
  try withTemporaryFolder { folder in
    try write("path\ttext\na.wav\thello\n", folder + "/transcripts.tsv")
    let error = DatasetError.speech(
      .foreignFolder(transcripts: folder + "/transcripts.tsv"))
    #expect(throws: error) { try synthesizeDataset(["hi"], into: folder) }
    #expect(try files(folder) == ["transcripts.tsv"])
  }
}

@Test func `recipes that cannot be made are refused before anything is written`() throws {
  try withTemporaryFolder { folder in
    var changes: [(inout SpeechRecipe) -> Void] = []
    changes.append { $0.voices = [] }
    changes.append { $0.voices = ["en", "a b"] }
    changes.append { $0.speeds = [10] }
    changes.append { $0.pitches = [50, 100] }
    changes.append { $0.takes = 0 }
    changes.append { $0.samplingRate = 0 }
    for change in changes {
      var broken = recipe
      change(&broken)
      #expect(throws: DatasetError.self) {
        try synthesizeDataset(["hi"], into: folder + "/x", recipe: broken)
      }
    }
    #expect(throws: DatasetError.self) { try synthesizeDataset([], into: folder + "/x") }
    #expect(throws: DatasetError.self) { try synthesizeDataset(["\0", " "], into: folder + "/x") }
    #expect(try files(folder).isEmpty)
    try write("", folder + "/file")
    #expect(throws: DatasetError.self) { try synthesizeDataset(["hi"], into: folder + "/file") }
  }
}
