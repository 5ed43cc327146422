import Foundation
import TestSupport
import Testing
import Text

private let sample = TimedText(
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
  ])

/// The sample without scores, which a TextGrid does not have.
private var unscored: TimedText {
  var text = sample
  for tier in text.tiers.indices {
    for index in text.tiers[tier].intervals.indices {
      text.tiers[tier].intervals[index].score = nil
    }
  }
  return text
}

private func read(_ name: String, _ bytes: [UInt8], recording: String? = nil) throws -> TimedText {
  let folder = try TemporaryFolder()
  let path = folder.file(name)
  try Data(bytes).write(to: URL(fileURLWithPath: path))
  return try TimedText(reading: path, recording: recording)
}

/// The error of reading a file, without its path.
private func problem(_ name: String, _ text: String) throws -> String {
  do {
    _ = try read(name, Array(text.utf8))
    return "none"
  } catch let error as TextError {
    return "\(error)".components(separatedBy: name + "\"").last ?? ""
  }
}

@Test(arguments: [false, true])
func `a TextGrid is read back as it was written, in both forms`(isShort: Bool) throws {
  let text = sample.textGrid(isShort: isShort)
  #expect(try read("a.TextGrid", Array(text.utf8)) == unscored)
  #expect(try read("a.TextGrid", [0xEF, 0xBB, 0xBF] + Array(text.utf8)) == unscored)
  let units = Array(text.utf16)
  var (big, little): ([UInt8], [UInt8]) = ([0xFE, 0xFF], [0xFF, 0xFE])
  for unit in units {
    big += [UInt8(unit >> 8), UInt8(unit & 0xFF)]
    little += [UInt8(unit & 0xFF), UInt8(unit >> 8)]
  }
  #expect(try read("a.TextGrid", big) == unscored)
  #expect(try read("a.textgrid", little) == unscored)
}

@Test func `intervals of a TextGrid have no gaps`() {
  let lines = sample.textGrid(isShort: true).split(separator: "\n").map(String.init)
  #expect(
    Array(lines[..<11]) == [
      "File type = \"ooTextFile\"", "Object class = \"TextGrid\"", "0", "2.5", "<exists>", "2",
      "\"IntervalTier\"", "\"words\"", "0", "2.5", "5",
    ])
  #expect(
    Array(lines[11..<26]) == [
      "0.0", "0.25", "\"\"", "0.25", "0.5", "\"say \"\"yes\"\"\"", "0.5", "1.125", "\"سلام\"",
      "1.125", "1.5", "\"\"", "1.5", "2.5", "\"three\"",
    ])
}

@Test func `the long form of a TextGrid has the names that Praat writes`() {
  let lines = sample.textGrid().split(separator: "\n").map(String.init)
  #expect(lines.contains("xmax = 2.5") && lines.contains("tiers? <exists>"))
  #expect(lines.contains("        intervals: size = 5"))
  #expect(lines.contains("        intervals [2]:"))
  #expect(lines.contains("            text = \"say \"\"yes\"\"\""))
}

/// A file as Praat writes it: spaces at the ends of lines, points, and a comment.
private let praat = """
  File type = "ooTextFile"
  Object class = "TextGrid"

  xmin = 0 \n\
  xmax = 1.5 ! the end
  tiers? <exists> \n\
  size = 2 \n\
  item []: \n\
      item [1]:
          class = "IntervalTier" \n\
          name = "Mary" \n\
          xmin = 0 \n\
          xmax = 1.5 \n\
          intervals: size = 1 \n\
          intervals [1]:
              xmin = 0 \n\
              xmax = 1.5 \n\
              text = "two
  lines" \n\
      item [2]:
          class = "TextTier" \n\
          name = "bell" \n\
          xmin = 0 \n\
          xmax = 1.5 \n\
          points: size = 1 \n\
          points [1]:
              number = 0.75 \n\
              mark = "ding" \n
  """

@Test func `what Praat writes is read, points too`() throws {
  let text = try read("p.TextGrid", Array(praat.utf8))
  #expect(text.duration == 1.5)
  #expect(text.tiers.map(\.name) == ["Mary", "bell"])
  #expect(text.intervals("mary") == [TimedInterval("two\nlines", start: 0, end: 1.5)])
  #expect(text.intervals("bell") == [TimedInterval("ding", start: 0.75, end: 0.75)])
}

