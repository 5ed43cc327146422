import Foundation
import Testing

/// The fenced examples of pages that show results behind arrows.
struct PageExampleTests {
  @Test(arguments: [("augmentation", 2), ("decoding", 1), ("text", 6)])
  func `every example shows what the page says`(name: String, count: Int) throws {
    let page = try String(contentsOf: repositoryFile("docs/\(name).md"), encoding: .utf8)
    let parts = page.components(separatedBy: "\n```\n")
    let examples = parts.indices.filter { !$0.isMultiple(of: 2) }.map { parts[$0] }
    #expect(examples.count == count)
    for example in examples {
      let outcome = run(example)
      let expected = example.split(separator: "\n").compactMap { line in
        line.firstRange(of: "# → ").map { String(line[$0.upperBound...]) }
      }
      #expect(outcome.error == "", "\(example)")
      #expect(outcome.lines == expected)
    }
  }
}
