internal import Language

/// What is being typed at the end of an unfinished entry.
enum CompletionContext: Equatable, Sendable {
  /// Nothing that a name could complete.
  case nothing
  /// The name of a command, after the colon.
  case command(String)
  /// A path that a command takes.
  case path(String)
  /// The text of a string, and the argument that it is or belongs to.
  case text(String, of: CallPlace?)
  /// The text of a string in brackets, which names a field or a column of what stands before.
  case key(String, of: CompletionOwner)
  /// A field or function after a dot. The owner is what stands before, or `nil` if that cannot be read.
  case member(of: CompletionOwner?, String)
  /// A name, as an argument of a call if it stands in one; empty where an argument of the call begins.
  case name(String, in: CallPlace?)
  /// An argument behind its name and `=`, of which nothing is typed.
  case value(of: CallPlace)

  /// Reads the end of `text`.
  init(_ text: String) {
    if text.hasPrefix(":") {
      self.init(command: text.dropFirst())
      return
    }
    let source = SourceText(text, name: "shell")
    let output = Lexer.read(source)
    var tokens = output.tokens.filter { token in
      switch token.kind {
      case .newline, .end, .step, .prose: false
      default: true
      }
    }
    if let start = Self.openString(output, source), let string = tokens.last?.span {
      tokens.removeLast()
      if source.text(string).prefix(while: { $0 != "\"" }).contains("f"),
        let field = Self.openField(of: start)
      {
        // Inside of the braces of f"…{row." stands code, whose names are those that stand before.
        self.init(source.text(SourceSpan(0, string.start)) + "(" + field)
        return
      }
      self.init(text: start, after: tokens[...])
      return
    }
    var prefix = ""
    if let word = tokens.last?.word, tokens.last?.span.end == source.bytes.count {
      prefix = word
      tokens.removeLast()
    }
    if tokens.last?.symbol == .dot {
      self = .member(of: CompletionOwner(endingAt: tokens.count - 2, in: tokens[...]), prefix)
    } else if prefix.isEmpty {
      self.init(after: tokens[...])
    } else {
      self = .name(prefix, in: CallPlace(in: tokens[...]))
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

  /// Tells what can stand where nothing is typed yet.
  private init(after tokens: ArraySlice<Token>) {
    let place = CallPlace(in: tokens)
    switch tokens.last?.symbol {
    case .openParenthesis, .comma: self = place.map { .name("", in: $0) } ?? .nothing
    case .assign: self = place.flatMap { $0.name == nil ? nil : .value(of: $0) } ?? .nothing
    default: self = .nothing
    }
  }

  /// Tells what the text of an open string may be.
  private init(text: String, after tokens: ArraySlice<Token>) {
    if tokens.last?.symbol == .openBracket,
      let owner = CompletionOwner(endingAt: tokens.endIndex - 2, in: tokens)
    {
      self = .key(text, of: owner)
    } else {
      self = .text(text, of: CallPlace(in: tokens, passingLists: true))
    }
  }

  /// What stands behind the brace of a formatted string that is open at the end, if one is and no format
  /// has begun.
  private static func openField(of text: String) -> String? {
    var start: String.Index?
    var depth = 0
    var place = text.startIndex
    while place < text.endIndex {
      let next = text.index(after: place)
      switch text[place] {
      case "{" where depth == 0 && text[next...].hasPrefix("{"):
        // Two braces are one that is written out.
        place = next
      case "{" where depth == 0: (depth, start) = (1, next)
      case "(" where depth > 0, "[" where depth > 0, "{": depth += 1
      case ")" where depth > 0, "]" where depth > 0, "}" where depth > 0: depth -= 1
      case ":" where depth == 1: start = nil
      default: break
      }
      place = text.index(after: place)
    }
    return depth == 0 ? nil : start.map { String(text[$0...]) }
  }

  /// The text of the string that is open at the end, if one is.
  private static func openString(_ output: Lexer.Output, _ source: SourceText) -> String? {
    guard let last = output.tokens.last(where: { $0.isString }),
      last.span.end == source.bytes.count,
      let error = output.diagnostics.last?.range?.span,
      // Either the string is not closed, or a brace in it is not.
      error.start == last.span.start
        || (error.start > last.span.start && source.text(error) == "{")
    else { return nil }
    return String(source.text(last.span).drop { $0 != "\"" }.drop { $0 == "\"" })
  }
}

extension Token {
  /// The token's letters if it is a name or the beginning of one.
  fileprivate var word: String? { name ?? keyword?.rawValue }
}
