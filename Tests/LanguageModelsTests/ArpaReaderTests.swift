import Testing

@testable import LanguageModels

/// A small model of two words; each place may be replaced by something broken.
private let small = """
  \\data\\
  ngram 1=5
  ngram 2=3

  \\1-grams:
  -1.0\t<unk>
  -99\t<s>\t-0.3
  -0.5\t</s>
  -0.6\ta\t-0.2
  -0.7\tb\t-0.1

  \\2-grams:
  -0.1\t<s> a
  -0.2\ta b
  -0.3\tb </s>

  \\end\\

  """

private func fault(_ text: String) -> (line: Int, problem: ArpaProblem)? {
  do throws(ArpaFault) {
    _ = try LanguageModel(arpa: Array(text.utf8))
    return nil
  } catch {
    return (error.line, error.problem)
  }
}

@Test func `scores are those that back-off gives by hand`() throws {
  let model = try LanguageModel(arpa: Array(small.utf8))
  #expect(model.order == 2)
  #expect(model.counts == [5, 3])
  func isNear(_ text: String, _ expected: Double, isWhole: Bool = true) -> Bool {
    abs(model.score(text, isWhole: isWhole) - expected) < 1e-5
  }
  // <s> a, a b, b </s>
  #expect(isNear("a b", -0.1 - 0.2 - 0.3))
  // <s> backs off to b, b backs off to a, a backs off to </s>.
  #expect(isNear("b a", -0.3 - 0.7 - 0.1 - 0.6 - 0.2 - 0.5))
  // <s> backs off to <unk>, which has no back-off.
  #expect(isNear("x", -0.3 - 1 - 0.5))
  #expect(isNear("", -0.3 - 0.5))
  #expect(isNear("a b", -0.6 - 0.2, isWhole: false))
  let perplexity = try model.perplexity(["a b"])
  #expect(abs(perplexity - 1.584893) < 1e-5)
}

@Test func `a model without a word for unknown ones gets one`() throws {
  let text = small.replacing("-1.0\t<unk>\n", with: "").replacing("1=5", with: "1=4")
  let model = try LanguageModel(arpa: Array(text.utf8))
  #expect(abs(model.score("x") - (-0.3 - 100 - 0.5)) < 1e-4)
}

@Test(arguments: [
  ("\\data\\", "data", 0, ArpaProblem.noData),
  ("ngram 1=5", "ngram 1=many", 2, .badCount("ngram 1=many")),
  ("ngram 1=5", "ngram 1=-5", 2, .badCount("ngram 1=-5")),
  ("ngram 1=5", "ngram 1=99999999999999999999999", 2, .badCount("ngram 1=99999999999999999999999")),
  ("ngram 1=5", "ngram 2=5", 2, .countOutOfSequence(order: 2, expected: 1)),
  ("ngram 1=5", "ngram 1=6", 11, .countDiffers(order: 1, said: 6, found: 5)),
  (
    "ngram 1=5", "ngram 1=4000000000000", 11,
    .countDiffers(order: 1, said: 4_000_000_000_000, found: 5)
  ),
  ("ngram 2=3", "ngram 2=2", 16, .countDiffers(order: 2, said: 2, found: 3)),
  ("ngram 2=3", "ngram 3=3", 3, .countOutOfSequence(order: 3, expected: 2)),
  ("\\2-grams:", "\\3-grams:", 12, .expected("\\2-grams:", found: "\\3-grams:")),
  ("\\end\\", "\\3-grams:", 17, .expected("\\end\\", found: "\\3-grams:")),
  ("\n\\end\\\n", "", 15, .cutOff(expected: "\\end\\")),
  ("-0.6\ta", "nan\ta", 9, .badNumber("nan")),
  ("-0.6\ta", "-inf\ta", 9, .impossible("a")),
  ("-0.6\ta\t-0.2", "-0.6\ta\tx", 9, .badNumber("x")),
  ("-0.6\ta", "0.6\ta", 9, .positive("0.6")),
  ("-0.7\tb\t-0.1", "-0.7\ta\t-0.1", 10, .duplicate("a")),
  ("-0.2\ta b", "-0.2\t<s> a", 14, .duplicate("<s> a")),
  ("-0.2\ta b", "-0.2\ta c", 14, .unknownWord("c")),
  ("-0.2\ta b", "-0.2\ta b\t-1", 14, .highestBackOff("-1")),
  ("-0.2\ta b", "-0.2\ta", 14, .fields(order: 2, found: 2, mayHaveBackOff: false)),
  ("-0.5\t</s>", "-0.5\tend", 15, .unknownWord("</s>")),
])
func `a broken file is an error with its line`(
  part: String, broken: String, line: Int, problem: ArpaProblem
) {
  let found = fault(small.replacing(part, with: broken))
  #expect(found?.line == line)
  #expect(found?.problem == problem)
}

