import Letters
import Testing

/// Letter case and white space; that they are Python's is held by `SemanticsTests`.
@Suite struct LetterCaseTests {
  @Test(arguments: [
    ("ΟΔΟΣ", "οδος"), ("ΟΔΟΣ ΟΔΟΣ.", "οδος οδος."), ("Σ", "σ"), ("ΑΣ'Α", "ασ'α"), ("ΑΣ1", "ας1"),
    ("İΣ", "i\u{307}ς"),
    ("ABC", "abc"), ("", ""),
  ])
  func `a sigma at the end of a word is the one that Greek writes there`(
    text: String, small: String
  ) {
    #expect(lowercasedAsInPython(text) == small)
  }

  @Test func `white space is found at ends and between words`() {
    #expect(trimmedSpaces("\u{3000}\u{1C} a\u{200B} \u{85}\n") == "a\u{200B}")
    #expect(trimmedSpaces(" \t ") == "")
    #expect(splitAtSpaces(" a\u{1F}b\u{2028}c \u{301}") == ["a", "b", "c", "\u{301}"])
  }
}
