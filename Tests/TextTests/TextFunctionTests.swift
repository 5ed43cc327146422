internal import Testing

@testable internal import Text

@Test(arguments: [
  ("", ""), ("  ", ""), ("a", "a"), (" a \t\n b\u{a0}", "a b"), ("a\tb", "a b"),
  ("a\u{3000}\u{2009}b", "a b"), ("a\u{200c}b", "a\u{200c}b"),
])
func `runs of white space become one space`(text: String, result: String) {
  #expect(normalizeSpaces(text) == result)
}

@Test(arguments: [
  (["10.wav", "2.wav", "1.wav"], ["1.wav", "2.wav", "10.wav"]),
  (["a10b2", "a10b10", "a2b3"], ["a2b3", "a10b2", "a10b10"]),
  (["x01", "x1", "x001", "x2"], ["x1", "x01", "x001", "x2"]),
  (["b", "a", "", "a1"], ["", "a", "a1", "b"]),
  (
    ["99999999999999999999999", "100000000000000000000000"],
    ["99999999999999999999999", "100000000000000000000000"]
  ),
  (["1-2", "1-1", "1"], ["1", "1-1", "1-2"]),
])
func `numbers in names count as numbers`(names: [String], order: [String]) {
  #expect(names.sorted(by: comesBefore) == order)
}

@Test func `a name does not come before itself`() {
  for name in ["", "a", "01", "1a"] { #expect(!comesBefore(name, name)) }
}

@Test func `letters get one spelling`() {
  func scalars(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }
  #expect(scalars(UnicodeForm.nfc.apply(to: "e\u{301}")) == [0xE9])
  #expect(scalars(UnicodeForm.nfd.apply(to: "\u{e9}")) == [0x65, 0x301])
  #expect(scalars(UnicodeForm.nfkc.apply(to: "\u{fb01}\u{ff21}")) == scalars("fiA"))
  #expect(scalars(UnicodeForm.nfkd.apply(to: "\u{fb01}\u{e9}")) == scalars("fie\u{301}"))
}

@Test func `words stand between spaces`() {
  #expect(words(of: " a  b\tc \u{a0}d ") == ["a", "b\tc", "d"])
  #expect(words(of: "").isEmpty)
}
