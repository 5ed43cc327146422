import Builtins
import Foundation
import Testing

struct ReferencePageTests {
  /// Where the page is committed.
  private static let page = repositoryFile("docs/builtins.md")

  /// `make docs` runs this test with `ASRSH_WRITE_DOCS` set, which writes the page.
  @Test func `the reference page is what the registry gives`() throws {
    let expected = referencePage(of: makeRegistry())
    if ProcessInfo.processInfo.environment["ASRSH_WRITE_DOCS"] != nil {
      try expected.write(to: Self.page, atomically: true, encoding: .utf8)
    }
    let actual = try String(contentsOf: Self.page, encoding: .utf8)
    #expect(actual == expected, "make docs writes the page anew")
  }
}

/// A file of this repository.
func repositoryFile(_ path: String) -> URL {
  URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: path)
}
