import Foundation
import Testing

@testable import Interpreter
@testable import Language
import RegularExpressions

/// The limits that `docs/language.md` states are those of the code.
struct LimitPageTests {
  @Test func `the page states every limit as it is`() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("docs/language.md")
    let page = try String(contentsOf: file, encoding: .utf8)
    for row in [
      "| brackets, blocks and functions in each other | \(Parser.deepestNesting) levels |",
      "| operators, calls or fields in one chain | \(Parser.deepestTree) |",
      "| formatted strings in each other | \(Lexer.deepestFormatted) |",
      "| calls in each other | a weight of \(counted(Session.deepestCalls));",
      "| lists, records and closures in each other | \(Value.deepestNesting) levels |",
      "| parts of a value, shared ones counted each time | \(counted(Value.mostParts)) |",
      "| items of a list | \(counted(List.most)) |",
      "| text that an operation makes | \(Operation.longestText >> 20) MB |",
      "| ways that a regular expression may try to find its next match | \(counted(Int(Pattern.mostSteps))) |",
      "| width and precision of a format | \(counted(FormatSpecification.limit)) |",
      "| imports in each other | \(ImportPlace.deepest) |",
    ] {
      #expect(page.contains(row), "\(row)")
    }
  }

  /// A number with commas between its thousands.
  private func counted(_ number: Int) -> String {
    let digits = Array("\(number)")
    return digits.indices.map { index in
      (index > 0 && (digits.count - index).isMultiple(of: 3) ? "," : "") + String(digits[index])
    }.joined()
  }

  @Test func `a small function may call itself about five thousand times`() {
    let recipe = "def f(n) { if n == 0 { 0 } else { 1 + f(n - 1) } }\n"
    #expect(run(recipe + "f(4000)").lines == ["4000"])
    #expect(run(recipe + "f(8000)").errors == ["f: calls are nested too deeply"])
  }
}
