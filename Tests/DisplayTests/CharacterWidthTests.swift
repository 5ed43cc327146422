@testable import Display
import Testing

/// The C library knows Unicode 15.0: what is newer is not in the fixture, and U+1171E (AHOM CONSONANT
/// SIGN MEDIAL RA), which Unicode 16 made a spacing mark, is passed over.
@Test func `agrees with wcwidth on every scalar`() throws {
  let runs = try fixture("widths.json", as: [[Int]].self)
  var wrong: [String] = []
  for run in runs {
    for code in run[0]...run[1] where code != 0x1171E {
      guard let scalar = Unicode.Scalar(UInt32(code)) else { continue }
      let width = scalar.displayWidth
      if width != run[2] { wrong.append("U+\(String(code, radix: 16)): \(width), not \(run[2])") }
    }
  }
  #expect(wrong.isEmpty, "\(wrong.count) of them: \(wrong.prefix(20))")
}

@Test(arguments: [
  ("", 0), ("word", 4), ("日本", 4), ("ｱ", 1), ("Ａ", 2), ("e\u{301}", 1), ("한", 2),
  ("\u{1112}\u{1161}\u{11AB}", 2), ("क्षि", 3), ("سلام", 4), ("می‌خواهم", 7), ("שָׁלוֹם", 4),
  ("😀", 2), ("👍🏽", 2), ("👩‍👩‍👧", 2), ("🇵🇰", 2), ("❤️", 2), ("❤", 1), ("1️⃣", 2), ("\u{200B}", 0),
])
func `counts the columns of clusters`(text: String, width: Int) {
  #expect(text.displayWidth == width)
}

@Test func `takes time in proportion to a heap of marks`() {
  let heap = "a" + String(repeating: "\u{301}", count: 100_000)
  #expect(heap.displayWidth == 1)
}
