import Testing
import Text

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

@Test func `a line lasts as long as the last of its words that overlap`() {
  let words = [
    TimedInterval("long", start: 0, end: 2), TimedInterval("short", start: 0.5, end: 1),
  ]
  #expect(Subtitles.lines(words) == [TimedInterval("long short", start: 0, end: 2)])
}
