internal import Audio
internal import Foundation
internal import Testing
internal import Text

@testable internal import Datasets

/// Manifests that name what they should not, or are larger than they should be.
struct HostileManifestTests {
  private func message(_ path: String, options: LoadOptions = LoadOptions()) -> String {
    do throws(DatasetError) {
      return "\(try loadDataset(path, options: options).count) rows"
    } catch {
      return "\(error)"
    }
  }

  @Test(arguments: ["m.csv", "m.tsv", "m.jsonl", "m.json", "m"])
  func `a manifest that is a pipe, a device or a link in a circle is refused at once`(
    name: String
  ) throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/\(name)"
      unsafe mkfifo(path, 0o600)
      #expect(message(path).contains("is not an ordinary file"))
      #expect(message(folder).contains("has no transcripts"))
      try FileManager.default.removeItem(atPath: path)
      for target in ["/dev/zero", name] {
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
        #expect(message(path).contains("is not an ordinary file"), "\(message(path))")
        try FileManager.default.removeItem(atPath: path)
      }
    }
  }

  @Test func `a recording that is a pipe or a device is left out and nothing waits`() throws {
    try withTemporaryFolder { folder in
      try writeWave(folder + "/a.wav")
      unsafe mkfifo(folder + "/pipe.wav", 0o600)
      try FileManager.default.createSymbolicLink(
        atPath: folder + "/zero.wav", withDestinationPath: "/dev/zero")
      try write("path,text\npipe.wav,x\na.wav,y\nzero.wav,z\n", folder + "/m.csv")
      var options = LoadOptions()
      #expect(message(folder + "/m.csv").contains("outside its folder"))
      options.allowsOutside = true
      let data = try loadDataset(folder + "/m.csv", options: options)
      #expect(try data.texts("text") == ["y"])
      #expect(data.problems.map { "\($0)".contains("is a ") } == [true, true])
    }
  }

  @Test(arguments: [
    "../../etc/passwd", "/etc/passwd", "//etc/passwd", "a/../../x.wav", "sub/../../x.wav",
    "/", "..", "../", "./..", "../data", "sub/..//../x", "x\u{0}.wav",
    String(repeating: "a/", count: 2_500) + "x.wav",
  ])
  func `a path that leads out is refused with its row, and nothing is opened`(path: String) throws {
    try withTemporaryFolder { folder in
      try writeWave(folder + "/data/sub/a.wav")
      let rows: [JSON] = ["sub/a.wav", path].map {
        .object(JSONObject([("path", .string($0)), ("text", .string("x"))]))
      }
      let lines = try rows.map { try $0.text() }.joined(separator: "\n")
      try write(lines, folder + "/data/m.jsonl")
      let said = message(folder + "/data/m.jsonl")
      #expect(said.contains("row 2") && said.contains("outside its folder"), "\(said)")
    }
  }

  @Test(arguments: [
    "~/x.wav", "file:///etc/passwd", "file:x.wav", "http://host/x.wav", "%2e%2e/x.wav", ".",
    "sub/.", "", "a\nb.wav", "x.wav/", "sub//", String(repeating: "a", count: 4_000),
  ])
  func `a path that means nothing else than itself is a missing recording`(path: String) throws {
    try withTemporaryFolder { folder in
      try writeWave(folder + "/sub/a.wav")
      let rows: [JSON] = ["sub/a.wav", path].map {
        .object(JSONObject([("path", .string($0)), ("text", .string("x"))]))
      }
      try write(try rows.map { try $0.text() }.joined(separator: "\n"), folder + "/m.jsonl")
      let data = try loadDataset(folder + "/m.jsonl")
      #expect(data.count == 1)
      #expect(data.problems.count == 1)
    }
  }

  @Test(arguments: [
    "a b.wav", "a%20b.wav", "-f.wav", "$(touch x).wav", "a;b.wav", "`id`.wav", "\"q\".wav",
    "'.wav", "\u{202E}gpj.wav", "a\nb.wav", "日本.wav", "e\u{301}.wav", "..wav", ".hidden.wav",
    "a\\b.wav", "*?.wav", "=1+1.wav",
  ])
  func `a name is taken as it is spelled`(name: String) throws {
    try withTemporaryFolder { folder in
      try writeWave("\(folder)/\(name)")
      let row = JSON.object(JSONObject([("path", .string(name)), ("text", .string("x"))]))
      try write(try row.text(), folder + "/m.jsonl")
      let quoted = name.replacingOccurrences(of: "\"", with: "\"\"")
      try write("path,text\n\"\(quoted)\",x\n", folder + "/m.csv")
      for manifest in ["m.jsonl", "m.csv"] {
        let data = try loadDataset("\(folder)/\(manifest)")
        #expect(data.count == 1, "\(manifest)")
        #expect(try data.recordings().first?.read().frameCount == 800)
      }
    }
  }

  @Test func `a link may stay inside, hard links are files, and no link leads out`() throws {
    try withTemporaryFolder { folder in
      let files = FileManager.default
      try writeWave(folder + "/secret/s.wav")
      try writeWave(folder + "/data/sub/a.wav")
      func link(_ name: String, _ target: String) throws {
        try files.createSymbolicLink(
          atPath: "\(folder)/data/\(name)", withDestinationPath: target)
      }
      try link("in.wav", "sub/a.wav")
      try link("in", "sub")
      try link("around.wav", "../data/sub/a.wav")
      try files.linkItem(
        atPath: folder + "/secret/s.wav", toPath: folder + "/data/hard.wav")
      for name in ["in.wav", "in/a.wav", "around.wav", "hard.wav"] {
        try write("path,text\n\(name),x\n", folder + "/data/m.csv")
        #expect(message(folder + "/data/m.csv") == "1 rows", "\(name)")
      }
      try link("out.wav", "../secret/s.wav")
      try link("out", "../secret")
      try link("chain.wav", "out.wav")
      try link("whole.wav", folder + "/secret/s.wav")
      for name in ["out.wav", "out/s.wav", "chain.wav", "whole.wav", "sub/../out/s.wav"] {
        try write("path,text\n\(name),x\n", folder + "/data/m.csv")
        #expect(message(folder + "/data/m.csv").contains("outside its folder"), "\(name)")
        var options = LoadOptions()
        options.allowsOutside = true
        #expect(message(folder + "/data/m.csv", options: options) == "1 rows", "\(name)")
      }
    }
  }

  @Test(arguments: [
    "nan", "inf", "-inf", "-1", "1e999", "0x0", "0x1p-4", "0,05", "1_0", "infinity", "--1", "abc",
    "9", "9223372036854775807", "1e308",
  ])
  func `an offset or a duration that is no time in the recording is named`(value: String) throws {
    try withTemporaryFolder { folder in
      try writeWave(folder + "/a.wav")
      for (offset, duration, field) in [
        ("\"\(value)\"", "0.01", "offset"), ("0", "\"\(value)\"", "duration"),
      ] {
        try write(
          "path,text,offset,duration\na.wav,x,0,0.05\na.wav,y,\(offset),\(duration)\n",
          folder + "/m.csv")
        let data = try loadDataset(folder + "/m.csv")
        #expect(data.count == 1)
        #expect(data.problems.first.map { "\($0)".contains("the \(field) ") } == true)
      }
      try write("u a.wav\n", folder + "/k/wav.scp")
      try writeWave(folder + "/k/a.wav")
      try write("s x\n", folder + "/k/text")
      try write("s u \(value) 0.05\n", folder + "/k/segments")
      #expect(!message(folder + "/k").contains("rows"))
    }
  }

  @Test func `a quote that is never closed is named without reading the rest`() throws {
    try withTemporaryFolder { folder in
      // What comes after is no UTF-8, which would be the complaint if it were read.
      let text = Array("path,text\na.wav,\"never closed\n".utf8)
      let rest = [UInt8](repeating: UInt8(ascii: "x"), count: 12 << 20) + [0xFF]
      try write(text + rest, folder + "/m.csv")
      let said = message(folder + "/m.csv")
      #expect(said.contains("line 2"), "\(said)")
      #expect(said.contains("a quote is opened and not closed"), "\(said)")
    }
  }

  @Test func `a large manifest is read as a small one is`() throws {
    try withTemporaryFolder { folder in
      var text = "id,text\n"
      for row in 0..<300_000 { text += "\(row),\"日本, \(row)\"\r\n" }
      try write(text, folder + "/t.csv")
      let data = try loadTable(folder + "/t.csv")
      #expect(data.count == 300_000)
      for row in [0, 1, 99_999, 250_000, 299_999] {
        #expect(data[row].cells == [.int(row), .text("日本, \(row)")])
      }
    }
  }

  @Test func `the same recording ten thousand times is as many rows`() throws {
    try withTemporaryFolder { folder in
      try writeWave(folder + "/a.wav")
      let text = "path,text\n" + String(repeating: "a.wav,x\n", count: 10_000)
      try write(text, folder + "/m.csv")
      let data = try loadDataset(folder + "/m.csv")
      #expect(data.count == 10_000)
      #expect(DatasetDescription(data).seconds.map { abs($0 - 1_000) < 1e-6 } == true)
    }
  }

  @Test func `a broken line among many leaves the others`() throws {
    try withTemporaryFolder { folder in
      try writeWave(folder + "/a.wav")
      let good = "{\"path\": \"a.wav\", \"text\": \"x\"}\n"
      let text =
        String(repeating: good, count: 5_000) + "{\"path\": \"a.wav\", \"te\n"
        + String(repeating: good, count: 5)
      try write(text, folder + "/m.jsonl")
      let data = try loadDataset(folder + "/m.jsonl")
      #expect(data.count == 5_005)
      #expect(data.problems.count == 1)
      #expect(data.problems.first?.row == 5_001)
    }
  }

  @Test func `words are counted as Python splits them, letters as Swift counts them`() {
    let texts = [
      "two words", "", "  a\tb\nc ", "e\u{301}t e\u{301}", "a\r\nb", "سلام دنیا", "👩‍👩‍👧 x",
      "\u{1C}a\u{1F}b",
      "\r",
      String(repeating: "long ", count: 100),
    ]
    var inventory = TextInventory()
    var (words, characters): (Set<String>, Set<Character>) = ([], [])
    var (wordCount, letterCount) = (0, 0)
    for text in texts {
      inventory.add(text)
      let found = text.unicodeScalars.split {
        $0.properties.isWhitespace || (0x1C...0x1F).contains($0.value)
      }.map { String($0) }
      wordCount += found.count
      words.formUnion(found)
      letterCount += text.count
      characters.formUnion(text)
    }
    #expect(inventory.wordCount == wordCount)
    #expect(inventory.vocabularyCount == words.count)
    #expect(inventory.letterCount == letterCount)
    #expect(inventory.characterCount == characters.count)
  }
}
