import Display
import Testing

@Test func `prints tokens as the notebook does`() {
  #expect(tokenLine(["[PAD]", "[PAD]", "h", "|"]) == "[PAD] [PAD] h |")
  #expect(tokenLine(["\u{1B}"]) == "\\u{1b}")
  #expect(tokenLine([]) == "")
}

@Test func `counts the runs`() {
  let tokens = ["[PAD]", "[PAD]", "h", "h", "h", "[PAD]", "e"]
  #expect(groupedTokenLine(tokens, for: Terminal()) == "[PAD]×2 h×3 [PAD] e")
  #expect(groupedTokenLine(tokens, for: Terminal(hasUnicode: false)) == "[PAD]x2 hx3 [PAD] e")
  #expect(groupedTokenLine(["س", "س"], for: Terminal()) == "\u{200E}\u{2068}س\u{2069}\u{200E}×2")
  let colored = groupedTokenLine(["b", "b", "x"], blank: "b", for: Terminal(hasColor: true))
  #expect(colored == "\u{1B}[2mb×2\u{1B}[0m x")
}