@Test(arguments: [
  ("", ", line 1, ends before the file type"),
  ("\"something\"", ", line 1, is no text file of Praat: it does not begin with \"ooTextFile\""),
  ("\"ooTextFile\"\n\"Pitch\"", ", line 2, has no TextGrid"),
  ("\"ooTextFile\"\n\"TextGrid\"\n2\n1", ", line 4, has the TextGrid from 2.0 to 1.0"),
  ("\"ooTextFile\"\n\"TextGrid\"\n0\n1e999", ", line 4, has the number 1e999"),
  ("\"ooTextFile\"\n\"TextGrid\"\n0\n1\n<exists>\n1.5", ", line 6, has 1.5 tiers"),
  ("\"ooTextFile\"\n\"TextGrid\"\n0\n1\n<exists>\n-1", ", line 6, has -1.0 tiers"),
  (
    "\"ooTextFile\"\n\"TextGrid\"\n0\n1\n<exists>\n9e15\n\"IntervalTier\"",
    ", line 7, ends before a tier's name"
  ),
  (
    "\"ooTextFile\"\n\"TextGrid\"\n0\n1\n<exists>\n1\n\"Tier\"",
    ", line 7, has a tier of the class \"Tier\"; there are IntervalTier and TextTier"
  ),
  (
    "\"ooTextFile\"\n\"TextGrid\"\n0\n1\n<exists>\n1\n\"IntervalTier\" \"a\" 0 1 2\n0 .5 \"a\"\n.2 .1 \"b\"",
    ", line 9, has an interval from 0.2 to 0.1 behind one that begins at 0.0"
  ),
  (
    "\"ooTextFile\"\n\"TextGrid\"\n0\n1\n<exists>\n1\n\"IntervalTier\" \"a\n\n",
    ", line 7, has a text in quotes that does not end"
  ),
])
func `a broken TextGrid is refused with its line`(text: String, expected: String) throws {
  #expect(try problem("a.TextGrid", text) == expected)
}

@Test func `every damaged TextGrid is read or refused`() throws {
  var randomness = Randomness(seed: 7)
  let bytes = Array(sample.textGrid().utf8)
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
      _ = try read("a.TextGrid", damaged)
    } catch is TextError {
      refused += 1
    }
  }
  #expect(refused > 100)
}

@Test func `half a letter of UTF-16 is refused`() throws {
  #expect(throws: TextError.self) { try read("a.TextGrid", [0xFF, 0xFE, 0x22]) }
  #expect(throws: TextError.self) { try read("a.TextGrid", [0xFF, 0xFE, 0x00, 0xDC]) }
  #expect(throws: TextError.self) { try read("a.TextGrid", [0x22, 0xFF]) }
}

@Test func `CTM is written and read back`() throws {
  let words = sample.tiers[0].intervals
  let text = CTM.text(words, recording: "my file")
  #expect(
    text == """
      my_file 1 0.2500 0.2500 say_"yes" 0.9000
      my_file 1 0.5000 0.6250 سلام 0.2500
      my_file 1 1.5000 1.0000 three 1.0000

      """)
  let back = try read("a.ctm", Array(text.utf8))
  #expect(back.duration == 2.5)
  var expected = words
  expected[0].text = "say_\"yes\""
  #expect(back.tiers == [TimedText.Tier("words", expected)])
}

@Test func `CTM of several recordings, comments and no confidence`() throws {
  let text = ";; a comment\nb A 1 .5 two\na A 0 1 other\n\nb A 0.5 .25 one\n"
  let words = try read("a.ctm", Array(text.utf8), recording: "b").intervals("words")
  #expect(
    words == [
      TimedInterval("one", start: 0.5, end: 0.75), TimedInterval("two", start: 1, end: 1.5),
    ])
  #expect(throws: TextError.self) { try read("a.ctm", Array(text.utf8), recording: "c") }
  #expect(
    try problem("a.ctm", text)
      == ", line 3, has a second recording, \"a\"; say which one is wanted")
  #expect(try problem("a.ctm", "a 1 0 x b").hasPrefix(", line 1, has \"0\" and \"x\""))
  #expect(try problem("a.ctm", "a 1 -1 1 b").hasPrefix(", line 1, has \"-1\" and \"1\""))
  #expect(try problem("a.ctm", "a 1 0 1 b\na 1 0").hasPrefix(", line 2, has 3 fields"))
  #expect(try problem("a.ctm", "a 1 0 1 b nan").hasPrefix(", line 1, has \"nan\""))
  #expect(try problem("a.srt", "").contains("does not end in .TextGrid or .ctm"))
}

@Test func `subtitles count hours and escape what WebVTT reads as marks`() {
  let lines = [
    TimedInterval("a < b & c", start: 0.0625, end: 1.5),
    TimedInterval("two\nlines", start: 3_723.4567, end: 3_724),
  ]
  #expect(
    Subtitles.srt(lines) == """
      1
      00:00:00,063 --> 00:00:01,500
      a < b & c

      2
      01:02:03,457 --> 01:02:04,000
      two lines


      """)
  #expect(
    Subtitles.vtt(lines) == """
      WEBVTT

      00:00:00.063 --> 00:00:01.500
      a &lt; b &amp; c

      01:02:03.457 --> 01:02:04.000
      two lines


      """)
  #expect(
    Subtitles.audacityLabels(lines)
      == "0.062500\t1.500000\ta < b & c\n3723.456700\t3724.000000\ttwo lines\n")
}

@Test func `words are grouped into lines at pauses and at 42 letters`() {
  let words = (0..<12).map { index in
    let start = Double(index) * 0.5 + (index >= 3 ? 2 : 0)
    return TimedInterval("word\(index)", start: start, end: start + 0.4)
  }
  let lines = Subtitles.lines(words)
  #expect(lines.map(\.text).first == "word0 word1 word2")
  #expect(lines.allSatisfy { $0.text.count <= 42 })
  #expect(lines.map(\.text).joined(separator: " ") == words.map(\.text).joined(separator: " "))
  #expect(lines.last?.end == words.last?.end)
}
