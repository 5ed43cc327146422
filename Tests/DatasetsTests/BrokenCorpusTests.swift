internal import Foundation
internal import Testing

@testable internal import Datasets

/// Corpora as people have them, broken in one way each, with what is said of them.
struct BrokenCorpusTests {
  /// What a file of a corpus holds.
  enum Content {
    /// Text.
    case text(String)
    /// Bytes as they stand.
    case bytes([UInt8])
    /// A good recording.
    case wave
    /// A recording whose header says something else.
    case header(rate: Int, channels: Int, frames: Int)
    /// The first bytes of a good recording.
    case cut(Int)
    /// A folder.
    case folder
    /// A link to a path.
    case link(String)
  }

  /// A corpus and what is said of it, by an error or by the first problem.
  struct Case: CustomTestStringConvertible {
    let name: String
    let files: [String: Content]
    let path: String
    let said: String
    var format = "auto"
    var testDescription: String { name }

    init(_ name: String, _ files: [String: Content], _ path: String, _ said: String) {
      (self.name, self.files, self.path, self.said) = (name, files, path, said)
    }

    init(_ name: String, _ files: [String: Content], _ said: String) {
      self.init(name, files, "m.csv", said)
    }

    func read(as format: String) -> Case {
      var copy = self
      copy.format = format
      return copy
    }
  }

  private static func row(_ recording: Content?, text: String = "x") -> [String: Content] {
    var files: [String: Content] = [
      "m.csv": .text("path,text\ngood.wav,fine\na.wav,\(text)\n"), "good.wav": .wave,
    ]
    files["a.wav"] = recording
    return files
  }

  private static func manifest(_ text: String) -> [String: Content] {
    ["m.csv": .text(text), "a.wav": .wave]
  }

  static let rows: [Case] = [
    Case("no recording", row(nil), "does not exist"), Case("0 bytes", row(.bytes([])), "empty"),
    Case("no frames", row(.header(rate: 8_000, channels: 1, frames: 0)), "without a single sample"),
    Case("cut in the header", row(.cut(20)), "row 3"), Case("text", row(.text("hello")), "row 3"),
    Case("noise", row(.bytes((0..<999).map { UInt8($0 * 7 % 256) })), "row 3"),
    Case("a folder", row(.folder), "is a folder"),
    Case("a link into nothing", row(.link("no")), "row 3"),
    Case("no transcript", row(.wave, text: ""), "has no transcript"),
    Case("a transcript of spaces", row(.wave, text: "\" \u{3000} \""), "has no transcript"),
    Case("a rate of 0", row(.header(rate: 0, channels: 1, frames: 8)), "row 3"),
    Case("no channel", row(.header(rate: 8_000, channels: 0, frames: 8)), "row 3"),
    Case(
      "too few fields", manifest("path,text\na.wav,x\nb.wav\n"),
      "line 3: it has 1 fields, the header has 2"),
    Case("too many fields", manifest("path,text\na.wav,x\nb.wav,y,z\n"), "it has 3 fields"),
    Case("no path", manifest("path,text\na.wav,x\n,y\n"), "row 3: it names no recording"),
    Case(
      "an offset beyond the end", manifest("path,text,offset\na.wav,x,0\na.wav,y,9\n"),
      "the offset 9 is not within"),
    Case(
      "an offset before the start", manifest("path,text,offset\na.wav,x,0\na.wav,y,-1\n"),
      "the offset -1"),
    Case(
      "an offset that is no number", manifest("path,text,offset\na.wav,x,0\na.wav,y,z\n"),
      "the offset"),
    Case(
      "a duration of nothing", manifest("path,text,offset,duration\na.wav,x,0,0.05\na.wav,y,0,0\n"),
      "the duration 0"),
    Case(
      "broken JSON",
      ["m.jsonl": .text("{\"path\": \"a.wav\", \"text\": \"x\"}\n{\"path\"\n"), "a.wav": .wave],
      "m.jsonl", "line 2:"),
    Case(
      "JSON of another kind",
      ["m.jsonl": .text("{\"path\": \"a.wav\", \"text\": \"x\"}\n[1]\n"), "a.wav": .wave],
      "m.jsonl", "line 2: it is"),
    Case(
      "a transcript that is not UTF-8",
      ["a.wav": .wave, "a.txt": .text("x"), "b.wav": .wave, "b.txt": .bytes([0xE9, 0x20])], "",
      "is not UTF-8"),
    Case(
      "a label that is none", ["yes/a.wav": .wave, "_noise_/b.wav": .wave], "",
      "the folder _noise_ is no label"),
  ]

