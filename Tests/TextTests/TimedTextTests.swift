import Foundation
import TestSupport
import Testing
import Text

let sample = TimedText(
  duration: 2.5,
  tiers: [
    TimedText.Tier(
      "words",
      [
        TimedInterval("say \"yes\"", start: 0.25, end: 0.5, score: 0.9),
        TimedInterval("سلام", start: 0.5, end: 1.125, score: 0.25),
        TimedInterval("three", start: 1.5, end: 2.5, score: 1),
      ]),
    TimedText.Tier("tokens", []),
    TimedText.Tier(
      "bell", [TimedInterval("", start: 0.5, end: 0.5), TimedInterval("ding", start: 2, end: 2)],
      kind: .point),
  ])

/// A text without scores, which a TextGrid does not have, and without silence.
private func content(_ text: TimedText) -> TimedText {
  var text = text
  for place in text.tiers.indices {
    text.tiers[place].intervals = text.tiers[place].content.map {
      TimedInterval($0.text, start: $0.start, end: $0.end)
    }
  }
  return text
}

/// Reads a file with this name and these bytes.
func stored(
  _ name: String, _ bytes: [UInt8], _ choice: StoredAlignment.Choice = StoredAlignment.Choice()
) throws -> StoredAlignment {
  let folder = try TemporaryFolder()
  let path = folder.file(name)
  try Data(bytes).write(to: URL(fileURLWithPath: path))
  return try StoredAlignment(reading: path, choice)
}

/// The error of reading a file, without its path.
func problem(
  _ name: String, _ bytes: [UInt8], _ choice: StoredAlignment.Choice = StoredAlignment.Choice()
) throws -> String {
  do {
    _ = try stored(name, bytes, choice)
    return "none"
  } catch let error as TextError {
    return "\(error)".components(separatedBy: name + "\"").last ?? ""
  }
}

/// A text in UTF-16, without a mark of the order of bytes.
private func utf16(_ text: String, isBig: Bool) -> [UInt8] {
  text.utf16.flatMap { unit in
    let bytes = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
    return isBig ? bytes : bytes.reversed()
  }
}

@Test(arguments: [false, true])
func `a TextGrid is read back as it was written, in both forms`(isShort: Bool) throws {
  let written = try sample.textGrid(isShort: isShort, path: "a.TextGrid")
  #expect(written.notices == [])
  let bytes = Array(written.text.utf8)
  #expect(try content(stored("a.TextGrid", bytes).text) == content(sample))
  #expect(try content(stored("a.TextGrid", [0xEF, 0xBB, 0xBF] + bytes).text) == content(sample))
  let (big, little) = (utf16(written.text, isBig: true), utf16(written.text, isBig: false))
  #expect(try content(stored("a.TextGrid", [0xFE, 0xFF] + big).text) == content(sample))
  #expect(try content(stored("a.textgrid", [0xFF, 0xFE] + little).text) == content(sample))
  let again = try stored("a.TextGrid", bytes).text
  #expect(try again.textGrid(isShort: isShort, path: "a.TextGrid") == written)
}

@Test func `intervals of a TextGrid have no gaps, and points are points`() throws {
  let lines = try sample.textGrid(isShort: true, path: "").text.split(separator: "\n")
    .map(String.init)
  #expect(
    Array(lines[..<11]) == [
      "File type = \"ooTextFile\"", "Object class = \"TextGrid\"", "0", "2.5", "<exists>", "3",
      "\"IntervalTier\"", "\"words\"", "0", "2.5", "5",
    ])
  #expect(
    Array(lines[11..<26]) == [
      "0", "0.25", "\"\"", "0.25", "0.5", "\"say \"\"yes\"\"\"", "0.5", "1.125", "\"سلام\"",
      "1.125", "1.5", "\"\"", "1.5", "2.5", "\"three\"",
    ])
  #expect(
    Array(lines[34...]) == [
      "\"TextTier\"", "\"bell\"", "0", "2.5", "2", "0.5", "\"\"", "2", "\"ding\"",
    ])
}

@Test func `the long form of a TextGrid has the names that Praat writes`() throws {
  let lines = try sample.textGrid(path: "").text.split(separator: "\n").map(String.init)
  #expect(lines.contains("xmax = 2.5") && lines.contains("tiers? <exists>"))
  #expect(lines.contains("        intervals: size = 5"))
  #expect(lines.contains("        intervals [2]:"))
  #expect(lines.contains("            text = \"say \"\"yes\"\"\""))
  #expect(lines.contains("        points: size = 2") && lines.contains("        points [2]:"))
  #expect(lines.contains("            number = 2") && lines.contains("            mark = \"ding\""))
}

