import Formatting
import Language
import Testing

/// The rules of the layout, one by one.
@Suite struct RecipeFormatterTests {
  @Test(arguments: [
    ("x=1+2*3", "x = 1 + 2 * 3"), ("x  =  - 1", "x = -1"), ("x=2**-1", "x = 2 ** -1"),
    ("f( a,b , rate = 16_000 )", "f(a, b, rate=16_000)"), ("f( )", "f()"),
    ("[ 1,2 ] [ 0 ]", "[1, 2][0]"), ("xs[ 1 : 2 ]", "xs[1:2]"), ("xs[:3]", "xs[:3]"),
    ("{ a:1 ,\"b c\" : 2, ... row }", "{a: 1, \"b c\": 2, ...row}"), ("{ }", "{}"),
    ("a . b ( ) . c", "a.b().c"), ("not(a)and b or c", "not (a) and b or c"),
    ("0<=x<n", "0 <= x < n"), ("a in[1]", "a in [1]"), ("t@t", "t @ t"), ("a  ;", "a;"),
    ("x=>x+1", "x => x + 1"), ("(a,b=2)=>a", "(a, b=2) => a"), ("()=>1", "() => 1"),
    ("if a{b}else if c{d}else{e}", "if a { b } else if c { d } else { e }"), ("if a{}", "if a { }"),
    ("try{a}catch p{b}", "try { a } catch p { b }"), ("for x in xs{f(x)}", "for x in xs { f(x) }"),
    ("for a ,b in xs{f(a,b)}", "for a, b in xs { f(a, b) }"),
    ("while true{ }", "while true { }"), ("def f(a,b=1){a+b}", "def f(a, b=1) { a + b }"),
    ("import   \"a.asr\"", "import \"a.asr\""), ("param n:int=3", "param n: int = 3"),
    ("param n=3\"text\"", "param n = 3  \"text\""), ("((a))", "((a))"), ("- - x", "--x"),
  ])
  func `one space where one belongs`(text: String, layout: String) throws {
    #expect(try expectFaithful(text) == layout + "\n")
  }

  @Test(arguments: [
    "1_000 + 1E3 + 0.50", "r\"\\d\\\"\"", "\"\\u{E9}\\t\"", "f\"{ x :.2f} {{ {a+b}\"",
    "fr\"{x}\\d\"", "{\"a\": 1}", "\"\"\"a\n   b\t\n\n\n c  \n\"\"\"",
    "f\"\"\"{\n x # no\n }  \n\"\"\"",
    "\"مرحبا\"",
  ])
  func `words, numbers and strings stay as they are written`(text: String) throws {
    #expect(try expectFaithful(text) == text + "\n")
  }

  @Test func `nothing comes of nothing`() throws {
    #expect(try format("") == "")
    #expect(try format(" \n\t\r\n\n") == "")
    #expect(try expectFaithful("\n\n# only a comment  \n\n") == "# only a comment\n")
  }

  @Test func `line ends are line feeds, and there is no byte-order mark`() throws {
    let text =
      "\u{FEFF}# %% A\r\nx = \"\"\"a\r\nb\"\"\"\r\n\r\n\r\n# c\r\n# %% [markdown]\r\n# d\r\n"
    let layout = "# %% A\nx = \"\"\"a\nb\"\"\"\n\n# c\n\n# %% [markdown]\n# d\n"
    #expect(try expectFaithful(text) == layout)
  }

  @Test func `tabs and unusual spaces become indentation`() throws {
    #expect(
      try expectFaithful("def f() {\n\t\treturn\u{A0}1\n}") == "def f() {\n  return 1\n}\n")
  }

  @Test func `steps and prose stand between empty lines`() throws {
    let text = """
      #!/usr/bin/env asrsh
      param n = 1
      #%%   First


      x = 1; y = 2
      # about z
      # %%
      # %% [markdown] Heading
      # *text*  

      #
      #    more
      z = 3
      """
    #expect(
      try expectFaithful(text) == """
        #!/usr/bin/env asrsh
        param n = 1

        # %% First
        x = 1
        y = 2
        # about z

        # %%

        # %% [markdown] Heading
        # *text*  

        #
        #    more

        z = 3

        """)
  }

  @Test func `at most one empty line stays, and none inside of brackets or beside braces`() throws {
    let text = """


      a


      b
      if c {

        d


        e

      }
      f = [

        1,

        2,
      ]
      """
    #expect(
      try expectFaithful(text) == """
        a

        b
        if c {
          d

          e
        }
        f = [
          1, 2,
        ]

        """)
  }

  @Test func `summaries of parameters stand in a column`() throws {
    let text = """
      param folder: path = "data"   "where the recordings are"
      param n = 3 "how many"
      param checkpoint = "a name that is too long to be in the column" "what to load"

      param x = [1,
        2] "alone"
      """
    #expect(
      try expectFaithful(text) == """
        param folder: path = "data"  "where the recordings are"
        param n = 3                  "how many"
        param checkpoint = "a name that is too long to be in the column"  "what to load"

        param x = [1, 2]  "alone"

        """)
  }

  @Test func `a syntax error is thrown as the parser finds it`() throws {
    let error = #expect(throws: FormattingError.self) { try format("x = (1\n") }
    #expect(error?.diagnostics.first?.message == "this ( is not closed")
  }
}