  static let whole: [Case] = [
    Case("nothing there", [:], "no.csv", "does not exist"),
    Case("an empty folder", ["d": .folder], "d", "has no transcripts"),
    Case("an empty manifest", manifest(""), "has no line"),
    Case("a header alone", manifest("path,text\n"), "has no row that can be used"),
    Case("no column of paths", manifest("name,text\na.wav,x\n"), "no column for the recording"),
    Case("no column of texts", manifest("path,words\na.wav,x\n"), "no column for the transcript"),
    Case(
      "a column twice", manifest("path,text,path\na.wav,x,b\n"), "names the column \"path\" twice"),
    Case("an open quote", manifest("path,text\na.wav,\"x\n"), "a quote is opened and not closed"),
    Case(
      "text behind a quote", manifest("path,text\na.wav,\"x\"y\n"), "text follows a closing quote"),
    Case("a NUL", manifest("path,text\na.wav,x\u{0}y\n"), "it has a NUL character"),
    Case(
      "bytes of Latin-1",
      ["m.csv": .bytes(Array("path,text\na.wav,caf".utf8) + [0xE9, 0x0A]), "a.wav": .wave],
      "is not UTF-8 text (line 2"),
    Case(
      "UTF-16", ["m.csv": .bytes([0xFF, 0xFE, 0x70, 0x00]), "a.wav": .wave],
      "is not UTF-8 text (line 1"),
    Case("a way out", manifest("path,text\n../a.wav,x\n"), "is outside its folder"),
    Case(
      "a way out from the root", manifest("path,text\n/etc/passwd,x\n"), "is outside its folder"),
    Case(
      "a way out by a link",
      ["m.csv": .text("path,text\nl.wav,x\n"), "l.wav": .link("/etc/passwd")],
      "is outside its folder"),
    Case("a folder for a manifest", ["m.csv": .folder], "m.csv", "has no transcripts"),
    Case("another ending", ["m.xlsx": .text("x")], "m.xlsx", "says none of the formats"),
    Case("an unknown format", manifest("path,text\n"), "there is no format \"parquet\"").read(
      as: "parquet"),
    Case(
      "lines and recordings that differ",
      ["t/transcripts.txt": .text("a\nb\nc\n"), "t/x1.wav": .wave, "t/x2.wav": .wave], "t",
      "has 3 lines"),
    Case(
      "Kaldi with a command",
      ["wav.scp": .text("u sox a.wav -t wav - |\n"), "text": .text("u x\n")], "",
      "is a command, which is not run"),
    Case(
      "Kaldi with an id twice", ["wav.scp": .text("u a.wav\nu a.wav\n"), "text": .text("u x\n")],
      "", "\"u\" was named before"),
    Case(
      "Kaldi without text", ["wav.scp": .text("u a.wav\n"), "a.wav": .wave], "", "does not exist"),
    Case(
      "two languages",
      [
        "dv/clips/a.wav": .wave, "dv/validated.tsv": .text("path"), "hr/clips/a.wav": .wave,
        "hr/validated.tsv": .text("path"),
      ], "", "holds several corpora"),
    Case("no corpus of the format", ["a.wav": .wave], "", "is no corpus of the format \"timit\"")
      .read(as: "timit"),
    Case(
      "no row at all", ["m.csv": .text("path,text\nno.wav,x\n")],
      "has no row that can be used (row 2:"),
  ]

  private func make(_ files: [String: Content], in folder: String) throws {
    for (name, content) in files {
      let path = "\(folder)/\(name)"
      switch content {
      case .text(let text): try write(text, path)
      case .bytes(let bytes): try write(bytes, path)
      case .wave: try writeWave(path)
      case .header(let rate, let channels, let frames):
        try writeWave(path, frameCount: frames, rate: rate)
        var bytes = Array(try readBytes(path))
        bytes[22] = UInt8(channels)
        try write(bytes, path)
      case .cut(let count):
        try writeWave(path)
        try write(Array(try readBytes(path).prefix(count)), path)
      case .folder:
        try FileManager.default.createDirectory(
          atPath: path, withIntermediateDirectories: true)
      case .link(let target):
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
      }
    }
  }

  @Test(arguments: rows)
  func `a row that is broken is left out and named, and the rest goes on`(example: Case) throws {
    try withTemporaryFolder { folder in
      try make(example.files, in: folder)
      let data = try loadDataset("\(folder)/\(example.path)", format: example.format)
      #expect(data.count == 1)
      let problem = try #require(data.problems.first)
      #expect("\(problem)".contains(example.said), "\(problem)")
      #expect(data.problemSummary?.hasPrefix("1 of 2 rows were left out") == true)
    }
  }

  @Test(arguments: whole)
  func `a corpus that cannot be read is refused with what is wrong`(example: Case) throws {
    try withTemporaryFolder { folder in
      try make(example.files, in: folder)
      #expect {
        _ = try loadDataset("\(folder)/\(example.path)", format: example.format)
      } throws: { error in
        "\(error)".contains(example.said)
      }
    }
  }

  @Test func `what looks odd and is right is read`() throws {
    try withTemporaryFolder { folder in
      try make(
        [
          "m.csv": .text("\u{FEFF}path,text\r\n\"a b.wav\",\"x,\r\ny\"\r\nč.wav,ž"),
          "a b.wav": .wave,
          "č.wav": .header(rate: 384_000, channels: 1, frames: 100),
        ], in: folder)
      let data = try loadDataset(folder + "/m.csv")
      #expect(
        try data.texts("text").map { $0.split(whereSeparator: \.isNewline).joined(separator: "/") }
          == ["x,/y", "ž"])
      #expect(try data.column("sampling_rate") == [.int(8_000), .int(384_000)])
    }
  }
}
