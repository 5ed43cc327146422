import Checking
import Interpreter
import Language
import Testing

/// Checking takes a time in proportion to the text.
@Suite(.serialized) struct SpeedTests {
  /// The seconds that reading and checking a text take, the median of some turns.
  private func seconds(_ text: String, turns: Int) -> Double {
    runOnDeepStack {
      let registry = makeRegistry()
      let times = (0..<turns).map { _ in
        let start = ContinuousClock.now
        _ = Checker(registry).check(SourceText(text, name: "long.asr"))
        return (ContinuousClock.now - start) / .seconds(1)
      }
      return times.sorted()[turns / 2]
    }
  }

  @Test func `nothing is found in the recipe that is measured`() {
    let recipe = RecipeGenerator.recipe(lineCount: 2_000)
    #expect(recipe.split(separator: "\n", omittingEmptySubsequences: false).count == 2_001)
    #expect(check(recipe) == [])
  }

  /// The figure to reach is 50 ms; other tests run beside this one and may take half of the machine.
  @Test func `two thousand lines take little time`() {
    let time = seconds(RecipeGenerator.recipe(lineCount: 2_000), turns: 9)
    print("2,000 lines are read and checked in \(Int(time * 1e6)) µs (median of 9)")
    #expect(time < 0.1)
  }

  @Test func `a hundred times as much text takes no more than three hundred times as long`() {
    let short = seconds(RecipeGenerator.recipe(lineCount: 2_000), turns: 9)
    let long = seconds(RecipeGenerator.recipe(lineCount: 200_000), turns: 1)
    print("200,000 lines are read and checked in \(Int(long * 1e3)) ms")
    #expect(long < 300 * short)
  }

  @Test(arguments: [
    ("x = 1\n", 200_000), ("if x { ", 0), ("nowhere\n", 100_000), ("n_# = #\n", 100_000),
    ("if anything() { n_# = # }\n", 50_000), ("def f_#(x) { x + # }\n", 50_000),
    ("print(\"#\")\n", 100_000), ("load_audio(\"none/#.wav\")\n", 20_000),
    ("param p_# = #\n", 50_000),
    ("range(stpo=#)\n", 50_000), ("x = y#\n", 50_000), (") \n", 100_000), ("f\"{\n", 50_000),
    ("print([#][5])\n", 30_000), ("for i_# in [1] { print(i_#) }\n", 30_000),
    ("try { x = # } catch p { print(x) }\n", 30_000), ("f = x => x + #\n", 50_000),
  ])
  func `nothing takes quadratic time`(line: String, count: Int) {
    let text = (0..<count).map { line.replacing("#", with: "\($0)") }.joined()
    #expect(seconds("x = 1\n" + text, turns: 1) < 10)
  }

  @Test(arguments: [
    "(", "[", "{a: ", "-", "not ", "f(", "x => ", "if true { ", "f\"{", "print(1 + ",
  ])
  func `a hundred thousand open brackets are an error`(opening: String) {
    let text = String(repeating: opening, count: 100_000)
    #expect(check(text).contains { $0.severity == .error })
  }

  @Test(arguments: ["print(\"", "x = [", "# ", "nowhere + ", "f\"{1}", "x = \"é", ") "])
  func `a line of ten million bytes is read`(start: String) {
    let piece = start.hasPrefix("x = [") ? "1, " : start == ") " ? ") " : "é 😀 "
    let text = start + String(repeating: piece, count: 10_000_000 / piece.utf8.count)
    let time = seconds(text, turns: 1)
    #expect(time < 30)
  }
}
