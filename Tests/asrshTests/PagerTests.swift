internal import Testing

@testable import asrsh

/// Text that is longer than the window.
@Suite struct PagerTests {
  @Test func `pages are all of the text, and no page is higher than the window`() {
    let lines = (1...100).map { "line \($0)" + String(repeating: "x", count: $0 % 7 * 5) }
    let text = lines.joined(separator: "\n") + "\n"
    for (rows, columns) in [(24, 80), (5, 20), (2, 10), (200, 80)] {
      let pages = Pager.pages(of: text, rows: rows, columns: columns)
      #expect(pages.joined() == text)
      for page in pages {
        let needed = page.split(separator: "\n").reduce(0) { sum, line in
          sum + (line.count + columns - 1) / columns
        }
        // A line that is longer than the window stands alone.
        #expect(needed <= rows - 1 || page.split(separator: "\n").count == 1)
      }
    }
    #expect(Pager.pages(of: text, rows: 200, columns: 80).count == 1)
    #expect(Pager.pages(of: "", rows: 24, columns: 80) == [""])
  }
}
