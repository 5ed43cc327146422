import Testing
import Text

private func interval(_ text: String, _ start: Double, _ end: Double) -> TimedInterval {
  TimedInterval(text, start: start, end: end)
}

/// What a text becomes in a TextGrid, and what is said of it.
private func written(_ text: TimedText) throws -> (tiers: [TimedText.Tier], notices: [String]) {
  let written = try text.textGrid(path: "a.TextGrid")
  return (try TimedText(textGrid: written.text, path: "a.TextGrid").tiers, written.notices)
}

@Test func `words without a length are points of a tier of their own`() throws {
  let words = [interval("he", 0, 0), interval("went", 0.5, 0.75), interval("out", 0.75, 0.75)]
  let text = TimedText(duration: 0.75, tiers: [TimedText.Tier("words", words)])
  let (tiers, notices) = try written(text)
  #expect(tiers.map(\.name) == ["words", "words (points)"])
  #expect(tiers.map(\.kind) == [.interval, .point])
  #expect(tiers.map { $0.content.map(\.text) } == [["went"], ["he", "out"]])
  #expect(
    notices == [
      "2 of \"words\" have no length, which an interval of a TextGrid has; they are points of the tier "
        + "\"words (points)\""
    ])
}

@Test func `words that overlap are in as many tiers as they need`() throws {
  let words = [
    interval("a", 0, 2), interval("b", 1, 3), interval("c", 1.5, 1.75), interval("d", 2, 4),
    interval("e", 1.75, 2),
  ]
  let (tiers, notices) = try written(
    TimedText(duration: 4, tiers: [TimedText.Tier("words", words), TimedText.Tier("x", [])]))
  #expect(
    tiers.map(\.name) == ["words", "words (overlapping)", "words (overlapping 2)", "x"])
  #expect(tiers.map { $0.content.map(\.text) } == [["a", "d"], ["b"], ["c", "e"], []])
  #expect(
    notices == [
      "3 of \"words\" overlap others, which a tier of a TextGrid does not hold; they are in \"words "
        + "(overlapping)\" to \"words (overlapping 2)\""
    ])
  let points = [interval("a", 1, 1), interval("b", 1, 1), interval("c", 2, 2)]
  let bells = try written(
    TimedText(duration: 4, tiers: [TimedText.Tier("bell", points, kind: .point)]))
  #expect(bells.tiers.map { $0.content.map(\.text) } == [["a", "c"], ["b"]])
  #expect(bells.notices.count == 1)
}

@Test func `times that are rounded to hundredths overlap by one, and are cut`() throws {
  let words = [interval("a", 0.33, 0.67), interval("b", 0.66, 0.9), interval("c", 0.9, 1)]
  let (tiers, notices) = try written(
    TimedText(duration: 1, tiers: [TimedText.Tier("words", words)]))
  #expect(
    tiers.map(\.content) == [
      [interval("a", 0.33, 0.67), interval("b", 0.67, 0.9), interval("c", 0.9, 1)]
    ])
  #expect(
    notices == [
      "1 of \"words\" begin up to 0.01 s before the one before them ends; they begin where it ends"
    ])
}

@Test func `more than 16 words at once are refused`() {
  let words = (0..<17).map { interval("w\($0)", Double($0) / 100, 1) }
  let text = TimedText(duration: 1, tiers: [TimedText.Tier("words", words)])
  #expect(
    throws: TextError.content(
      path: "a.TextGrid",
      problem: "cannot hold \"words\": more than 16 of it sound at 0.16 s")
  ) { try text.textGrid(path: "a.TextGrid") }
}

@Test func `silences stay where they are, and times outside widen the grid`() throws {
  let words = [interval("", -1, 0), interval("", 0, 1), interval(" ", 1.5, 2), interval("b", 3, 5)]
  let (tiers, notices) = try written(
    TimedText(start: -1, duration: 4, tiers: [TimedText.Tier("w", words)]))
  #expect(notices == [])
  #expect(
    tiers.map(\.intervals) == [
      [
        interval("", -1, 0), interval("", 0, 1), interval("", 1, 1.5), interval(" ", 1.5, 2),
        interval("", 2, 3), interval("b", 3, 5),
      ]
    ])
}

@Test func `what stands in tiers of its own is read as words again`() throws {
  let words = [
    interval("a", 0, 0), interval("b", 0, 2), interval("c", 1, 3), interval("d", 2.5, 2.5),
    interval("e", 2.5, 2.5),
  ]
  let text = TimedText(duration: 3, tiers: [TimedText.Tier("words", words)])
  let read = try stored("a.TextGrid", Array(text.textGrid(path: "").text.utf8))
  #expect(read.words.sorted { $0.text < $1.text } == words)
  #expect(read.others == [])
  #expect(read.text.tiers.count == 4)
}
