import Language

/// The scopes that an editor has to give to the tokens of a recipe.
struct EditorScopes {
  /// Stretches of the text, and the beginnings of which one scope must have one.
  private(set) var spans: [(SourceSpan, [String])] = []
  private let source: SourceText

  init(_ source: SourceText) { self.source = source }

  /// Asks for a scope that begins with `prefix` at `span`.
  mutating func add(_ prefix: String, at span: SourceSpan) { spans.append((span, [prefix])) }

  /// Asks for the scopes of `tokens` and of the tokens in formatted strings.
  mutating func add(_ tokens: [Token]) {
    for (place, token) in tokens.enumerated() {
      let followsDot = place > 0 && tokens[place - 1].symbol == .dot
      let isKey = place + 1 < tokens.count && tokens[place + 1].symbol == .colon
      switch token.kind {
      case .keyword(let keyword):
        if followsDot {
          spans.append((token.span, ["variable.other", "entity.name"]))
        } else {
          // In front of a colon it may be the name of a field, or the end of a slice's first half.
          let names = isKey ? ["variable.other"] : []
          spans.append((token.span, names + Self.scopes(of: keyword)))
        }
      case .name: spans.append((token.span, ["variable.", "entity.name", "support.type"]))
      case .int, .float: add("constant.numeric", at: token.span)
      case .string: add("string.quoted", at: token.span)
      case .formatted(let parts):
        add("string.quoted", at: token.span)
        add(parts)
      case .step: add("comment.line.number-sign.step", at: token.span)
      case .prose: add("comment.block.documentation", at: proseMark(token.span))
      case .symbol, .newline, .end: break
      }
    }
  }

  private mutating func add(_ parts: [FormattedToken]) {
    for case .field(let tokens, let span, let format) in parts {
      add("meta.interpolation", at: span)
      add(tokens)
      add(format)
    }
  }

  private static func scopes(of keyword: Keyword) -> [String] {
    switch keyword {
    case .true, .false, .none: ["constant.language"]
    case .def, .param: ["storage.type"]
    default: ["keyword."]
    }
  }

  /// The first line of prose; it ends in front of empty lines that the token has with it.
  private func proseMark(_ span: SourceSpan) -> SourceSpan {
    let line = source.bytes[span.start..<span.end].firstIndex(of: UInt8(ascii: "\n"))
    return SourceSpan(span.start, line ?? span.end)
  }
}
