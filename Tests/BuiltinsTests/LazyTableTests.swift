import Builtins
import Foundation
import Interpreter
import Language
import TestSupport
import Testing

/// Steps on a table, drawn at random: each as it is, and with a function that has to run at once.
private struct RandomChain {
  var lazy: [String] = []
  var eager: [String] = []
  private var random: Randomness
  private var columns: Set<String> = ["n", "text", "group"]

  private static let maps = [
    "{n: row.n * 2 + 1}", "{text: row.text + \"!\", long: len(row.text)}", "row",
    "if row.n % 3 == 0 { {odd: row.n} } else { {text: \"x\"} }", "{list: [row.n, {a: row.text}]}",
  ]
  private static let filters = [
    "row.n % 2 == 0", "row.n > 40", "len(row.text) < 5", "true", "false",
  ]

  init(seed: Int) {
    random = Randomness(seed: UInt64(seed))
    for _ in 0..<Int.random(in: 1...6, using: &random) { addStep() }
  }

  private mutating func pick(_ texts: [String]) -> String {
    texts.randomElement(using: &random) ?? ""
  }

  private mutating func addStep() {
    let number = Int.random(in: 0...60, using: &random)
    switch Int.random(in: 0..<10, using: &random) {
    case 0...2: add(function: "map", pick(Self.maps))
    case 3...4: add(function: "filter", pick(Self.filters))
    case 5: add("take(\(number))")
    case 6: add("shuffle(seed=\(number))")
    case 7: add("sample(\(number), seed=2)")
    case 8 where columns.contains("group"):
      columns.remove("group")
      add(number % 2 == 0 ? "remove(\"group\")" : "rename({group: \"speaker\"})")
    case 9:
      add("select([\"text\", \"n\"])")
      columns.remove("group")
    default: add("[2:\(number)]", isMethod: false)
    }
    // Looking changes nothing.
    let look = pick(["", "", "len(lazy)", "lazy.show(3)", "lazy.take(2).show()", "lazy.n;"])
    if !look.isEmpty { lazy.append(look) }
  }

  private mutating func add(_ call: String, isMethod: Bool = true) {
    lazy.append("lazy = lazy\(isMethod ? "." : "")\(call)")
    eager.append("eager = eager\(isMethod ? "." : "")\(call)")
  }

  private mutating func add(function name: String, _ body: String) {
    lazy.append("lazy = lazy.\(name)(row => \(body))")
    // What asks for the environment is run at once.
    eager.append("def at_once(row) { env(\"NONE\")\n (\(body)) }")
    eager.append("eager = eager.\(name)(at_once)")
  }
}

struct LazyTableTests {
  /// A table of numbered rows.
  private static func table(_ count: Int, in folder: TemporaryFolder) throws -> String {
    let lines = (0..<count).map { "\($0),t\($0),g\($0 % 5)" }
    try folder.write("t.csv", (["n,text,group"] + lines).joined(separator: "\n") + "\n")
    return "load_dataset(\(folder.quoted("t.csv")), format=\"table\")"
  }

  @Test(arguments: 0..<60)
  func `what is put off comes out as what is done at once`(seed: Int) throws {
    let folder = try TemporaryFolder()
    let load = try Self.table(50, in: folder)
    let chain = RandomChain(seed: seed)
    let recipe = (["lazy = \(load)", "eager = lazy"] + chain.lazy + chain.eager).joined(
      separator: "\n")
    let outcome = run(
      recipe + "\nprint(lazy == eager, lazy.columns == eager.columns, len(lazy) == len(eager))",
      threads: seed % 2 + 1)
    #expect(outcome.error == "", "\(recipe)")
    #expect(outcome.lines.last == "true true true", "\(recipe)")
  }

  @Test func `two threads give the rows of one, in order`() throws {
    let folder = try TemporaryFolder()
    let load = try Self.table(3000, in: folder)
    // A row that takes longer than those around it.
    let recipe = """
      def slow(n) { total = 0
        for i in range(if n % 100 == 7 { 3000 } else { 10 }) { total = total + i }
        total }
      data = \(load).map(row => {total: slow(row.n)}).filter(row => row.n % 7 != 0)
      data.save(\(folder.quoted("x.jsonl"))); print(read_lines(\(folder.quoted("x.jsonl"))).join("\\n"))
      """
    let outcomes = [1, 2, 4].map { run(recipe, threads: $0) }
    #expect(outcomes[0].error == "")
    #expect(outcomes[0].lines.count == 2571)
    #expect(outcomes[1].output == outcomes[0].output)
    #expect(outcomes[2].output == outcomes[0].output)
  }

