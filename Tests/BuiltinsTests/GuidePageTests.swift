import Builtins
import Foundation
import Interpreter
import Testing

/// The pages that help finds are those of the README's table.
struct GuidePageTests {
  @Test func `help names the pages of the documentation as the README does`() throws {
    let readme = try String(contentsOf: repositoryFile("README.md"), encoding: .utf8)
    var rows: [String] = []
    for line in readme.split(separator: "\n") where line.hasPrefix("| [") {
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      guard cells.count == 2 else { continue }
      for link in cells[0].split(separator: "(docs/").dropFirst() {
        let name = link.prefix { $0 != "." }
        rows.append("\(name): \(cells[1].replacing("`", with: ""))")
      }
    }
    #expect(rows.count > 20)
    #expect(makeRegistry().pages.map { "\($0.name): \($0.about)" } == rows)
  }
}