@Test(arguments: [
  ("", ", line 1, ends before the file type"),
  ("\"something\"", ", line 1, is no text file of Praat: it does not begin with \"ooTextFile\""),
  ("\"ooTextFile\"\n\"Pitch\"", ", line 2, has no TextGrid"),
  ("\"ooTextFile\"\n\"TextGrid\"\n2\n1", ", line 4, has the TextGrid from 2.0 to 1.0"),
  ("\"ooTextFile\"\n\"TextGrid\"\n0\n1e999", ", line 4, has the number 1e999"),
  (
    "\"ooTextFile\"\n\"TextGrid\"\n0\n1e10",
    ", line 4, has the time 10000000000.0, which no recording has"
  ),
  (
    "\"ooTextFile\"\n\"TextGrid\"\n0\n1\n<maybe>",
    ", line 5, says <maybe> of its tiers; there are <exists> and <absent>"
  ),
  (
    "\"ooTextFile\"\n\"TextGrid\"\n0\n1\n<exists",
    ", line 5, has a flag in angle brackets that does not end"
  ),
  ("\"ooTextFile\"\n\"TextGrid\"\n0\n1\n<exists>\n1.5", ", line 6, has 1.5 tiers"),
  ("\"ooTextFile\"\n\"TextGrid\"\n0\n1\n<exists>\n-1", ", line 6, has -1 tiers"),
  ("\"ooTextFile\"\n\"TextGrid\"\n0\n1\n<exists>\n4/2", ", line 6, has 4/2 tiers"),
  (
    "\"ooTextFile\"\n\"TextGrid\"\n0\n1\n<exists>\n9e15\n\"IntervalTier\"",
    ", line 6, has 9e15 tiers"
  ),
  (
    "\"ooTextFile\"\n\"TextGrid\"\n0\n1\n<exists>\n9000000000000000\n\"IntervalTier\"",
    ", line 7, ends before a tier's name"
  ),
  (
    "\"ooTextFile\"\n\"TextGrid\"\n0\n1\n<exists>\n1\n\"Tier\"",
    ", line 7, has a tier of the class \"Tier\"; there are IntervalTier and TextTier"
  ),
  (
    "\"ooTextFile\"\n\"TextGrid\"\n0\n1\n<exists>\n1\n\"IntervalTier\" \"a\" 0 1 2\n0 0.5 \"a\"\n0.2 0.1 \"b\"",
    ", line 9, has an interval from 0.2 to 0.1"
  ),
  (
    "\"ooTextFile\"\n\"TextGrid\"\n0\n1\n<exists>\n1\n\"IntervalTier\" \"a\n\n",
    ", line 7, has a text in quotes that does not end"
  ),
])
func `a broken TextGrid is refused with its line`(text: String, expected: String) throws {
  #expect(try problem("a.TextGrid", Array(text.utf8)) == expected)
}

@Test func `every damaged TextGrid is read or refused`() throws {
  var randomness = Randomness(seed: 7)
  let bytes = try Array(sample.textGrid(path: "").text.utf8)
  var refused = 0
  for _ in 0..<400 {
    var damaged = bytes
    for _ in 0..<Int.random(in: 1...4, using: &randomness) {
      let place = Int.random(in: 0..<damaged.count, using: &randomness)
      switch Int.random(in: 0..<3, using: &randomness) {
      case 0: damaged[place] = UInt8.random(in: 0...255, using: &randomness)
      case 1: damaged.removeSubrange(place...)
      default: damaged.insert(contentsOf: damaged[(place / 2)..<place], at: place)
      }
      if damaged.isEmpty { damaged = [0x22] }
    }
    do {
      let read = try stored("a.TextGrid", damaged).text
      _ = try read.textGrid(path: "a.TextGrid")
    } catch is TextError {
      refused += 1
    }
  }
  #expect(refused > 100)
}

@Test func `half a letter of UTF-16 is refused`() throws {
  #expect(throws: TextError.self) { try stored("a.TextGrid", [0xFF, 0xFE, 0x22]) }
  #expect(throws: TextError.self) { try stored("a.TextGrid", [0xFF, 0xFE, 0x00, 0xDC]) }
  #expect(throws: TextError.self) { try stored("a.TextGrid", [0x22, 0xFF]) }
}

@Test func `other encodings are refused by their names`() throws {
  let text = try sample.textGrid(path: "").text
  for isBig in [false, true] {
    #expect(
      try problem("a.TextGrid", utf16(text, isBig: isBig))
        == " looks like UTF-16 without the mark of the order of its bytes; save it as UTF-8, or with "
        + "the mark")
  }
  let latin = Array("a 1 0 1 b\na 1 1 1 caf".utf8) + [0xE9] + Array("\n".utf8)
  #expect(
    try problem("a.ctm", latin)
      == ", line 2, is not UTF-8 text: its byte E9 is a letter of an older encoding, such as Latin-1 "
      + "or Mac Roman; save the file as UTF-8")
  #expect(
    try problem("a.TextGrid", Array("ooBinaryFile\u{8}TextGrid".utf8) + [0, 0, 0])
      == " is a binary TextGrid of Praat; open it there and save it as a text file")
  #expect(try problem("a.srt", []).contains("does not end in .TextGrid or .ctm"))
}
