internal import ExactStrings
internal import Foundation
internal import TestSupport
internal import Testing

@testable internal import Datasets

/// Names and texts that look alike are two, in every table and every corpus.
@Suite struct DatasetLookalikeTests {
  private static let pairs = Lookalikes.all

  @Test(arguments: pairs)
  func `columns of JSON lines are all there, and saving keeps them`(pair: Lookalikes) throws {
    try withTemporaryFolder { folder in
      let (one, other) = (pair.one, pair.other)
      try write("{\"\(one)\": 1, \"\(other)\": 2}\n{\"\(other)\": 3}\n", folder + "/a.jsonl")
      let data = try loadTable(folder + "/a.jsonl")
      #expect(data.names.areExactly([one, other]))
      for ending in ["jsonl", "csv", "tsv"] {
        try data.save(to: folder + "/b.\(ending)")
        let again = try loadTable(folder + "/b.\(ending)")
        #expect(try again.column(one) == [.int(1), .none])
        #expect(try again.column(other) == [.int(2), .int(3)])
        #expect(again == data)
      }
    }
  }

  @Test(arguments: pairs)
  func `columns are chosen, removed and renamed by their own names`(pair: Lookalikes) throws {
    let (one, other) = (pair.one, pair.other)
    let data = Dataset(rows: [Row([(one, .int(1)), (other, .int(2))]), Row([(other, .int(3))])])
    #expect(data.names.count == 2 && data[1].names.count == 2)
    #expect(try data.select([other]).names.areExactly([other]))
    #expect(try data.remove([one]).names.areExactly([other]))
    let renamed = try data.rename([ExactString(one): "a"])
    #expect(renamed.names.areExactly(["a", other]))
    #expect(
      try data.rename([ExactString(one): other, ExactString(other): one]).names.areExactly([
        other, one,
      ]))
    #expect(throws: DatasetError.self) { try data.select(["a"]).column(one) }
    let alone = Dataset(rows: [Row([(one, .int(1))])])
    #expect(throws: DatasetError.self) { try alone.column(other) }
    #expect(alone != Dataset(rows: [Row([(other, .int(1))])]))
    #expect(Row([(one, .int(1))]) != Row([(other, .int(1))]))
    #expect(Row([(one, .text(one))]) != Row([(one, .text(other))]))
  }

  @Test(arguments: pairs)
  func `changes of a table keep both columns`(pair: Lookalikes) throws {
    let data = Dataset(rows: [Row([(pair.one, .int(1))])])
    var changes = TableChanges(of: data)
    changes.keep(0, over: Row([(pair.other, .int(2))]))
    let result = data.applying(changes)
    #expect(try result.column(pair.one) == [.int(1)])
    #expect(try result.column(pair.other) == [.int(2)])
  }

  @Test(arguments: pairs)
  func `recordings of Kaldi keep their ids`(pair: Lookalikes) throws {
    try withTemporaryFolder { folder in
      try writeWave(folder + "/a.wav", frameCount: 800)
      try writeWave(folder + "/b.wav", frameCount: 1600)
      let (one, other) = (pair.one, pair.other)
      try write("\(one) a.wav\n\(other) b.wav\n", folder + "/wav.scp")
      try write("\(one) first\n\(other) second\n", folder + "/text")
      try write("\(one) \(one)\n\(other) \(other)\n", folder + "/utt2spk")
      try write("\(one) f\n\(other) m\n", folder + "/spk2gender")
      let data = try loadDataset(folder)
      #expect(try data.texts("text") == ["first", "second"])
      #expect(try data.numbers("duration") == [0.1, 0.2])
      #expect(try data.texts("gender") == ["f", "m"])
      #expect(DatasetDescription(data).speakerCount == 2)
    }
  }

  @Test(arguments: pairs)
  func `files whose names look alike are two`(pair: Lookalikes) throws {
    try withTemporaryFolder { folder in
      let names = pair.texts { "\($0).wav" }
      for (index, name) in names.enumerated() {
        try writeWave("\(folder)/\(name)", frameCount: 800 * (index + 1))
      }
      try write("file,text\n\(names[0]),a\n\(names[1]),b\n", folder + "/list.csv")
      let data = try loadDataset(folder + "/list.csv")
      #expect(try data.numbers("duration") == [0.1, 0.2])
      let (made, report) = try convert(data, into: folder + "/new")
      #expect(report.written == 2 && made.count == 2)
      #expect(try convert(data, into: folder + "/new").report.kept == 2)
      try write("\(names[0])|a\n\(names[1])|b\n", folder + "/said.txt")
      var options = LoadOptions()
      options.transcripts = "said.txt"
      let paired = try loadDataset(folder, options: options)
      #expect(try paired.numbers("duration") == [0.1, 0.2])
    }
  }

  @Test(arguments: pairs)
  func `a text is said anew where another looks like it`(pair: Lookalikes) {
    var recipe = SpeechRecipe()
    recipe.voices = ["a", "b"]
    recipe.takes = 2
    let utterances = recipe.utterances([pair.one, pair.other])
    // Each text is said in both voices before one comes again.
    #expect(Set(utterances[..<2].map(\.voice)).count == 2)
    #expect(Set(utterances[2...].map(\.voice)).count == 2)
    #expect(Voice(pair.one) != Voice(pair.other))
    #expect(Set([Voice(pair.one), Voice(pair.other)]).count == 2)
  }

  @Test(arguments: pairs)
  func `nothing leaks between rows that only look alike`(pair: Lookalikes) {
    func rows(_ text: String) -> Dataset {
      Dataset(rows: [Row([("text", .text("a " + text)), ("speaker", .text(text))])])
    }
    // The kelvin sign and K are one letter in lower case.
    let isOne = pair.one.lowercased().isExactly(pair.other.lowercased())
    let leaks = SplitLeaks(
      Split(train: rows(pair.one), valid: rows(pair.one).rows(at: []), test: rows(pair.other)))
    #expect(leaks.speakers?.shared == 0 && leaks.speakers?.all == 2)
    #expect(leaks.sentences == (isOne ? 1 : 0))
  }

  @Test(arguments: pairs)
  func `clips of Common Voice are in the part that names them`(pair: Lookalikes) throws {
    try withTemporaryFolder { folder in
      let names = pair.texts { "\($0).wav" }
      for name in names { try writeWave("\(folder)/clips/\(name)") }
      let head = "client_id\tpath\tsentence\n"
      try write(
        head + "s\t\(names[0])\tx\ns\t\(names[1])\ty\n", folder + "/validated.tsv")
      try write(head + "s\t\(names[0])\tx\n", folder + "/train.tsv")
      try write(head + "s\t\(names[1])\ty\n", folder + "/test.tsv")
      #expect(try loadDataset(folder).texts("split") == ["train", "test"])
    }
  }
}

