import Interpreter
import Testing

/// Tables that recipes make, group and join.
struct TableBuiltinTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func lines(_ recipe: String) -> [String] {
    let outcome = run(recipe)
    #expect(outcome.error == "", "\(outcome.hint)")
    return outcome.lines
  }

  private let people = """
    data = dataset([
      {name: "a", group: "x", n: 3},
      {name: "b", group: "y", n: 1},
      {name: "c", group: "x", n: 2, note: "new"},
    ])

    """

  @Test func `a table of records is a dataset like any other`() {
    #expect(
      lines(
        people + """
          print(data.columns, len(data), data[0].note, data.n)
          print(data.map(row => {n: row.n * 10}).filter(row => row.n > 10).name)
          print(data.sort("n").name, data.select(["name"]).columns, data.take(1)[0].name)
          print(dataset({a: [1, 2], b: range(2)}) == dataset([{a: 1, b: 0}, {a: 2, b: 1}]))
          print(len(dataset([])), dataset([]).columns, type(dataset([])))
          data.describe();
          for row in data { print(row.name) }
          """) == [
          "[\"name\", \"group\", \"n\", \"note\"] 3 none [3, 1, 2]", "[\"a\", \"c\"]",
          "[\"b\", \"c\", \"a\"] [\"name\"] a", "true", "0 [] dataset", "a", "b", "c",
        ])
  }

  @Test func `what cannot stand in a table is named by its row and column`() {
    #expect(run("dataset([{a: 1}, 2])").error == "dataset: row 1 is an int, not a record")
    #expect(
      run("dataset([{a: 1}, {a: x => x}])").error
        == "dataset: row 1, column a: a function cannot stand in a row of a dataset")
    #expect(
      run("dataset({a: [1], b: [1, 2]})").error
        == "dataset: the column b has 2 values, and a has 1")
    #expect(run("dataset({a: 1})").error == "dataset: the column a is an int, not a list")
  }

  @Test(arguments: ["t.csv", "t.tsv", "t.jsonl"])
  func `a table that was saved is loaded again`(name: String) {
    let path = folder.quoted(name)
    #expect(
      lines(
        """
        data = dataset([{word: "1", n: 1, x: 0.5, yes: true}, {word: "é, \\"q\\"", n: 2, x: 1.5, yes: false}])
        data.save(\(path))
        print(load_table(\(path)) == data)
        """) == ["true"])
  }

  @Test func `results with recordings are loaded as a table`() throws {
    try folder.write("sub.csv", "file,text,wer\nother/one.wav,one,0.5\n")
    #expect(
      lines("t = load_table(\(folder.quoted("sub.csv")))\nprint(t.columns, t[0].file, t.wer)")
        == ["[\"file\", \"text\", \"wer\"] other/one.wav [0.5]"])
  }

  @Test func `groups are pairs of a value and its rows`() {
    #expect(
      lines(
        people + """
          for pair in data.group_by("group") { print(pair[0], pair[1].name) }
          for pair in data.group_by(["group", "n"]) { print(pair[0], len(pair[1])) }
          print(data.group_by(row => row.n > 1).map(pair => [pair[0], len(pair[1])]))
          print(data.group_by("group").to_record().x.n)
          data.count_by("group").show()
          print(data.count_by("group") == dataset([{group: "x", count: 2}, {group: "y", count: 1}]))
          print(data.count_by(row => row.n > 1).columns)
          """) == [
          "x [\"a\", \"c\"]", "y [\"b\"]", "[\"x\", 3] 1", "[\"y\", 1] 1", "[\"x\", 2] 1",
          "[[true, 2], [false, 1]]", "[3, 2]", "group  count", "─────  ─────", "x          2",
          "y          1", "true", "[\"key\", \"count\"]",
        ])
    #expect(run(people + "data.group_by(\"grup\")").error.contains("did you mean \"group\"?"))
    #expect(run("dataset([{count: 1}]).count_by(\"count\")").error.contains("two columns count"))
  }

  @Test func `numbers and their texts are different groups`() {
    #expect(
      lines("print(len(dataset([{a: 1}, {a: \"1\"}, {a: none}, {a: 1}]).group_by(\"a\")))") == ["3"]
    )
  }

  @Test func `tables are joined, and sorted by several keys or a function`() {
    #expect(
      lines(
        people + """
          both = data + dataset([{name: "d", age: 7}])
          print(both.columns, both.name, both.age)
          print((data + data) == data)
          print(data.sort(["group", "n"]).name, data.sort(["group", "n"], descending=true).name)
          print(data.sort(row => 0 - row.n).name, data.sort(row => [row.group, row.n]).name)
          print(both.sort("age").name, both.sort("age", descending=true).name)
          """) == [
          "[\"name\", \"group\", \"n\", \"note\", \"age\"] [\"a\", \"b\", \"c\", \"d\"] [none, none, none, 7]",
          "false", "[\"c\", \"a\", \"b\"] [\"b\", \"a\", \"c\"]",
          "[\"a\", \"c\", \"b\"] [\"c\", \"a\", \"b\"]",
          "[\"d\", \"a\", \"b\", \"c\"] [\"d\", \"a\", \"b\", \"c\"]",
        ])
    #expect(run(people + "data + 1").error.contains("does not go with"))
  }

  @Test func `a function that takes a column out of a table is told where the column is`() {
    let outcome = run(people + "data.map(row => row.n)")
    #expect(outcome.error == "map: for row 0 the function returns int, not a record")
    #expect(outcome.hint.hasPrefix("data.n is the column"))
    #expect(run(people + "print(1)\ndata.map(row => { x = row.n })").hint.contains("colon"))
  }

  @Test func `a dataset without recordings says what it lacks`() {
    for call in ["data.convert(\(folder.quoted("out")))", "data[0].audio", "data.utterances()"] {
      let outcome = run(people + call)
      #expect(outcome.error != "", "\(call)")
    }
  }

  @Test func `a confusion matrix is read from the top and the left`() throws {
    let recipe = """
      m = dataset([
        {text: "no", predicted: "yes"}, {text: "no", predicted: "no"},
        {text: "no", predicted: "yes"}, {text: "yes", predicted: "yes"},
      ]).confusion_matrix()
      print(m.labels, m.counts, m.accuracy)
      print(m.pairs[0].said, m.pairs[0].heard, m.pairs[0].count)
      m
      m.plot(save=\(folder.quoted("m.svg")))
      print(m == m, confusion_matrix(["a"], ["b"], labels=["b", "a"]).counts)
      """
    #expect(
      lines(recipe) == [
        "[\"no\", \"yes\"] [[1, 2], [0, 1]] 0.5", "no yes 2", "said \\ heard  no  yes",
        "────────────  ──  ───", "no             1    2", "yes            ·    1",
        "accuracy 50.0%", "true [[0, 0], [1, 0]]",
      ])
    #expect(
      run("confusion_matrix([\"a\"], [\"b\"], labels=[\"a\"])").error.contains(
        "\"b\" is in the rows"))
    #expect(run("dataset([{a: 1}]).confusion_matrix()").error.contains("text"))
  }

  @Test func `chance among the items of a list is that of the session`() {
    let recipe = """
      seed(3)
      xs = list(range(50))
      first = [xs.choice(), xs.shuffle(), xs.sample(5)]
      seed(3)
      print(first == [xs.choice(), xs.shuffle(), xs.sample(5)], xs.shuffle() == xs.shuffle())
      print(xs.shuffle(seed=1) == xs.shuffle(seed=1), xs.shuffle().sort() == xs, len(xs.sample(5).unique()))
      """
    #expect(lines(recipe) == ["true false", "true true 5"])
    #expect(run("[].choice()").error == "choice: the list is empty")
  }

  @Test func `a loop with progress walks over the same items`() {
    #expect(
      lines(
        people + """
          for row in progress(data) { print(row.name) }
          for n in progress(range(3), title="Counting") { print(n); if n == 1 { break } }
          for pair in progress(data.group_by("group")) { print(len(pair[1])) }
          print(len(progress([1, 2])))
          """) == ["a", "b", "c", "0", "1", "2", "1", "2"])
    #expect(run("progress(1)").error.contains("no items"))
  }

  @Test func `the clock gives seconds and dates`() {
    #expect(
      lines(
        """
        print(date(seconds=0, utc=true), date("%H:%M:%S %j", seconds=86399.9, utc=true))
        print(now() > 1.7e9, len(date()), date("%Y", seconds=-1, utc=true), date("") == "")
        """) == ["1970-01-01 23:59:59 001", "true 10 1969 true"])
  }

  @Test func `a recipe ends itself with a code of its own, which no try holds up`() {
    let outcome = run(
      "def stop(n) { try { exit(n) } catch problem { print(\"caught\") } }\n"
        + "print(1)\nfor n in [3] { stop(n) }\nprint(2)")
    #expect(outcome.output == "1\n")
    #expect(outcome.failure?.exitCode == 3)
    #expect(outcome.failure?.diagnostics.isEmpty == true)
    #expect(run("exit()").failure?.exitCode == 0)
    #expect(run("[1].map(x => exit(4))").failure?.exitCode == 4)
    #expect(run("dataset([{a: 1}]).map(row => exit(5))").failure?.exitCode == 5)
    #expect(run("exit(256)").error.contains("from 0 to 255"))
  }

  @Test func `counting a hundred thousand words takes no time`() {
    let recipe = """
      words = range(100000).map(n => f"word{n % 20000}")
      found = {}
      for word in words { found = {...found, [word]: found.get(word, 0) + 1} }
      print(len(found), found["word77"], found == words.counts())
      """
    let start = ContinuousClock.now
    #expect(lines(recipe) == ["20000 5 true"])
    // A copy for each word would be two thousand million fields.
    #expect(ContinuousClock.now - start < .seconds(5))
  }
}
