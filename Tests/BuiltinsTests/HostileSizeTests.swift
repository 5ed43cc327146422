import Foundation
import Testing

/// Texts that are one long word or one letter with a heap of marks take a time in proportion to their
/// length, and come out the same twice.
struct HostileSizeTests {
  private static let calls = [
    "text.clean(\"en\")", "text.clean(\"ur\", marks=\"remove\")", "text.normalize(\"NFD\")",
    "text.whisper_normalize()", "text.whisper_normalize(\"basic\")", "text.upper()", "text.trim()",
    "text.split()", "text.find_all(r\"\\w+\")", "text.sub(r\"[aeiou]\", \"\")",
    "text == text + \"x\"",
    "len(text)", "[text, text + \"x\"].unique()", "text.contains(\"zz\")",
    "text.replace(\"a\", \"b\")",
    "wer([text], [text + \"x\"])", "cer([text], [text + \"x\"])", "build_vocab([text])",
    "ctc_tokenizer(build_vocab([text])).encode(text)", "str([text, {key: text}])",
    "error_report([text], [text + \"x\"], seed=1).rate", "{key: text}", "compare(text, text)",
    "data.describe()", "data.characters()", "data.histogram(\"text\")", "data.show()",
    "print(data[0])",
    "data.filter(row => row.text == text)", "data.split(test=0.5, seed=1)", "data.clean()",
    "data.sort(\"text\")", "data.save(FOLDER)",
  ]

  /// One long word; a letter with marks of two classes in the wrong order, which have to be sorted;
  /// joined emoji; letters that turn the direction.
  private static let texts = [
    "word": String(repeating: "x", count: 2_000_000),
    "marks": "a" + String(repeating: "\u{301}\u{316}", count: 50_000),
    "emoji": String(repeating: "👩\u{200D}", count: 100_000),
    "bidi": String(repeating: "\u{202E}س\u{FFFF}\u{2066}", count: 100_000),
  ]

  @Test(arguments: calls)
  func `a text of great length does not take long`(call: String) throws {
    let folder = try TemporaryFolder()
    try folder.writeSpeech()
    for (name, text) in Self.texts.sorted(by: { $0.key < $1.key }) {
      try folder.write("\(name).txt", text + "\n")
      // A record of a manifest has at most a megabyte.
      let row = text.unicodeScalars.prefix(250_000).map(String.init).joined()
      try folder.write("\(name).csv", "file,text\nspeech.wav,\(row)\nspeech.wav,\(row)y\n")
      let call = call.replacingOccurrences(of: "FOLDER", with: folder.quoted("saved.csv"))
      let recipe = """
        text = read_lines(\(folder.quoted("\(name).txt")))[0]
        data = load_dataset(\(folder.quoted("\(name).csv")))
        \(call)
        """
      let start = threadSeconds()
      let outcome = run(recipe)
      // Of the processor, not of the clock on the wall: other tests may be running.
      let seconds = threadSeconds() - start
      #expect(seconds < 10, "\(name): \(seconds) s")
      #expect(!outcome.error.contains("interrupted"))
      if call.contains("FOLDER") { #expect(outcome.error == "") }
    }
  }
}

/// The seconds of the processor that this thread has had.
private func threadSeconds() -> Double {
  var time = timespec()
  unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
