import Foundation
import Interpreter
import Language
import Testing

@testable import Runs

/// Tables of a report: numbers, paths, long ones, those that grow, and those of prose.
struct ReportTableTests {
  @Test(arguments: [
    ("1", true), ("-1.5", true), ("1e-05", true), ("1,234", true), ("12.5 %", true), ("1.2%", true),
    ("0.4 s", true), ("nan", true), ("", false), ("one", false), ("1 word", false), ("1e", false),
    ("-", false), ("2026-11-21", false), ("audio 1.9 s", false),
  ])
  func `what reads as a number`(text: String, isOne: Bool) {
    #expect(isNumber(text) == isOne)
  }

  @Test func `columns of numbers stand to the right, with their heads`() {
    let html = table(["name", "wer"], [["one", "1.5"], ["2", ""], ["three", "12 %"]])
    #expect(html.contains("<th>name</th><th class=\"number\">wer</th>"))
    #expect(html.contains("<td dir=\"auto\">2</td><td class=\"number\" dir=\"auto\"></td>"))
    #expect(!table(["a"], [["1"], ["b"]]).contains("number"))
  }

  @Test func `a column of files shows names, and the whole paths to those who point there`() {
    let html = table(["file", "text"], [["a/b/c\"d.wav", "a/b"], ["e.wav", "f"]])
    #expect(
      html.contains(
        "<td class=\"path\" dir=\"auto\" title=\"a/b/c&quot;d.wav\">…/c&quot;d.wav</td>"))
    #expect(
      html.contains("<td dir=\"auto\">a/b</td>") && html.contains("<td dir=\"auto\">e.wav</td>"))
  }

  @Test func `a long table is folded, and a short one is not`() {
    let rows = (0..<98).map { ["\($0)"] }
    let html = foldedTable(["n"], rows)
    #expect(html.hasPrefix("<details class=\"long\"><summary>all 98 rows; the first 12 are below"))
    let parts = html.components(separatedBy: "</details>")
    #expect(parts.count == 2 && parts[0].contains(">97<") && parts[1].contains(">11<"))
    #expect(!parts[1].contains(">12<"))
    #expect(!foldedTable(["n"], Array(rows.prefix(24))).contains("<details"))
  }

  @Test func `a table that grows is one table, and what was said and heard is folded below it`() {
    var section = ReportSection(number: 1, title: "", code: "")
    section.add(.exhibit(.tableHead(columns: ["step", "loss"])))
    for step in 1...2 {
      section.add(.exhibit(.tableRow(["\(step)", "0.5"])))
      section.add(.exhibit(.aside(title: "Said and heard", "said <\(step)>\n")))
      section.add(.notice("remark \(step)"))
    }
    section.add(.text("after\n"))
    section.add(.exhibit(.tableHead(columns: ["step"])))
    section.add(.exhibit(.tableRow(["9"])))
    let html = section.html(inFolder: "/")
    #expect(html.components(separatedBy: "<table>").count == 3)
    #expect(
      html.contains(
        "<details><summary>Said and heard</summary><pre class=\"output\">"
          + "said &lt;1&gt;\nsaid &lt;2&gt;\n</pre></details>"))
    let places = [
      "<td class=\"number\" dir=\"auto\">2</td>", "<details>", "remark 2", "after", ">9<",
    ]
    .map { html.range(of: $0)?.lowerBound }
    #expect(!places.contains(nil))
    #expect(places.compactMap { $0 } == places.compactMap { $0 }.sorted())
  }

  @Test func `tables of prose are tables`() {
    let html = markdownAsHTML(
      "Before:\n| a | *b* | c |\n|:--|--:|:-:|\n| x\\|y | `1` | <b> |\n| 2 |\n\nafter | all\n")
    #expect(html.contains("<p>Before:</p>") && html.contains("<p>after | all</p>"))
    #expect(
      html.contains(
        "<thead><tr><th>a</th><th class=\"number\"><em>b</em></th><th class=\"center\">c</th></tr></thead>"
      ))
    #expect(html.contains("<td>x|y</td><td class=\"number\"><code>1</code></td>"))
    #expect(html.contains("<td>2</td><td class=\"number\"></td><td class=\"center\"></td>"))
    #expect(!html.contains("<b>"))
  }

  @Test(arguments: [
    "```\n| a | b |\n|---|---|\n```", "    | a | b |\n    |---|---|", "a | b\n---",
    "| a | b |\n|---|",
    "| a | b |", "~~~~\n| a |\n|---|\n~~~\n| a |\n|---|\n~~~~",
  ])
  func `what is no table stays what it is`(markdown: String) {
    #expect(!markdownAsHTML(markdown).contains("<table"))
  }

  @Test(arguments: ["# a", "- a", "1. a", "> a", "-", "```", "a\u{2028}b"])
  func `a cell is a line of text, whatever it begins with`(cell: String) {
    let html = markdownAsHTML("| \(cell) |\n|---|\n| \(cell) |\n")
    #expect(html.contains("<table") && html.components(separatedBy: "<td>").count == 2)
    for element in ["<h1", "<ul", "<ol", "<blockquote", "<pre"] { #expect(!html.contains(element)) }
  }

  @Test(arguments: [
    (0.002, "2 ms"), (0.0001, "1 ms"), (0.0991, "99 ms"), (0.42, "0.42 s"), (61, "1 min 1 s"),
  ])
  func `times are never nothing`(seconds: Double, text: String) {
    #expect(duration(seconds) == text)
  }
}
