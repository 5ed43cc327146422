import Interpreter
import Language
import Testing

struct ParameterTests {
  private let recipe = """
    param folder: path = "data"  "where the recordings are"
    param epochs = 30
    param rate = 1e-4
    param verbose = false
    param sizes = [1, 2]
    param words: list = []
    param limit: int = none
    param negative = -1
    print(folder, epochs, rate, verbose, sizes, words, limit, negative)
    """

  @Test func `keep their defaults`() {
    #expect(run(recipe).lines == ["data 30 0.0001 false [1, 2] [] none -1"])
  }

  @Test func `take values of their types from the command line`() {
    let outcome = run(
      recipe,
      parameters: [
        "folder": "/a b", "epochs": "3", "rate": "2", "verbose": "true", "sizes": "4, 5",
        "words": "a,b", "limit": "7", "negative": "-3",
      ])
    #expect(outcome.lines == ["/a b 3 2.0 true [4, 5] [\"a\", \"b\"] 7 -3"])
  }

  @Test(arguments: [
    ("epochs", "many", "epochs expects a whole number, got \"many\""),
    ("epochs", "1.5", "epochs expects a whole number, got \"1.5\""),
    ("rate", "nan", "rate expects a number, got \"nan\""),
    ("verbose", "yes", "verbose expects true or false, got \"yes\""),
    ("sizes", "1,x", "sizes expects a list of whole numbers, got \"x\""),
    ("epoch", "3", "test.asr has no parameter epoch"),
    (
      "epochs", "99999999999999999999",
      "epochs expects a whole number, got \"99999999999999999999\""
    ),
  ])
  func `are checked before anything runs`(name: String, text: String, message: String) {
    let outcome = run("print(\"ran\")\n" + recipe, parameters: [name: text])
    #expect(outcome.errors == [message])
    #expect(outcome.output.isEmpty)
    #expect(outcome.failure?.exitCode == 2)
  }

  @Test func `say what was probably meant`() {
    let outcome = run(recipe, parameters: ["epoch": "3"])
    #expect(outcome.failure?.diagnostics.first?.hint == "did you mean epochs?")
  }

  @Test func `must have a default of the declared type`() {
    let outcome = run("param n: int = \"a\"")
    #expect(outcome.errors == ["n is declared as int, but its default is a string"])
  }
}
