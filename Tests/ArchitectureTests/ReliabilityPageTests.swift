internal import Foundation
internal import Testing

/// The table of bad inputs names tests that there are.
@Suite struct ReliabilityPageTests {
  @Test func `every test that the page names is there`() throws {
    let page = try Repository.text(of: "docs/reliability.md")
    let tests = try Repository.swiftFiles(under: "Tests").map { try Repository.text(of: $0) }
      .joined(separator: "\n")
    let rows = page.split(separator: "\n").filter { $0.hasPrefix("| ") && !$0.hasPrefix("| input") }
    #expect(rows.count == 45)
    for row in rows {
      let named = row.split(separator: "|").last ?? ""
      // Between backticks stand names of tests, outside of them those of suites.
      let parts = named.split(separator: "`", omittingEmptySubsequences: false)
      for (index, part) in parts.enumerated() where index % 2 == 1 {
        #expect(tests.contains("func `\(part)`"), "\(part)")
      }
      let suites = parts.enumerated().filter { $0.offset % 2 == 0 }.flatMap {
        $0.element.split { !$0.isLetter }.filter { $0.hasSuffix("Tests") }
      }
      #expect(!suites.isEmpty, "\(row)")
      for suite in suites {
        let name = String(suite)
        let isThere = Repository.hasTestModule(name) || Repository.hasTestFile(name)
        #expect(isThere, "\(name)")
      }
    }
  }
}

extension Repository {
  /// Whether there is a folder of tests of that name.
  fileprivate static func hasTestModule(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: root.appending(path: "Tests/\(name)").path)
  }

  /// Whether there is a file of tests of that name.
  fileprivate static func hasTestFile(_ name: String) -> Bool {
    (try? swiftFiles(under: "Tests"))?.contains { $0.hasSuffix("/\(name).swift") } ?? false
  }
}
