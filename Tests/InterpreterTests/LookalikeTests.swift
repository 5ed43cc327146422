import TestSupport
import Testing

/// Letters that look alike are two: everywhere in the language a letter is a code point.
@Suite struct LookalikeTests {
  private func escaped(_ text: String) -> String {
    text.unicodeScalars.map { "\\u{\(String($0.value, radix: 16))}" }.joined()
  }

  /// What a recipe prints in which `A` and `B` stand for the two spellings.
  private func lines(_ pair: Lookalikes, _ recipe: String) -> [String] {
    let outcome = run("A = \"\(escaped(pair.one))\"\nB = \"\(escaped(pair.other))\"\n\(recipe)")
    #expect(outcome.failure == nil, "\(outcome.rendered)")
    return outcome.lines
  }

  @Test(arguments: Lookalikes.all)
  func `comparing, looking for and collecting agree`(pair: Lookalikes) {
    let lines = lines(
      pair,
      """
      A == B
      A != B
      A in [B]
      [A] == [B]
      len([A, B, A].unique())
      [A, B].contains(B)
      (A < B) != (B < A)
      [B, A].sort() == [A, B].sort()
      A.contains(B)
      (A + "x").starts_with(B)
      ("x" + A).ends_with(B)
      A.replace(B, "") == A
      (A + B).split(B) == [A, ""]
      """)
    #expect(
      lines == [
        "false", "true", "false", "false", "2", "true", "true", "true", "false", "false", "false",
        "true", "true",
      ])
  }

  @Test(arguments: Lookalikes.all, [0, 12])
  func `records keep both as keys`(pair: Lookalikes, others: Int) {
    let (one, other) = (escaped(pair.one), escaped(pair.other))
    // Few keys are walked through, many have an index.
    let fill = (0..<others).map { "f\($0): 0" }.joined(separator: ", ")
    let lines = lines(
      pair,
      """
      r = {\(fill.isEmpty ? "" : fill + ", ")"\(one)": 1, "\(other)": 2}
      len(r)
      [r[A], r[B]]
      only = {\(fill.isEmpty ? "" : fill + ", ")"\(one)": 1}
      [B in only, only.get(B, 5), A in only]
      both = {...only, "\(other)": 2}
      [len(both) - len(only), both[A], both[B]]
      {"\(one)": 1} == {"\(other)": 1}
      r.keys().contains(B)
      {...both, ...only}[B]
      """)
    #expect(
      lines == [
        "\(others + 2)", "[1, 2]", "[false, 5, true]", "[1, 1, 2]", "false", "true", "2",
      ])
  }

  @Test(arguments: Lookalikes.all)
  func `patterns are kept apart`(pair: Lookalikes) {
    #expect(lines(pair, "[A.matches(A), A.matches(B), B.matches(B)]") == ["[true, false, true]"])
    #expect(lines(pair, "(A + B).sub(A, \"-\") == \"-\" + B") == ["true"])
  }

  @Test func `a field that only looks the same is told apart`() {
    let outcome = run("r = {\"cafe\\u{301}\": 1}\nr.caf\u{E9}")
    #expect(outcome.errors == ["a record has no field caf\u{E9}"])
    #expect(
      outcome.rendered.contains(
        "a field looks the same and is spelled with other code points: [\"cafe\\u{301}\"]"))
  }
}