@Test func `an n-gram without its context is an error`() {
  let text = small.replacing("ngram 2=3", with: "ngram 2=3\nngram 3=1")
    .replacing("\\end\\", with: "\\3-grams:\n-0.1\tb a b\n\n\\end\\")
  let found = fault(text)
  #expect(found?.line == 19)
  #expect(found?.problem == .missingContext("b a b"))
}

@Test func `KenLM's binary files are refused by name`() {
  #expect(fault("mmap lm http://kheafield.com/code format version 5\n\u{0}")?.problem == .binary)
}

@Test func `every beginning of a file is an error`() {
  let whole = Array(small.utf8)
  let end = whole.count - 3
  for length in 0..<end {
    let found = fault(String(decoding: whole[..<length], as: UTF8.self))
    #expect(found != nil, "\(length) bytes")
  }
}

@Test func `what is written reads as it was`() throws {
  let model = try LanguageModel(arpa: Array(small.utf8))
  let again = try LanguageModel(arpa: model.arpa)
  for text in ["a b", "b a", "x a", "", "a a b b"] {
    #expect(again.score(text) == model.score(text))
  }
  #expect(again.arpa == model.arpa)
  #expect(String(decoding: model.arpa, as: UTF8.self).contains("\n-0.7\tb\t-0.1\n"))
}

@Test func `any order is read`() throws {
  let order = 40
  var text = "\\data\\\nngram 1=4\n"
  for order in 2...order { text += "ngram \(order)=1\n" }
  text += "\n\\1-grams:\n-1 <unk>\n-99 <s> -0.5\n-1 </s>\n-0.5 a -0.25\n"
  for length in 2...order {
    let words = ["<s>"] + Array(repeating: "a", count: length - 1)
    text += "\n\\\(length)-grams:\n-0.0625 \(words.joined(separator: " "))"
    text += length < order ? " -0.125\n" : "\n"
  }
  let model = try LanguageModel(arpa: Array((text + "\n\\end\\\n").utf8))
  #expect(model.order == order)
  // Each a goes on from all before it; what follows the last one backs off to nothing.
  let words = Array(repeating: "a", count: order - 1)
  let start = Double(order - 1) * 0.0625
  #expect(abs(model.score(words.joined(separator: " ")) + start + 0.25 + 1) < 1e-5)
  let again = try LanguageModel(arpa: model.arpa)
  #expect(again.arpa == model.arpa)
}

@Test func `back-offs below an order without n-grams count`() throws {
  let text = small.replacing("ngram 2=3", with: "ngram 2=3\nngram 3=0\nngram 4=0")
    .replacing("a b\n", with: "a b\t-0.4\n")
    .replacing("\\end\\", with: "\\3-grams:\n\n\\4-grams:\n\n\\end\\")
  let model = try LanguageModel(arpa: Array(text.utf8))
  #expect(model.counts == [5, 3, 0])
  // <s> a, a b, its back-off, that of b, a, that of a, </s>
  #expect(abs(model.score("a b a") + 0.1 + 0.2 + 0.4 + 0.1 + 0.6 + 0.2 + 0.5) < 1e-5)
}

@Test func `short numbers are read as the standard library reads them`() {
  for text in [
    "-0.6", "0", "-99", "-2.9365268", "-0.30103", "12.5", "-1234567.8901234", "1.", ".5",
  ] {
    let bytes = Array(text.utf8)
    #expect(decimalNumber(bytes, 0..<bytes.count) == Double(text == "1." ? "1.0" : text))
  }
  for text in ["", "-", "1e5", "1.2.3", "x"] {
    let bytes = Array(text.utf8)
    #expect(decimalNumber(bytes, 0..<bytes.count) == nil)
  }
}
