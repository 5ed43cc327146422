internal import Language

/// What is being typed at the end of an unfinished entry.
enum CompletionContext: Equatable {
  /// Nothing that a name could complete.
  case nothing
  /// The name of a command, after the colon.
  case command(String)
  /// The text of a string, which may be a path.
  case path(String)
  /// A field or function after a dot. The owner is the chain of names before the dot, or `nil` if
  /// something else stands there.
  case member(of: [String]?, String)
  /// A name, inside the parentheses of a call of `function` if there is one; empty where an argument
  /// of the call begins.
  case name(String, inCallOf: String?)

  /// Reads the end of `text`.
  init(_ text: String) {
    if text.hasPrefix(":") {
      self.init(command: text.dropFirst())
      return
    }
    let source = SourceText(text, name: "shell")
    let output = Lexer.read(source)
    if let start = Self.openString(output, source) {
      self = .path(start)
      return
    }
    var tokens = output.tokens.filter { token in
      switch token.kind {
      case .newline, .end, .step, .prose: false
      default: true
      }
    }
    var prefix = ""
    if let word = tokens.last?.word, tokens.last?.span.end == source.bytes.count {
      prefix = word
      tokens.removeLast()
    }
    if tokens.last?.symbol == .dot {
      self = .member(of: Self.chain(before: tokens.count - 1, in: tokens), prefix)
    } else if prefix.isEmpty {
      let begins = [.openParenthesis, .comma].contains(tokens.last?.symbol)
      let function = begins ? Self.openCall(tokens) : nil
      self = function.map { .name("", inCallOf: $0) } ?? .nothing
    } else {
      self = .name(prefix, inCallOf: Self.openCall(tokens))
    }
  }

  private init(command: Substring) {
    let words = command.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
    let name = words.first.map(String.init) ?? ""
    if words.count < 2 {
      self = .command(name)
    } else if name == "save" || name == "run" {
      self = .path(String(words[1]))
    } else if name == "time" {
      self.init(String(words[1]))
    } else {
      self = .nothing
    }
  }

  /// The text of the string that is open at the end, if one is.
  private static func openString(_ output: Lexer.Output, _ source: SourceText) -> String? {
    guard let last = output.tokens.last(where: { $0.isString }),
      last.span.end == source.bytes.count,
      let error = output.diagnostics.last?.range?.span, error.start == last.span.start
    else { return nil }
    return String(source.text(last.span).drop { $0 != "\"" }.drop { $0 == "\"" })
  }

  /// The names before the dot at `index`, joined by dots; `nil` if other things stand there.
  private static func chain(before index: Int, in tokens: [Token]) -> [String]? {
    var names: [String] = []
    var at = index
    while at > 0, tokens[at].symbol == .dot {
      guard let name = tokens[at - 1].name else { return nil }
      names.insert(name, at: 0)
      at -= 2
      if at < 0 { break }
    }
    return names
  }

  /// The function whose call is open at the end of `tokens`.
  private static func openCall(_ tokens: [Token]) -> String? {
    var depth = 0
    for index in tokens.indices.reversed() {
      switch tokens[index].symbol {
      case .closeParenthesis, .closeBracket, .closeBrace: depth += 1
      case .openParenthesis where depth == 0: return index > 0 ? tokens[index - 1].name : nil
      case .openBracket where depth == 0, .openBrace where depth == 0: return nil
      case .openParenthesis, .openBracket, .openBrace: depth -= 1
      default: break
      }
    }
    return nil
  }
}

extension Token {
  /// The token's letters if it is a name or the beginning of one.
  fileprivate var word: String? { name ?? keyword?.rawValue }

  fileprivate var isString: Bool {
    switch kind {
    case .string, .formatted: true
    default: false
    }
  }
}
