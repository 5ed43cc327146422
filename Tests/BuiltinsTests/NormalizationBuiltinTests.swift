import Testing

struct NormalizationBuiltinTests {
  @Test func `a dataset's texts are normalized, and the changes are counted`() throws {
    let folder = try TemporaryFolder()
    try folder.writeWave("a.wav")
    try folder.write(
      "speech.csv", "file,text,note\na.wav,Mr. O'Brien,Two\na.wav,plain words,One oh one\n")
    let outcome = run(
      """
      data = load_dataset(\(folder.quoted("speech.csv")))
      data.whisper_normalize().text
      data.whisper_normalize(column="note").note
      """)
    #expect(outcome.error == "")
    #expect(outcome.lines == ["[\"mister 0 brien\", \"plain words\"]", "[\"2\", \"101\"]"])
    #expect(outcome.notices.contains("whisper_normalize: 1 of 2 rows changed"))
  }

  @Test func `spellings come from a file`() throws {
    let folder = try TemporaryFolder()
    try folder.write("normalizer.json", "{\"grey\": \"gray\"}")
    let path = folder.quoted("normalizer.json")
    let outcome = run("\"Grey colour\".whisper_normalize(spelling=\(path))")
    #expect(outcome.lines == ["\"gray colour\""])
  }

  @Test(arguments: [
    ("\"a\".whisper_normalize(\"basic\", spelling=\"x.json\")", "spelling is for English only"),
    ("\"a\".whisper_normalize(split_letters=true)", "split_letters is for language=\"basic\" only"),
    (
      "\"a\".whisper_normalize(remove_diacritics=true)",
      "remove_diacritics is for language=\"basic\" only"
    ),
    ("\"a\".whisper_normalize(spelling=\"none.json\")", "none.json"),
    ("\"a\".whisper_normalize(\"hr\")", "\"en\" or \"basic\""),
  ])
  func `arguments that do not fit are named`(call: String, message: String) {
    #expect(run(call).error.contains(message), "\(run(call).error)")
  }

  @Test func `bounds of an error rate lie on both sides of it`() {
    let outcome = run(
      """
      said = ["one two three four"] * 40
      heard = ["one two three", "one two three four", said[0], said[0]] * 10
      error_report(said, heard, seed=3)
      """)
    let line = outcome.lines.first ?? ""
    let numbers = line.split { !$0.isNumber && $0 != "." }.compactMap { Double($0) }
    #expect(numbers.count >= 3 && numbers[0] == 6.25, "\(line) \(outcome.error)")
    if numbers.count >= 3 { #expect(numbers[1] < 6.25 && numbers[2] > 6.25, "\(line)") }
  }
}