/// Lists and folders that spell one name in two ways, as those of macOS and of others do.
@Suite struct OtherSpellingTests {
  @Test func `a manifest that spells a name otherwise is told so`() throws {
    try withTemporaryFolder { folder in
      try writeWave(folder + "/u\u{308}ber/a\u{300}.wav")
      try writeWave(folder + "/b.wav")
      try write("file,text\n\u{FC}ber/\u{E0}.wav,a\nb.wav,b\n", folder + "/list.csv")
      let data = try loadDataset(folder + "/list.csv")
      #expect(data.count == 1)
      #expect(
        data.problems.first?.reason
          == .spelledOtherwise(
            missing: folder + "/\u{FC}ber/\u{E0}.wav", found: folder + "/u\u{308}ber/a\u{300}.wav"))
      let words = data.problems.first?.description ?? ""
      #expect(words.contains("looks the same and has other code points (U+0075 U+0308"))
    }
  }

  @Test func `a name in both spellings is one too many to choose`() throws {
    var names = RecordingNames()
    names.add("x", as: "u\u{308}")
    #expect(names["\u{FC}"] == "x" && names["u\u{308}"] == "x" && names["u"] == nil)
    names.add("y", as: "\u{FC}")
    #expect(names["\u{FC}"] == "y" && names["u\u{308}"] == "x")
    names = RecordingNames()
    names.add("x", as: "a\u{323}\u{307}")
    names.add("y", as: "\u{1EA1}\u{307}")
    #expect(names["a\u{307}\u{323}"] == nil)
  }

  @Test func `a link in another spelling of a folder does not lead out`() throws {
    try withTemporaryFolder { folder in
      try writeWave(folder + "/data/\u{E9}/in.wav")
      try writeWave(folder + "/secret/out.wav")
      try FileManager.default.createSymbolicLink(
        atPath: folder + "/data/e\u{301}", withDestinationPath: folder + "/secret")
      var paths = PathRoot(folder + "/data", allowsOutside: false)
      _ = try paths.resolve("\u{E9}/in.wav")
      #expect(throws: PathRoot.Refusal.outside) { try paths.resolve("e\u{301}/out.wav") }
    }
  }
}
