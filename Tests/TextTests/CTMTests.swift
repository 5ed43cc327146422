import Testing
import Text

private func read(_ text: String) throws -> StoredAlignment {
  try stored("a.ctm", Array(text.utf8))
}

private func problem(
  _ text: String, recording: String? = nil, channel: String? = nil
) throws -> String {
  var choice = StoredAlignment.Choice()
  (choice.recording, choice.channel) = (recording, channel)
  return try problem("a.ctm", Array(text.utf8), choice)
}

@Test func `CTM is written and read back`() throws {
  let words = sample.tiers[0].intervals
  let written = CTM.text(words, recording: "my file")
  #expect(
    written.text == """
      my_file 1 0.2500 0.2500 say_"yes" 0.9000
      my_file 1 0.5000 0.6250 سلام 0.2500
      my_file 1 1.5000 1.0000 three 1.0000

      """)
  #expect(
    written.notices == ["1 word has white space, which a CTM cannot hold; it is written as _"])
  let back = try read(written.text)
  #expect(back.text.duration == 2.5)
  var expected = words
  expected[0].text = "say_\"yes\""
  #expect(back.text.tiers == [TimedText.Tier("words", expected)])
  #expect(back.words == expected && back.notices == [])
}

@Test func `CTM of several recordings, comments and no confidence`() throws {
  let text = ";; a comment\nb A 1 .5 two\r\na A 0 1 other\n\nb A 0.5 .25 one\n"
  var choice = StoredAlignment.Choice()
  choice.recording = "b"
  let words = try stored("a.ctm", Array(text.utf8), choice).words
  #expect(
    words == [
      TimedInterval("one", start: 0.5, end: 0.75), TimedInterval("two", start: 1, end: 1.5),
    ])
  #expect(try problem(text, recording: "c") == " has no words of the recording \"c\"")
  #expect(
    try problem(text)
      == ", line 3, has a second recording, \"a\" after \"b\"; recording= says which one is wanted")
  #expect(try problem("a 1 0 x b").hasPrefix(", line 1, has \"0\" and \"x\""))
  #expect(try problem("a 1 -1 1 b").hasPrefix(", line 1, has \"-1\" and \"1\""))
  #expect(try problem("a 1 0x1 1 b").hasPrefix(", line 1, has \"0x1\" and \"1\""))
  #expect(try problem("a 1 0 1 b\na 1 0").hasPrefix(", line 2, has 3 fields"))
  #expect(try problem("a 1 0 1 b 1 lex x y").hasPrefix(", line 1, has 9 fields"))
  #expect(try problem("a 1 0 1 b nan").hasPrefix(", line 1, has \"nan\""))
}

@Test func `channels are never mixed`() throws {
  let text = "r A 0 1 one\nr B 0.5 1 two\nr A 1 1 three\n"
  #expect(
    try problem(text)
      == ", line 2, has a second channel, \"B\" after \"A\"; channel= says which one is wanted")
  #expect(
    try problem(text, channel: "C")
      == " has no words of the channel \"C\"; there is \"A\", \"B\"")
  var choice = StoredAlignment.Choice()
  choice.channel = "B"
  let second = try stored("a.ctm", Array(text.utf8), choice)
  #expect(second.words.map(\.text) == ["two"] && second.channel == "B")
  #expect(CTM.text(second.words, recording: "r", channel: "B").text == "r B 0.5000 1.0000 two\n")
}

@Test func `the fields of RT-09 are read and written, NA for what is not known`() throws {
  let text = """
    case1 1 0.1 0.2 hello 0.9500 lex spk1
    case1 1 0.3 0.08 big NA lex NA
    case1 1 0.4 0.24 world NA NA

    """
  let words = try read(text).words
  #expect(
    words == [
      // The binary sum of 0.1 and 0.2 is not 0.3.
      TimedInterval("hello", start: 0.1, end: 0.3, score: 0.95, type: "lex", speaker: "spk1"),
      TimedInterval("big", start: 0.3, end: 0.38, type: "lex"),
      TimedInterval("world", start: 0.4, end: 0.64),
    ])
  let written = CTM.text(words, recording: "case1").text
  #expect(
    written == """
      case1 1 0.1000 0.2000 hello 0.9500 lex spk1
      case1 1 0.3000 0.0800 big NA lex NA
      case1 1 0.4000 0.2400 world NA NA NA

      """)
  #expect(try read(written).words == words)
}

@Test func `of alternatives the first is taken, and it is said`() throws {
  let text = """
    ;;
    7654 A 11.34 0.2 I 0.9
    7654 A * * <ALT_BEGIN>
    7654 A 12.00 0.34 UM 0.7
    7654 A * * <ALT>
    7654 A 12.00 0.34 UH 0.3
    7654 A * * <ALT>
    7654 A 12.00 0.00 @
    7654 A * * <ALT_END>
    7654 A 12.4 0.3 THINK 0.8
    7654 A * * <ALT_BEGIN>
    7654 A 13 0 @
    7654 A * * <ALT>
    7654 A 13 0.1 SO
    7654 A * * <ALT_END>

    """
  let stored = try read(text)
  #expect(stored.words.map(\.text) == ["I", "UM", "THINK"])
  #expect(stored.notices == ["of alternatives the first is taken, in 2 places"])
  #expect(
    try problem("r A * * <ALT_BEGIN>\nr A 0 1 x\n")
      == ", line 1, begins alternatives that do not end")
  #expect(
    try problem("r A 0 1 x\nr A * * <ALT>\n") == ", line 2, has <ALT> without <ALT_BEGIN> before it"
  )
  #expect(
    try problem("r A * * <ALT_BEGIN>\nr A * * <ALT_BEGIN>\n")
      == ", line 2, begins alternatives within others")
}

@Test func `words without a length are words`() throws {
  let words = try read("u1 1 0.000 0.000 HE 0.99\nu1 1 0.5 0.4 WENT 0.99\nu1 1 0.9 0 OUT 1\n").words
  #expect(words.map(\.text) == ["HE", "WENT", "OUT"])
  #expect(words.map(\.end) == [0, 0.9, 0.9])
}
