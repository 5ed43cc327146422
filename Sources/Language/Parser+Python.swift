/// Spellings of Python and other languages, recognised only to say how the same is written here.
extension Parser {
  private static let literals: [String: (kind: Expression.Kind, word: String)] = [
    "True": (.bool(true), "true"), "False": (.bool(false), "false"), "None": (.none, "none"),
    "null": (.none, "none"), "nil": (.none, "none"),
  ]

  private static let statements: [String: String] = [
    "elif": "write } else if condition {",
    "except": "write try { … } catch problem { … }",
    "finally": "write try { … } catch problem { … }",
    "raise": "assert(condition, \"what is wrong\") stops a recipe",
    "class": "there are no classes; a record holds fields: {name: \"a\"}",
    "pass": "an empty block is { }",
    "let": "write name = value", "var": "write name = value", "const": "write name = value",
    "from": "write import \"other.asr\"; built-ins need no import",
    "with": "files need no with: read_lines(path)",
    "async": "nothing is awaited: leave it out", "await": "nothing is awaited: leave it out",
    "match": "write if … { } else if … { }", "switch": "write if … { } else if … { }",
    "unless": "write if not … { }", "until": "write while not … { }",
    "yield": "return a list",
    "global": "a function returns what it wants to change",
    "nonlocal": "a function returns what it wants to change",
    "del": "names need no deleting",
    "fn": "write def name(x) { … }", "function": "write def name(x) { … }",
    "func": "write def name(x) { … }",
    "print": "write print(…)", "assert": "write assert(condition, \"what is wrong\")",
  ]

  /// The value meant by a foreign literal, which is reported.
  mutating func foreignLiteral(_ name: String) -> Expression.Kind? {
    guard let (kind, word) = Self.literals[name] else { return nil }
    report("\(name) is written \(word) here", at: current.span, hint: "write \(word)")
    return kind
  }

  /// Fails on a statement of another language.
  mutating func checkForeignStatement() throws(SyntaxFailure) {
    guard let name = current.name, let hint = Self.statements[name] else { return }
    switch token(ahead: 1).kind {
    case .name, .string, .formatted, .int, .float, .keyword(.true), .keyword(.false),
      .keyword(.none), .keyword(.not), .symbol(.openBrace), .symbol(.colon):
      throw failure("\(name) is not a statement of the language", at: current.span, hint: hint)
    case .newline where ["pass", "raise", "yield"].contains(name):
      throw failure("\(name) is not a statement of the language", at: current.span, hint: hint)
    default: return
    }
  }

  /// The failure for an operator of another language, of which the first sign was read already.
  func foreignOperator() -> SyntaxFailure? {
    guard let second = current.symbol, let first = previous.symbol,
      previous.span.end == current.span.start
    else { return nil }
    let span = previous.span.through(current.span)
    switch (first, second) {
    case (.less, .greater):
      return failure("<> is not an operator", at: span, hint: "write !=")
    case (.equal, .assign), (.notEqual, .assign):
      return failure(
        "\(first.rawValue)= is not an operator", at: span, hint: "write \(first.rawValue)")
    case (.less, .less), (.greater, .greater):
      return failure(
        "\(first.rawValue)\(second.rawValue) is not an operator", at: span,
        hint: "x * 2 ** n and x // 2 ** n move the digits of x in base 2")
    default: return nil
    }
  }

  /// The failure for `%time f(x)`, a command of other notebooks, and for a `%` without a value before it.
  func foreignCommand() -> SyntaxFailure {
    let last = token(ahead: 1).symbol == .remainder ? 2 : 1
    guard let name = token(ahead: last).name,
      token(ahead: last).span.start == current.span.start + last
    else { return unexpected("a value") }
    let hints = [
      "time": "in the shell :time EXPR, in a recipe time(() => …)",
      "timeit": "in the shell :time EXPR, in a recipe time(() => …)",
      "run": "in the shell :run FILE, in a recipe import \"other.asr\"",
      "matplotlib": "plots need no setting: leave it out", "load": "in the shell :run FILE",
      "who": "in the shell :vars", "whos": "in the shell :vars", "history": "in the shell :history",
      "reset": "in the shell :reset", "save": "in the shell :save FILE", "env": "env(name)",
    ]
    return failure(
      "%\(name) is a command of another notebook",
      at: current.span.through(token(ahead: last).span),
      hint: hints[name] ?? "in the shell :help lists its commands")
  }

  /// Fails on `lambda x: …`.
  func checkForeignName(_ name: String) throws(SyntaxFailure) {
    guard name == "lambda" else { return }
    switch token(ahead: 1).kind {
    case .name, .symbol(.colon):
      throw failure("lambda is written with an arrow", at: current.span, hint: "x => x + 1")
    default: return
    }
  }

  /// Fails on `*xs` and `**options` among arguments.
  func checkForeignArgument() throws(SyntaxFailure) {
    guard at(.times) || at(.power) || at(.ellipsis) else { return }
    throw failure(
      "\(current.description) does not spread arguments", at: current.span,
      hint: "give each argument, or pass a list or a record")
  }

  /// Fails on `value if condition else other`, `x is y` and `x not in y`.
  func checkForeignTail(of value: Expression) throws(SyntaxFailure) {
    if at(.if), newlinesMatter || !previousIsNewline {
      throw failure(
        "if stands before its value", at: current.span, hint: "if condition { a } else { b }")
    }
    if at(.not), token(ahead: 1).keyword == .in {
      throw failure("not stands before the comparison", at: current.span, hint: "not x in xs")
    }
    if current.name == "is" {
      throw failure("is is written == here", at: current.span, hint: "x == none, x != none")
    }
  }

  private var previousIsNewline: Bool {
    guard position > 0, case .newline = tokens[position - 1].kind else { return false }
    return true
  }

  /// Fails on `[f(x) for x in xs]`.
  func checkComprehension(_ value: Expression) throws(SyntaxFailure) {
    guard at(.for) else { return }
    throw failure(
      "there are no comprehensions", at: value.span.through(current.span),
      hint: "xs.map(x => …) and xs.filter(x => …)")
  }
}
