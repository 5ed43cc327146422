import Language
import Testing

struct LexerTests {
  private func kinds(_ text: String) -> [String] {
    Lexer.read(SourceText(text, name: "test")).tokens.map { "\($0.kind)" }
  }

  @Test(
    arguments: [
      ("1", "int(1)"), ("1_000", "int(1000)"), ("0.5", "float(0.5)"), ("1e-4", "float(0.0001)"),
      ("1E3", "float(1000.0)"), ("0", "int(0)"), ("\"a\\n\"", "string(\"a\\n\")"),
      ("\"\\u{1F600}\"", "string(\"😀\")"), ("r\"\\d\\\"\"", "string(\"\\\\d\\\\\\\"\")"),
      ("متن", "name(\"متن\")"), ("x2", "name(\"x2\")"),
      ("\"\"", "string(\"\")"), ("\"\"\"a\"b\"\"\"", "string(\"a\\\"b\")"),
    ])
  func `reads a token`(text: String, kind: String) {
    #expect(kinds(text).first == kind)
  }

  @Test(arguments: Symbol.allCases)
  func `reads every sign whole`(symbol: Symbol) {
    let tokens = Lexer.read(SourceText(symbol.rawValue + " ", name: "test")).tokens
    #expect(tokens.first?.symbol == symbol)
    #expect(tokens.first?.span == SourceSpan(0, symbol.rawValue.utf8.count))
  }

  @Test func `takes a line that starts with a dot as the rest of the line before`() {
    let source = SourceText("a\n  # why\n  .b()\nc", name: "test")
    let tokens = Lexer.read(source).tokens
    let newlines = tokens.filter { if case .newline = $0.kind { true } else { false } }
    #expect(newlines.count == 2)
  }

  @Test func `reads steps and prose as the percent format writes them`() throws {
    let recipe = try Recipe(
      SourceText(
        """
        # just a comment
        # %% First step
        x = 1  # %% not a step
        #%% Second
        # %% [markdown]
        # # Title
        #
        # Text with *stars*.

        y = 2
        # %%
        """, name: "test"))
    #expect(recipe.steps == ["First step", "Second", ""])
    let prose = recipe.statements.compactMap { statement in
      if case .prose(let text) = statement.kind { text } else { nil }
    }
    #expect(prose == ["# Title\n\nText with *stars*."])
  }

  @Test func `a byte-order mark does not hide a step`() throws {
    let recipe = try Recipe(SourceText("\u{FEFF}# %% First\nx = 1\n", name: "test"))
    #expect(recipe.steps == ["First"])
  }

  @Test func `comments are told apart from steps, prose and text`() {
    let source = SourceText(
      """
      #!/usr/bin/env asrsh
      # %% Step
      x = f(1, # one
        2) #two\r
        # %% indented
      y = f\"\"\"# text {x # inside
      }\"\"\" + "# no"
      # %% [markdown]
      # prose
      """, name: "test")
    let comments = Lexer.read(source).comments.map { source.text($0) }
    #expect(comments == ["#!/usr/bin/env asrsh", "# one", "#two", "# %% indented"])
  }

  @Test func `spans give back the text of their tokens`() {
    let text = "x = f(a, \"é\")[1:2] ** 2 # done\n"
    let source = SourceText(text, name: "test")
    let words = Lexer.read(source).tokens.map { source.text($0.span) }
    #expect(
      words == [
        "x", "=", "f", "(", "a", ",", "\"é\"", ")", "[", "1", ":", "2", "]", "**", "2", "\n", "",
        "",
      ])
  }

  @Test(arguments: [
    ("x = 1", true), ("f(", false), ("f(\n1\n)", true), ("x = [1,", false), ("\"\"\"abc", false),
    ("\"\"\"abc\"\"\"", true), ("\"abc", true), ("x = ", false), ("x +", false), ("a and", false),
    ("if x {", false), ("if x { }", true), (")", true), ("(]", true), ("x => ", false), ("", true),
    ("# comment (", true), ("f\"{x", true), ("f\"\"\"{x", false), ("x = 1 # [", true),
  ])
  func `a shell knows when a text goes on`(text: String, isComplete: Bool) {
    #expect(SourceText(text, name: "shell").isComplete == isComplete)
  }
}