  @Test func `only rows that are looked at are computed`() throws {
    let folder = try TemporaryFolder()
    // Any use of row 30 fails.
    let prefix = """
      data = \(try Self.table(50, in: folder))
      bad = data.map(row => {x: 1 / (row.n - 30)})

      """
    for look in [
      "len(bad)", "bad.show(30)", "bad[29]", "bad.take(30).x", "bad[31:].x", "type(bad)", "bad",
      "bad.select([\"x\"]).take(3)", "bad.filter(r => r.n > 3).take(20).x",
      "bad.filter(r => r.n > 3);",
      "bad.shuffle(seed=1);", "print(bad)",
    ] {
      #expect(run(prefix + look, threads: 2).error == "", "\(look)")
    }
    for look in [
      "bad.x", "bad[30]", "bad.show(31)", "len(bad.filter(r => true))", "bad == data",
      "bad.sort(\"n\")", "for row in bad { row }", "bad.describe()", "bad.filter(r => r.n > 25)",
    ] {
      #expect(run(prefix + look, threads: 2).error.contains("division by zero"), "\(look)")
    }
  }

  @Test func `an error names the row, the step and what needs it`() throws {
    let folder = try TemporaryFolder()
    let load = try Self.table(50, in: folder)
    let outcome = run(
      """
      data = \(load)
      def half(n) { 1 / (n - 30) }
      bad = data.filter(row => row.n % 2 == 0).map(row => {x: half(row.n)})
      same = bad.map(row => {y: 1})
      def use(table) { len(table.x) }
      use(same)
      """, threads: 2)
    let problem = try #require(outcome.failure?.diagnostics.first)
    #expect(problem.range?.place.hasPrefix("test.asr:2:17") == true)
    #expect(
      problem.context == [
        "half, called at test.asr:3:57",
        "map over the rows of a filter, row 15 {n: 30, text: t30, group: g0}",
        "map, called at test.asr:3:42", "needed at test.asr:5:28", "use, called at test.asr:6:1",
      ], "\(problem.context)")
    let wrong = run(
      "bad = \(load).map(row => if row.n == 4 { 3 } else { row })\nbad.save(\"x\")", threads: 1)
    #expect(wrong.error == "map: for row 4 the function returns int, not a record")
    #expect(wrong.failure?.diagnostics.first?.context.last == "save, called at test.asr:2:5")
    for (step, error) in [
      ("map(row => row.nothing)", "no field nothing"),
      ("filter(row => 3)", "row 0 the function returns int"),
    ] {
      #expect(run("data = \(load).\(step)", threads: 1).error.contains(error))
    }
  }

  @Test func `of several rows that fail the first is named`() throws {
    let folder = try TemporaryFolder()
    let load = try Self.table(2000, in: folder)
    for threads in [1, 2, 3] {
      let outcome = run(
        "data = \(load).map(row => {x: sum(range(300)) / (row.n % 500 - 499)})\ndata.x",
        threads: threads)
      #expect(
        outcome.failure?.diagnostics.first?.context.first?.hasPrefix(
          "map over 2,000 rows, row 499 ")
          == true)
    }
  }

  @Test func `what is bound later changes nothing`() throws {
    let folder = try TemporaryFolder()
    let outcome = run(
      """
      data = \(try Self.table(3, in: folder))
      n = 1
      def add(x) { x + n }
      def call(x) { add(x) }
      more = data.map(row => {n: call(row.n)})
      n = 100
      def add(x) { 0 }
      more = more.map(row => {n: call(row.n)})
      print(more.n)
      made = range(3).map(k => data.map(row => {n: row.n * k}))
      print(made[2].n, made[0].n)
      def deep(n) { if n == 0 { 0 } else { 1 + deep(n - 1) } }
      print(data.map(row => {n: deep(row.n * 100)}).n)
      def outer() { def inner(n) { if n == 0 { 7 } else { inner(n - 1) } }
        data.map(row => {n: inner(row.n)}) }
      print(outer().n)
      """, threads: 2)
    #expect(outcome.error == "")
    #expect(outcome.lines == ["[0, 0, 0]", "[0, 2, 4] [0, 0, 0]", "[0, 100, 200]", "[7, 7, 7]"])
  }

  @Test func `a function that does something runs for all rows at once, in order`() throws {
    let folder = try TemporaryFolder()
    let outcome = run(
      """
      data = \(try Self.table(4, in: folder))
      def show_it(row) { print(row.n)
        ({x: row.n}) }
      seen = data.map(show_it)
      print("later")
      seen.x; seen.show(1)
      seed(1)
      noise = data.map(row => {r: randn([1])[0]})
      first = noise.r
      noise.show(2); print(noise.r == first)
      """, threads: 2)
    #expect(outcome.error == "")
    #expect(Array(outcome.lines.prefix(5)) == ["0", "1", "2", "3", "later"])
    #expect(outcome.lines.count { $0 == "0" } == 1)
    #expect(outcome.lines.last == "true")
  }

  @Test func `Ctrl-C stops it on all threads`() throws {
    let folder = try TemporaryFolder()
    let load = try Self.table(500, in: folder)
    for use in ["x", "filter(row => row.x < 0)"] {
      let start = ContinuousClock.now
      let outcome = run(
        """
        def slow(n) { sum(range(if n == 0 { 1 } else { 3000000 }).map(i => i % 7)) }
        data = \(load).map(row => {x: slow(row.n)})
        data.\(use)
        """, threads: 2, seconds: 0.5)
      guard case .interrupted? = outcome.failure else {
        Issue.record("it ended with \(outcome.error)")
        return
      }
      #expect(start.duration(to: .now) < .seconds(20))
    }
  }

  @Test func `rows of a filter are counted when they are`() throws {
    let folder = try TemporaryFolder()
    let outcome = run(
      """
      even = \(try Self.table(50, in: folder)).filter(row => row.n % 2 == 0)
      print(even); even.show(1); len(even); print(even); even.show(1)
      """, threads: 1)
    #expect(outcome.error == "")
    #expect(outcome.lines[0] == "dataset(rows that are not counted yet: n, text, group)")
    #expect(outcome.lines[4] == "… more rows, not counted yet (len counts them)")
    #expect(outcome.output.contains("dataset(25 rows: n, text, group)"))
    #expect(outcome.lines.last == "… 24 more rows")
  }

  @Test func `hundreds of steps are put off one after the other`() throws {
    let folder = try TemporaryFolder()
    let outcome = run(
      """
      data = \(try Self.table(20, in: folder))
      for i in range(300) { data = data.map(row => {n: row.n + 1}).filter(row => row.n < 1000) }
      print(data.n[:3], len(data))
      """, threads: 2)
    #expect(outcome.lines == ["[300, 301, 302] 20"])
  }

  /// The built-ins that print, draw, read, write, ask a model, or belong to things that no function of
  /// rows has; whoever adds a built-in decides for one of both lists.
  private static let others: Set = [
    "add_noise", "align", "audio_info", "augment", "build_lm", "characters", "choice", "compare",
    "confusion_matrix", "convert", "count_by", "ctc_tokenizer", "dataset", "date",
    "deepspeech2", "describe", "env", "error_report", "evaluate", "exit", "fit", "freeze",
    "group_by", "help",
    "hidden_states", "histogram", "hubert", "ledger", "list_files",
    "load_alignment", "load_audio",
    "load_dataset", "load_lm", "load_model",
    "load_npy", "load_table", "load_tokenizer", "logits", "make_folder", "memory", "now",
    "perplexity", "plot", "print", "progress",
    "push",
    "randn", "rank",
    "read_lines", "rename", "resume", "reverb", "sample", "save", "score", "seed", "select", "show",
    "shuffle",
    "spec_augment", "summary", "synthesize", "synthesize_dataset", "take", "time", "transcribe",
    "tune", "unfreeze", "unknown_letters", "utterances", "wav2vec2", "whisper_normalize", "worst",
    "write_text",
  ]

  @Test func `of every built-in it is known whether it depends on its arguments alone`() {
    let registry = makeRegistry()
    let pure = Set(registry.builtins.filter(\.isPure).map(\.name))
    #expect(pure.isDisjoint(with: Self.others))
    #expect(Set(registry.names).subtracting(pure).subtracting(Self.others) == [])
    #expect(Self.others.subtracting(registry.names) == [])
  }
}
