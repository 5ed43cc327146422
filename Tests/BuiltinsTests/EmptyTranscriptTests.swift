import Recognizers
import Testing

@testable import Builtins

/// A transcript of nothing is seen, and is still the empty text.
struct EmptyTranscriptTests {
  @Test func `says that nothing was heard`() {
    let nothing = TranscriptObject(Transcript())
    #expect(nothing.display(width: 80, color: false) == "(empty transcript)")
    #expect(nothing.display(width: 80, color: true).contains("(empty transcript)"))
    #expect(nothing.text() == "")
    var heard = Transcript()
    heard.text = "a\u{1B}"
    let something = TranscriptObject(heard)
    #expect(something.display(width: 80, color: false) == "a\\u{1b}")
  }
}
