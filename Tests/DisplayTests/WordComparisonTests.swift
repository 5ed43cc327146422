import Display
import Testing

private let sentence: [AlignedWord] = [
  .init(.match, reference: "the", hypothesis: "the"),
  .init(.substitution, reference: "cat", hypothesis: "bats"),
  .init(.insertion, reference: nil, hypothesis: "down"),
  .init(.deletion, reference: "sat", hypothesis: nil),
]

@Test func `sets words under words and marks the errors`() {
  #expect(
    compareWords(sentence, for: Terminal()) == """
      reference   the cat  **** sat
      hypothesis  the bats down ***
                      S    I    D
      """)
}

@Test func `goes on in further lines where there is no room`() {
  #expect(
    compareWords(sentence, for: Terminal(width: 16)) == """
      ref  the cat
      hyp  the bats
               S

      ref  **** sat
      hyp  down ***
           I    D
      """)
}

@Test func `has no line of marks where there are no errors`() {
  #expect(compareWords([sentence[0]], for: Terminal()) == "reference   the\nhypothesis  the")
  #expect(compareWords([], for: Terminal()) == "reference\nhypothesis")
}

@Test func `colours errors by kind and isolates words`() {
  let color = Terminal(hasColor: true)
  let text = compareWords(sentence, for: color)
  #expect(text.contains("\u{1B}[33mbats\u{1B}[0m"))
  #expect(text.contains("\u{1B}[31msat\u{1B}[0m"))
  let arabic = compareWords([.init(.match, reference: "سلام", hypothesis: "سلام")], for: Terminal())
  #expect(arabic.contains("\u{2068}سلام\u{2069}"))
}

@Test(arguments: 6...60)
func `fits a comparison to the terminal`(width: Int) {
  let long =
    sentence + [.init(.match, reference: String(repeating: "x", count: 99), hypothesis: "y")]
  for line in compareWords(long, for: Terminal(width: width)).split(separator: "\n") {
    #expect(String(line).displayWidth <= width, "\(line)")
  }
}
