import Formatting
import Language
import Testing

/// How lines that are too long are broken.
@Suite struct BreakingTests {
  /// A name of `count` letters.
  private func name(_ count: Int) -> String { String(repeating: "n", count: count) }

  @Test func `a line of 100 columns stays, one of 101 is broken`() throws {
    let fits = "f(\(name(48)), \(name(47)))"
    #expect(fits.count == 100)
    #expect(try expectFaithful(fits) == fits + "\n")
    #expect(
      try expectFaithful("f(\(name(48)), \(name(48)))") == """
        f(
          \(name(48)),
          \(name(48)),
        )

        """)
  }

  @Test func `a comma counts, also one that a comment hides`() throws {
    let call = "g(\(name(47)), \(name(46)))"
    #expect(
      try expectFaithful("f(\(call)  # why\n, 1)") == """
        f(
          g(
            \(name(47)),
            \(name(46)),
          ),  # why
          1,
        )

        """)
  }

  @Test func `columns count, not letters`() throws {
    let wide = String(repeating: "好", count: 47)
    #expect(try expectFaithful("f(\"\(wide)\")") == "f(\"\(wide)\")\n")
    #expect(try expectFaithful("f(1, \"\(wide)\")") == "f(\n  1,\n  \"\(wide)\",\n)\n")
  }

  @Test func `a comma behind the last item keeps brackets open`() throws {
    #expect(try expectFaithful("f(a, b,)") == "f(\n  a,\n  b,\n)\n")
    #expect(try expectFaithful("f(\n  a,\n  b\n)") == "f(a, b)\n")
    #expect(try expectFaithful("r = {a: 1,}") == "r = {\n  a: 1,\n}\n")
    #expect(try expectFaithful("def f(a,) { a }") == "def f(\n  a,\n) { a }\n")
  }

  @Test func `lists of words and numbers are filled`() throws {
    let numbers = (1...40).map { "\($0 * 100)" }
    let text = "xs = [\(numbers.joined(separator: ", "))]"
    let lines = try expectFaithful(text).split(separator: "\n")
    #expect(lines.count == 5)
    #expect(lines.first == "xs = [")
    #expect(lines.last == "]")
    #expect(lines[1].hasPrefix("  100, 200, "))
    #expect(lines.allSatisfy { $0.count <= 100 })
    #expect(lines[1].count > 92)
    #expect(lines[3].hasSuffix(" 4000,"))
  }

  @Test func `lists of other things have a line for each`() throws {
    let row = "{text: \"\(name(40))\", n: -1}"
    #expect(
      try expectFaithful("rows = [\(row), \(row)]") == """
        rows = [
          \(row),
          \(row),
        ]

        """)
  }

  @Test func `a long chain has a line for each method`() throws {
    let text =
      "clean = data.text.remove(\"\(name(30))\").lower().replace(\"\(name(30))\", \"a\").trim()[0]"
    #expect(
      try expectFaithful(text) == """
        clean = data.text
          .remove("\(name(30))")
          .lower()
          .replace("\(name(30))", "a")
          .trim()[0]

        """)
  }

  @Test func `the last brackets of a short chain are broken before the chain is`() throws {
    let text = "y = xs.filter(x => x > 1).map(x => {text: \"\(name(40))\", n: \(name(40))})"
    #expect(
      try expectFaithful(text) == """
        y = xs.filter(x => x > 1).map(x => {
          text: "\(name(40))",
          n: \(name(40)),
        })

        """)
  }

  @Test func `a function of statements stands in the brackets of its call`() throws {
    let text =
      "y = xs.map( x=>{\na =x\n# why\na+1 })\nz = (a)=>{ a }\nw = {[ k ] :1,...r}\nf = () =>  # c\n{ 1 }"
    #expect(
      try expectFaithful(text) == """
        y = xs.map(x => {
          a = x
          # why
          a + 1
        })
        z = (a) => { a }
        w = {[k]: 1, ...r}
        f = () =>  # c
          { 1 }

        """)
  }

  @Test func `a method and its arguments are not parted`() throws {
    let text = "history = model.fit(train, eval=test, output=\"\(name(50))\", epochs=\(name(30)))"
    #expect(
      try expectFaithful(text) == """
        history = model.fit(
          train,
          eval=test,
          output="\(name(50))",
          epochs=\(name(30)),
        )

        """)
  }

  @Test func `brackets of an only argument stand in those of the call`() throws {
    #expect(
      try expectFaithful("f([{a: \(name(50))}, {b: \(name(50))}])") == """
        f([
          {a: \(name(50))},
          {b: \(name(50))},
        ])

        """)
    #expect(
      try expectFaithful("xs.map(x => if x > 0 {\nx } else { -x })") == """
        xs.map(x => if x > 0 {
          x
        } else {
          -x
        })

        """)
  }

  @Test func `operators end the lines that they break`() throws {
    let text = "good = \(name(30)) > 1 and \(name(30)) + 1 < 2 and (\(name(30)) or \(name(60)))"
    #expect(
      try expectFaithful(text) == """
        good = \(name(30)) > 1 and
          \(name(30)) + 1 < 2 and
          (\(name(30)) or \(name(60)))

        """)
  }

  @Test func `a block on one line stays there while it fits`() throws {
    #expect(try expectFaithful("if a { b }") == "if a { b }\n")
    #expect(try expectFaithful("if a {\n  b }") == "if a {\n  b\n}\n")
    #expect(try expectFaithful("if a { b; c }") == "if a {\n  b;\n  c\n}\n")
    #expect(
      try expectFaithful("x = if \(name(40)) { \(name(40)) } else { \(name(40)) }") == """
        x = if \(name(40)) {
          \(name(40))
        } else {
          \(name(40))
        }

        """)
    #expect(
      try expectFaithful("if a { b }\nelse {\nc }") == """
        if a {
          b
        } else {
          c
        }

        """)
  }

  @Test func `strings of several lines leave the lines around them alone`() throws {
    let text = "f(a, \"\"\"\nx\n  y\n\"\"\", b)"
    #expect(try expectFaithful(text) == text + "\n")
  }
}
