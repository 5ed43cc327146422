internal import Testing

@testable internal import HuggingFace

@Suite struct FileSelectionTests {
  @Test(arguments: [
    ("*", "", true), ("*", "a/b", true), ("a*b", "ab", true), ("a*b", "axxb", true),
    ("a*b", "axxc", false), ("a?c", "abc", true), ("a?c", "ac", false), ("", "", true),
    ("", "a", false), ("*.json", "x.json", true), ("*.json", "x.jsonl", false),
    ("a**b", "ab", true),
    ("caf\u{E9}", "cafe\u{301}", false), ("cafe?", "cafe\u{301}", true),
    ("*a*a*a", "aaa", true), ("*a*a*a", "aa", false), ("[a]", "a", false),
  ])
  func `patterns match whole names`(pattern: String, name: String, matches: Bool) {
    #expect(FilePattern(pattern).matches(name) == matches)
  }

  @Test func `a pattern of many stars takes no time`() {
    let pattern = FilePattern(String(repeating: "*a", count: 200) + "b")
    #expect(!pattern.matches(String(repeating: "a", count: 2000)))
  }

  @Test(arguments: [
    (["model.safetensors", "pytorch_model.bin"], "model.safetensors"),
    (["model.safetensors.index.json", "pytorch_model.bin"], "model.safetensors.index.json"),
    (["pytorch_model.bin", "pytorch_model.bin.index.json"], "pytorch_model.bin"),
    (["pytorch_model.bin.index.json", "x.bin"], "pytorch_model.bin.index.json"),
  ])
  func `one form of the weights is chosen, and comes last`(names: [String], weights: String) throws
  {
    let chosen = try FileSelection.model.chosen(from: names + ["vocab.json", "x"], of: "r")
    #expect(chosen == ["vocab.json", weights])
  }
}
