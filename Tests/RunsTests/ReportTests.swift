import Foundation
import Interpreter
import Language
import Testing

@testable import Runs

struct ReportTests {
  @Test(arguments: [
    ("a<b>&\"c\"'", "a&lt;b&gt;&amp;&quot;c&quot;&#39;"),
    ("\u{202E}gnp.exe", "\\u{202E}gnp.exe"), ("\u{1B}[31m", "\\u{1B}[31m"),
    ("بات چیت\n\tč", "بات چیت\n\tč"),
  ])
  func `text from data cannot become markup or hide itself`(text: String, shown: String) {
    #expect(escapedForHTML(text) == shown)
  }

  @Test func `code is coloured by its tokens and stays whole`() {
    let code = "for x in [1, 2.5] { print(\"a<b # no\") } # why\nname = f\"{x}\""
    let html = coloredCode(code)
    #expect(html.contains("<span class=\"k\">for</span>"))
    #expect(html.contains("<span class=\"n\">2.5</span>"))
    #expect(html.contains("<span class=\"s\">&quot;a&lt;b # no&quot;</span>"))
    #expect(html.contains("<span class=\"c\"># why</span>"))
    let plain = html.replacing(/<[^>]*>/, with: "").replacing("&lt;", with: "<").replacing(
      "&quot;", with: "\"")
    #expect(plain == code)
  }

  @Test func `a recipe falls into cells`() throws {
    let text =
      "# about\nparam n = 1\n\n# %% One\n\nx = 1\ny = 2\n# %% [markdown]\n# why\n# %% Two\n"
    let cells = try Recipe(SourceText(text, name: "a.asr")).cells
    #expect(cells.map(\.title) == ["", "One", "Two"])
    #expect(cells.map(\.code) == ["# about\nparam n = 1", "x = 1\ny = 2", ""])
  }

  @Test func `prose in Markdown is HTML without scripts`() {
    let html = markdownAsHTML("# Why\n\n*so* <script>alert(1)</script> [x](javascript:alert(1))")
    #expect(html.contains("<h1>Why</h1>") && html.contains("<em>so</em>"))
    #expect(!html.contains("<script") && !html.contains("javascript:"))
  }

  @Test func `a page holds what was shown, in order`() throws {
    let recipe = try Recipe(SourceText("# %% One\nprint(1)\n", name: "a.asr"))
    var report = Report(recipe: recipe)
    report.begin(step: 0, title: "", code: "")
    report.add(prose: "Prose.")
    report.begin(step: 1, title: "One & only", code: "print(1)")
    report.add(.text("1\n"), .text("2\n"), .exhibit(.picture(svg: "<svg></svg>")))
    report.add(.exhibit(.sound(wav: [1, 2, 3])))
    report.add(.exhibit(.table(columns: ["a"], rows: [["<i>"]], count: 9)), .notice("said"))
    let record = RunRecord(
      id: "r", started: Date(), folder: "/", recipe: .init(path: "x/a.asr", text: ""))
    let page = report.page(of: record)
    let places = [
      "default-src 'none'", "<p>Prose.</p>", "One &amp; only", "<pre class=\"output\">1\n2\n</pre>",
      "<figure><svg></svg></figure>", "data:audio/wav;base64,AQID", "&lt;i&gt;", "1 of 9 rows",
      "said",
    ].map { page.range(of: $0)?.lowerBound }
    #expect(!places.contains(nil))
    #expect(places.compactMap { $0 } == places.compactMap { $0 }.sorted())
  }

  @Test(arguments: [
    "<script>alert(1)</script>", "\" onmouseover=\"alert(1)", "' onmouseover='alert(1)",
    "</script>",
    "</pre><img src=x onerror=alert(1)>", "<a href=\"javascript:alert(1)\">x</a>", "&#x3c;b&#x3e;",
    "{{7*7}}", "]]><svg onload=alert(1)>", "a\u{2028}b", "<!-- ", "</style><style>*{display:none}",
    "![x](javascript:alert(1))", "[x](data:text/html,<b>)",
  ])
  func `what comes from data adds nothing to a page but text`(hostile: String) throws {
    func page(_ text: String) throws -> String {
      let recipe = try Recipe(SourceText("# %% One\nprint(1)\n", name: "a.asr"))
      var report = Report(recipe: recipe)
      report.begin(step: 0, title: text, code: "print(\"\(text)\")")
      report.add(.text(text), .notice(text))
      report.add(.exhibit(.table(columns: [text], rows: [[text]], count: 1)))
      let record = RunRecord(
        id: "r", started: Date(timeIntervalSince1970: 0), folder: "/\(text)",
        recipe: .init(path: "x/\(text).asr", text: text))
      return report.page(of: record)
    }
    /// The elements and attributes, in order: all between an opening and a closing bracket.
    func tags(_ page: String) -> [Substring] {
      page.split(separator: "<").dropFirst().compactMap { $0.split(separator: ">").first }
    }
    // Code is coloured, so that its words may stand in elements of their own.
    func counted(_ page: String) -> [String: Int] {
      var counts: [String: Int] = [:]
      for tag in tags(page) where !tag.hasPrefix("span") && tag != "/span" {
        counts[String(tag), default: 0] += 1
      }
      return counts
    }
    let (plain, bad) = (try page("words"), try page(hostile))
    #expect(counted(bad) == counted(plain))
    #expect(!bad.contains("href=\"javascript:") && !bad.contains("href=\"data:text"))
  }
}

@Test func `colours of a text become classes, and all else is escaped`() {
  let text = "a \u{1B}[32mgreen <b>\u{1B}[0m & \u{1B}[38;5;9mother\u{1B}[0m \u{1B}[2Jx\u{1B}"
  #expect(
    coloredText(text)
      == "a <span class=\"green\">green &lt;b&gt;</span> &amp; other x\\u{1B}")
  #expect(coloredText("<i>") == "&lt;i&gt;")
  #expect(coloredText("\u{1B}[31mcut") == "<span class=\"red\">cut</span>")
  #expect(coloredText("\u{1B}[31") == "")
  #expect(
    coloredText(
      "\u{1B}[32m\u{200E}\u{2068}بات\u{2069}\u{200E}\u{1B}[0m|\u{200E}\u{2068}<چ\u{2069}\u{200E}")
      == "<span class=\"green\"><bdi>بات</bdi></span>|<bdi>&lt;چ</bdi>")
  #expect(coloredText("\u{2068}a") == "\\u{2068}a")
}
