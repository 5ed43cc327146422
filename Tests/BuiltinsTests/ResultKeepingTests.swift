import Foundation
import Testing

/// Results of map and filter on disk.
struct ResultKeepingTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("t.csv", "n,text\n" + (0..<40).map { "\($0),t\($0)\n" }.joined())
  }

  private var load: String { "load_dataset(\(folder.quoted("t.csv")), format=\"table\")" }
  private var cache: String { folder.path + "/cache" }

  /// What a recipe prints, and whether that came from the cache.
  private func outcome(_ recipe: String, threads: Int = 1) -> (text: String, isFound: Bool) {
    let outcome = run(recipe, threads: threads, cache: cache)
    #expect(outcome.error == "", "\(recipe)")
    return (outcome.output, outcome.notices.contains("from the cache"))
  }

  private func entryCount() -> Int {
    (try? FileManager.default.contentsOfDirectory(atPath: cache))?.count ?? 0
  }

  @Test func `a result is computed once`() throws {
    let recipe = "print(\(load).map(row => {n: row.n * 2}, cache=true).filter(row => row.n > 70).n)"
    let first = outcome(recipe)
    let second = outcome(recipe, threads: 2)
    #expect(!first.isFound)
    #expect(second.isFound)
    #expect(first.text == "[72, 74, 76, 78]\n")
    #expect(second.text == first.text)
    #expect(entryCount() == 1)
    // The same text elsewhere, with other names around it, is the same work.
    #expect(outcome("\n\nx = 1\n" + recipe).isFound)
  }

  @Test(arguments: [
    // The function's own text.
    ("", "row => {n: row.n + 1}", "", "row => {n: row.n + 2}"),
    // A value that it captured, of any kind.
    ("k = 1\n", "row => {n: row.n + k}", "k = 2\n", "row => {n: row.n + k}"),
    ("k = 1\n", "row => {n: row.n + k}", "k = 1.0\n", "row => {n: row.n + k}"),
    ("k = [[1], {a: 2}]\n", "row => {n: k}", "k = [[1], {b: 2}]\n", "row => {n: k}"),
    ("k = \"ab\"\n", "row => {n: k}", "k = \"ba\"\n", "row => {n: k}"),
    ("k = range(3)\n", "row => {n: sum(k)}", "k = range(4)\n", "row => {n: sum(k)}"),
    ("k = tensor([1, 2])\n", "row => {n: k[1]}", "k = tensor([1, 3])\n", "row => {n: k[1]}"),
    (
      "k = ctc_tokenizer(build_vocab([\"t0123456789\"]))\n", "row => {n: k.encode(row.text)}",
      "k = ctc_tokenizer(build_vocab([\"t01234567890s\"]))\n", "row => {n: k.encode(row.text)}"
    ),
    // A function that it calls, and one that this calls in turn.
    ("def f(x) { x }\n", "row => {n: f(row.n)}", "def f(x) { -x }\n", "row => {n: f(row.n)}"),
    (
      "def g(x) { x }\ndef f(x) { g(x) }\n", "row => {n: f(row.n)}",
      "def g(x) { -x }\ndef f(x) { g(x) }\n", "row => {n: f(row.n)}"
    ),
    ("f = x => x\n", "row => {n: row.n.f()}", "f = x => x + 1\n", "row => {n: row.n.f()}"),
    // The default of a parameter, and a function in a value.
    ("def f(x, k=1) { k }\n", "row => {n: f(0)}", "def f(x, k=2) { k }\n", "row => {n: f(0)}"),
    ("k = {f: x => 1}\n", "row => {n: k.f(0)}", "k = {f: x => 2}\n", "row => {n: k.f(0)}"),
  ])
  func `what a function depends on is part of what it is`(
    before: String, function: String, after: String, changed: String
  ) {
    func recipe(_ prefix: String, _ function: String) -> String {
      "\(prefix)print(\(load).map(\(function), cache=true).n)"
    }
    let first = outcome(recipe(before, function))
    #expect(outcome(recipe(before, function)).isFound)
    let other = outcome(recipe(after, changed))
    #expect(!other.isFound)
    #expect(outcome(recipe(after, changed)).text == other.text)
    let again = outcome(recipe(before, function))
    #expect(again.isFound)
    #expect(again.text == first.text)
  }

  @Test func `rows and arguments that are others are computed`() throws {
    let map = ".map(row => {n: row.n * 2}, cache=true).n)"
    _ = outcome("print(\(load)\(map)")
    #expect(!outcome("print(\(load).take(39)\(map)").isFound)
    #expect(!outcome("print(\(load).sort(\"n\", descending=true)\(map)").isFound)
    #expect(!outcome("print(\(load).rename({text: \"t\"})\(map)").isFound)
    #expect(!outcome("print(\(load).filter(row => row.n > 3)\(map)").isFound)
    #expect(outcome("print(\(load)\(map)").isFound)
    try folder.write("t.csv", "n,text\n" + (0..<40).map { "\($0),t\($0 / 2)\n" }.joined())
    #expect(!outcome("print(\(load)\(map)").isFound)
  }

  @Test func `a recording that is another is read again`() throws {
    try folder.writeSpeech()
    let recipe =
      "print(load_dataset(\(folder.quoted("speech.csv")))"
      + ".map(row => {peak: row.audio.samples.max()}, cache=true).peak)"
    let first = outcome(recipe)
    #expect(outcome(recipe).isFound)
    try folder.writeWave("two.wav", seconds: 0.35)
    #expect(!outcome(recipe).isFound)
    try folder.writeWave("two.wav", seconds: 0.3)
    let other = outcome(recipe)
    #expect(!other.isFound)
    #expect(!first.text.isEmpty)
  }

  @Test func `damaged entries are computed anew`() throws {
    let recipe = "print(\(load).map(row => {n: row.n * 2}, cache=true).n)"
    let first = outcome(recipe)
    let name = try #require(FileManager.default.contentsOfDirectory(atPath: cache).first)
    let url = URL(fileURLWithPath: cache + "/" + name)
    let whole = try Data(contentsOf: url)
    for bytes in [whole.prefix(whole.count / 2), Data(whole.map { $0 ^ 1 }), Data()] {
      try bytes.write(to: url)
      let again = outcome(recipe)
      #expect(!again.isFound)
      #expect(again.text == first.text)
      #expect(outcome(recipe).isFound)
    }
  }

  @Test func `what may differ from run to run is not kept, and that is said`() throws {
    for body in [
      "{n: randn([1])[0]}", "{n: len(env(\"HOME\"))}", "{n: time(() => 1)}",
    ] {
      let notices = run(
        "\(load).map(row => (\(body)), cache=true);", threads: 2, cache: cache
      ).notices
      #expect(notices.contains("map: the result is not kept in the cache: the function calls "))
    }
    let model = run(
      """
      m = deepspeech2(ctc_tokenizer(build_vocab(["ab"])), n_mels=16, conv_channels=[4],
        conv_kernels=[[5, 5]], conv_strides=[[2, 2]], rnn_layers=1, rnn_size=8, seed=1)
      \(load).map(row => {n: m.sampling_rate}, cache=true);
      """, threads: 2, cache: cache)
    #expect(model.error == "")
    #expect(model.notices.contains("the function uses m, a model"))
    #expect(entryCount() == 0)
  }

  @Test func `cache=false and work that takes no time keep nothing`() throws {
    _ = outcome("print(\(load).map(row => {n: 1}).n)")
    _ = outcome("print(\(load).map(row => {n: 1}, cache=false).map(row => {n: 2}, cache=true).n)")
    #expect(entryCount() == 0)
  }

  @Test func `a folder that cannot be written costs no result`() throws {
    try folder.write("file", "x")
    let outcome = run(
      "print(\(load).take(2).map(row => {n: row.n}, cache=true).n)", threads: 2,
      cache: folder.path + "/file/cache")
    #expect(outcome.error == "")
    #expect(outcome.output == "[0, 1]\n")
    #expect(outcome.notices.contains("map: the result is not kept in the cache: the folder "))
  }
}
