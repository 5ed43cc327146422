import Display
import Testing

private let utterances = Table(
  ["file", "text", "duration"],
  rows: [
    ["1.wav", "the quick brown fox jumps over the lazy dog", "3.21"],
    ["2.wav", "no", "12.80"],
  ],
  totalRowCount: 992)

@Test func `draws headed columns, numbers at the right`() {
  let text = utterances.rendered(for: Terminal(width: 80))
  #expect(
    text == """
      file   text                                         duration
      ─────  ───────────────────────────────────────────  ────────
      1.wav  the quick brown fox jumps over the lazy dog      3.21
      2.wav  no                                              12.80
      … 990 more rows
      """)
}

@Test func `shortens the widest column and keeps numbers whole`() {
  let text = utterances.rendered(for: Terminal(width: 40, hasUnicode: false), rowLimit: 1)
  #expect(
    text == """
      file   text                     duration
      -----  -----------------------  --------
      1.wav  the quick brown fox ...      3.21
      ... 991 more rows
      """)
}

@Test func `names the columns that have no room`() {
  let titles = ["alpha", "beta", "gamma", "delta"]
  let table = Table(titles, rows: [titles.map { $0 + $0 }])
  #expect(
    table.rendered(for: Terminal(width: 24)) == """
      alpha    beta     gamma
      ───────  ───────  ──────
      alphaa…  betabe…  gamma…
      … 1 more column: delta
      """)
}

@Test func `escapes cells and keeps them in one line`() {
  let table = Table(["text"], rows: [["two\nlines\u{1B}[2J"]])
  #expect(table.rendered(for: Terminal()).hasSuffix("\ntwo\\nlines\\u{1b}[2J"))
}

@Test func `isolates right-to-left cells`() {
  let table = Table(["a", "b"], rows: [["سلام", "x"]])
  #expect(table.rendered(for: Terminal()).hasSuffix("\n\u{200E}\u{2068}سلام\u{2069}\u{200E}  x"))
  #expect(table.rendered(for: Terminal(hasUnicode: false)).hasSuffix("\nسلام  x"))
}

@Test func `pads wide letters by columns`() {
  let table = Table(["a", "b"], rows: [["日本", "x"], ["abc", "y"]])
  #expect(table.rendered(for: Terminal()).hasSuffix("\n日本  x\nabc   y"))
}

@Test func `takes a stated alignment and style`() {
  let table = Table(
    [.init("n", alignment: .left), .init("mark", alignment: .right)],
    rows: [["1", Table.Cell("ok", style: .green)], ["10", ""]])
  let color = Terminal(hasColor: true)
  let lines = table.rendered(for: color).split(separator: "\n")
  #expect(lines[2] == "1     \u{1B}[32mok\u{1B}[0m")
  #expect(withoutStyles(table.rendered(for: color)) == table.rendered(for: Terminal()))
}

@Test func `says that there is nothing`() {
  let text = Table(["file"], rows: []).rendered(for: Terminal())
  #expect(text == "file\n────\nno rows")
}

@Test func `percentages, thousands and missing numbers are numbers, words are not`() {
  let table = Table(
    ["aaaaaaaa", "bbbbbbbb"], rows: [["1,200", "12-3"], ["", "x"], ["43.2%", "1e"]])
  let lines = table.rendered(for: Terminal()).split(separator: "\n")
  #expect(lines[2] == "   1,200  12-3")
  #expect(lines[4] == "   43.2%  1e")
}

@Test(arguments: 1...100)
func `never draws a line wider than the terminal`(width: Int) {
  for hasUnicode in [true, false] {
    let terminal = Terminal(width: width, hasUnicode: hasUnicode)
    let long = Table(
      ["number", "a long title", "text", "日本語"],
      rows: [["123456.789", "x", String(repeating: "語 ", count: 50), "سلام دنیا سلام"]])
    for line in long.rendered(for: terminal).split(separator: "\n") {
      #expect(String(line).displayWidth <= width, "\(line)")
    }
  }
}

@Test func `uses all of the width when something had to be cut`() {
  let table = Table(
    ["a", "b"], rows: [[String(repeating: "x", count: 99), String(repeating: "y", count: 98)]])
  for width in 30...120 {
    let lines = table.rendered(for: Terminal(width: width)).split(separator: "\n")
    #expect(String(lines[2]).displayWidth == width)
  }
}

@Test func `traps on a row that lacks a cell`() async {
  await #expect(processExitsWith: .failure) { _ = Table(["a", "b"], rows: [["1"]]) }
}

@Test func `a mark of direction alone does not move the columns after it`() {
  let table = Table(["a", "b"], rows: [["abc\u{200F}", "1.5"], ["wider", "2.5"]])
  let line = table.rendered(for: Terminal()).split(separator: "\n")[2]
  #expect(line == "\u{200E}\u{2068}abc\u{200F}\u{2069}\u{200E}    1.5")
}

@Test func `letters that are joined or combined stand in their columns`() {
  let table = Table(
    ["text", "n"],
    rows: [
      ["می‌خواهم", "1"], ["e\u{301}\u{302}\u{303}", "2"], ["👩‍👩‍👧", "3"], ["🇵🇰", "4"], ["日本", "5"],
    ])
  for line in table.rendered(for: Terminal()).split(separator: "\n").dropFirst(2) {
    #expect(String(line).displayWidth == 10, "\(line)")
  }
}

@Test func `a thousand columns fit any window`() {
  let titles = (0..<1000).map { "column \($0)" }
  let table = Table(titles, rows: [titles, titles.map { _ in "سلام" }])
  for width in [1, 2, 7, 80, 500] {
    let lines = table.rendered(for: Terminal(width: width)).split(separator: "\n")
    #expect(lines.allSatisfy { String($0).displayWidth <= width })
    #expect(lines.count == 5)
  }
}

@Test func `a window that lies about its width is believed in reason`() {
  let table = Table(["a"], rows: [["x"]])
  for columns in ["-5", "0", "many", "99999999999999999999", "9223372036854775807"] {
    let terminal = Terminal(width: nil, isTerminal: false, environment: ["COLUMNS": columns])
    #expect(terminal.width >= 1)
    #expect(table.rendered(for: terminal).hasSuffix("\nx"))
    #expect(!LinePlot([.init("", [1, 2])]).rendered(for: terminal).isEmpty)
  }
}

@Test func `a column that is to be copied is never cut, and empty columns can be left out`() {
  let name = String(repeating: "x", count: 50)
  let table = Table(
    [.init("run", isWhole: true), .init("nothing"), .init("status")],
    rows: [[Table.Cell(name), "", "done"]])
  for width in [10, 49, 50, 55, 80] {
    let lines = table.withoutEmptyColumns.rendered(for: Terminal(width: width))
      .split(separator: "\n")
    #expect(lines[2].hasPrefix(name), "\(width)")
    #expect(lines[2].contains("done") == (width >= 56))
  }
  #expect(table.withoutEmptyColumns.columns.map(\.title) == ["run", "status"])
}
