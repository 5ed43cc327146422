import Foundation
import Testing

@testable import RegularExpressions

struct PatternTests {
  private struct Fixture: Decodable {
    struct Case: Decodable, CustomTestStringConvertible {
      let pattern: String
      let replacement: String
      let text: String
      let replaced: String
      let found: [String]
      var testDescription: String { pattern }
    }
    let cases: [Case]

    static var all: [Case] {
      get throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
          .deletingLastPathComponent().appending(path: "Fixtures/regular_expressions/python.json")
        return try JSONDecoder().decode(Fixture.self, from: try Data(contentsOf: file)).cases
      }
    }
  }

  @Test(arguments: try Fixture.all)
  private func `finds and replaces what Python does`(example: Fixture.Case) throws {
    let pattern = try Pattern(example.pattern)
    #expect(try pattern.matches(in: example.text).map(\.text) == example.found)
    let replaced = try pattern.replacing(in: example.text, with: example.replacement)
    #expect(Array(replaced.unicodeScalars) == Array(example.replaced.unicodeScalars))
    #expect(try pattern.isFound(in: example.text) == !example.found.isEmpty)
  }

  @Test func `groups that took no part are nothing`() throws {
    let matches = try Pattern("(a)|(b)").matches(in: "ab")
    #expect(matches.map(\.groups) == [["a", nil], [nil, "b"]])
  }

  @Test func `scalars may be named by their numbers`() throws {
    #expect(try Pattern(#"[\u{650}]"#).replacing(in: "a\u{650}b", with: "") == "ab")
  }

  @Test(arguments: [
    ("(", "missing closing parenthesis", 1), ("a[", "missing terminating ]", 2),
    ("é*+?{", "quantifier", 3), ("(?P<x>a)(?P<x>b)", "two named subpatterns", 14),
    (#"\C"#, "disabled", 2),
    ("(?<=a+)b", "lookbehind", 0),
  ])
  func `what is no expression is refused with its place`(
    pattern: String, part: String, position: Int
  ) {
    #expect {
      _ = try Pattern(pattern)
    } throws: { error in
      guard case .syntax(pattern, let problem, let place) = error as? PatternError else {
        return false
      }
      return problem.contains(part) && place <= pattern.unicodeScalars.count
        && (position == 0 || place >= position - 1)
    }
  }

  @Test func `a search that would take for ever is given up`() throws {
    let clock = ContinuousClock()
    let took = try clock.measure {
      for (pattern, text) in [
        ("(a+)+$", String(repeating: "a", count: 40) + "b"),
        ("(x+x+)+[yz]", String(repeating: "x", count: 60)),
        ("^(([a-z])+.)+[A-Z]([a-z])+$", String(repeating: "a", count: 60)),
      ] {
        let expression = try Pattern(pattern)
        #expect(throws: PatternError.limit(pattern: pattern)) {
          _ = try expression.replacing(in: text, with: "")
        }
      }
    }
    #expect(took < .seconds(10))
  }

  @Test func `a long text is searched in time that grows with it`() throws {
    let text = String(repeating: "what, now? ", count: 500_000)
    let clock = ContinuousClock()
    var left = ""
    let took = try clock.measure { left = try Pattern("[,?]").replacing(in: text, with: "") }
    #expect(left.utf8.count == 500_000 * 9)
    #expect(took < .seconds(10))
  }

  @Test func `the search stops when it is told to`() throws {
    var asked = 0
    #expect(throws: PatternError.cancelled) {
      _ = try Pattern(".").matches(in: "abcdefgh") {
        asked += 1
        return asked > 3
      }
    }
  }

  @Test(arguments: [#"\3"#, #"\g<name>"#, #"\g<"#, #"\q"#, "\\"])
  func `replacements that mean nothing are refused`(replacement: String) throws {
    let pattern = try Pattern("(a)(b)")
    #expect(throws: PatternError.self) { try pattern.replacing(in: "ab", with: replacement) }
  }
}
