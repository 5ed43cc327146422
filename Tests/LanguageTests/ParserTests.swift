import Language
import Testing

struct ParserTests {
  /// The tree of an expression with every operation in parentheses.
  private func shape(_ text: String) throws -> String {
    let source = SourceText(text, name: "test")
    let statement = try #require(try Recipe(source).statements.first)
    guard case .expression(let expression, _) = statement.kind else { return "no expression" }
    return Self.shape(expression)
  }

  private static func shape(_ expression: Expression) -> String {
    switch expression.kind {
    case .int(let number): "\(number)"
    case .name(let name): name
    case .unary(let operation, let operand): "(\(operation.rawValue) \(shape(operand)))"
    case .binary(let operation, let left, let right, _):
      "(\(shape(left)) \(operation.rawValue) \(shape(right)))"
    case .and(let left, let right): "(\(shape(left)) and \(shape(right)))"
    case .or(let left, let right): "(\(shape(left)) or \(shape(right)))"
    case .comparison(let first, let links):
      "(\(shape(first))\(links.map { " \($0.operation.rawValue) \(shape($0.operand))" }.joined()))"
    case .field(let owner, let name): "\(shape(owner)).\(name.text)"
    case .call(let callee, let arguments):
      "\(shape(callee))(\(arguments.map { ($0.name.map { "\($0.text)=" } ?? "") + shape($0.value) }.joined(separator: ", ")))"
    case .index(let owner, let index): "\(shape(owner))[\(shape(index))]"
    case .slice(let owner, let low, let high):
      "\(shape(owner))[\(low.map(shape) ?? ""):\(high.map(shape) ?? "")]"
    case .function(let definition):
      if case .expression(let body) = definition.body {
        "(\(definition.parameters.map(\.name.text).joined(separator: " ")) => \(shape(body)))"
      } else {
        "def"
      }
    default: "?"
    }
  }

  @Test(arguments: [
    ("1 + 2 * 3", "(1 + (2 * 3))"), ("1 - 2 - 3", "((1 - 2) - 3)"), ("-2 ** 2", "(- (2 ** 2))"),
    ("2 ** -1", "(2 ** (- 1))"), ("2 ** 3 ** 2", "(2 ** (3 ** 2))"), ("- 2 * 3", "((- 2) * 3)"),
    ("not a == b", "(not (a == b))"), ("a or b and not c", "(a or (b and (not c)))"),
    ("a < b + 1", "(a < (b + 1))"), ("a < b < c", "(a < b < c)"), ("not x in y", "(not (x in y))"),
    ("a @ b * c", "((a @ b) * c)"), ("a // b % c", "((a // b) % c)"), ("a.b.c", "a.b.c"),
    ("a.f(1).g", "a.f(1).g"), ("f(1, k=2)", "f(1, k=2)"), ("-a.b", "(- a.b)"),
    ("a[1:]", "a[1:]"), ("a[:2][0]", "a[:2][0]"), ("x => x + 1", "(x => (x + 1))"),
    ("(a, b) => a", "(a b => a)"), ("() => 1", "( => 1)"), ("x => y => x", "(x => (y => x))"),
    ("(1 + 2) * 3", "((1 + 2) * 3)"), ("f(x => x, 1)", "f((x => x), 1)"),
    ("(\n1\n+ 2\n)", "(1 + 2)"), ("a\n  .b()\n  .c", "a.b().c"),
    ("not\na", "(not a)"), ("1 - -\n2", "(1 - (- 2))"), ("(x\n=>\n1)", "(x => 1)"),
    ("f(()\n\n=> 1)", "f(( => 1))"), ("f(a\n=\n1)", "f(a=1)"), ("[(a)\n=>\na]", "?"),
  ])
  func `binds operators as the page says`(text: String, expected: String) throws {
    #expect(try shape(text) == expected)
  }

  @Test(arguments: ["for x in\nxs { }", "param n =\n3", "x => {a\n: 1}", "x =\n\n1"])
  func `goes on behind signs that need more`(text: String) throws {
    #expect(try Recipe(SourceText(text, name: "test")).statements.count == 1)
  }

  @Test(arguments: ["x\n=> 1", "(x)\n=> 1", "for x\nin xs { }", "if x\n{ }"])
  func `does not go on at a line end outside of brackets`(text: String) {
    #expect(!RecipeReading(SourceText(text, name: "test")).diagnostics.isEmpty)
  }

  @Test func `ends statements at newlines and semicolons`() throws {
    let recipe = try Recipe(SourceText("a; b\nc\n\n\nd;", name: "test"))
    let quiet = recipe.statements.map { statement in
      if case .expression(_, let quiet) = statement.kind { quiet } else { false }
    }
    #expect(quiet == [true, false, false, true])
  }

  @Test func `reads what the parameters of a recipe are`() throws {
    let recipe = try Recipe(
      SourceText("param folder: path = \"data\"  \"where it is\"\nparam n = 3", name: "test"))
    #expect(recipe.parameters.map(\.name.text) == ["folder", "n"])
    #expect(recipe.parameters[0].type?.text == "path")
    #expect(recipe.parameters.map(\.summary) == ["where it is", nil])
  }

  @Test func `spans cover expressions from end to end`() throws {
    let source = SourceText("total = f(a, b=1).g[2:3] + -x", name: "test")
    let statement = try #require(try Recipe(source).statements.first)
    guard case .assignment(let name, let value) = statement.kind else {
      Issue.record("It is read as \(statement.kind).")
      return
    }
    #expect(source.text(name.span) == "total")
    #expect(source.text(value.span) == "f(a, b=1).g[2:3] + -x")
    #expect(value.children.map { source.text($0.span) } == ["f(a, b=1).g[2:3]", "-x"])
  }
}
