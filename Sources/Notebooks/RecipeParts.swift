internal import Language

/// A recipe cut where its cells begin.
struct RecipeParts {
  /// A stretch of the recipe that becomes a cell.
  struct Part {
    /// What a part is.
    enum Kind {
      /// What stands before the first step.
      case start
      /// `# %% Title` and the statements under it.
      case step
      /// Statements behind prose, which go on with the step before it.
      case continuation
      /// `# %% [markdown]` and the comments under it.
      case prose
    }

    let kind: Kind
    /// The text without line ends at its end.
    let text: String
    /// The number of line ends behind it.
    var lineEnds: Int
    /// Whether there is a `param` in it.
    let hasParameters: Bool
  }

  /// The number of line ends before everything else.
  private(set) var lineEndsBefore = 0
  /// The parts, which make up the rest of the recipe.
  private(set) var parts: [Part] = []

  private let bytes: [UInt8]
  private let parameters: [Int]

  /// Cuts `text`, whose line ends are line feeds.
  init(_ text: String) {
    let source = SourceText(text, name: "recipe")
    bytes = source.bytes
    let tokens = Lexer.read(source).tokens
    parameters = tokens.filter { $0.keyword == .param }.map(\.span.start)
    var start = 0
    var kind = Part.Kind.start
    for token in tokens {
      switch token.kind {
      case .step:
        add(kind, start, token.span.start)
        (kind, start) = (.step, token.span.start)
      case .prose:
        add(kind, start, token.span.start)
        let end = endOfProse(token.span)
        add(.prose, token.span.start, end)
        (kind, start) = (.continuation, end)
      default: continue
      }
    }
    add(kind, start, bytes.count)
  }

  /// Where the last comment line of a token of prose ends.
  private func endOfProse(_ span: SourceSpan) -> Int {
    var end = span.end
    while end > span.start {
      let line = (bytes[span.start..<end].lastIndex(of: UInt8(ascii: "\n")) ?? span.start - 1) + 1
      if line < end, bytes[line] == UInt8(ascii: "#") { return end }
      end = max(line - 1, span.start)
    }
    return span.end
  }

  /// Adds a part; the line ends around it count for what stands before and behind it.
  private mutating func add(_ kind: Part.Kind, _ start: Int, _ end: Int) {
    let newline = UInt8(ascii: "\n")
    let leading = bytes[start..<end].prefix { $0 == newline }.count
    if parts.isEmpty {
      lineEndsBefore += leading
    } else {
      parts[parts.count - 1].lineEnds += leading
    }
    let rest = bytes[start + leading..<end]
    guard !rest.isEmpty else { return }
    let lineEnds = rest.reversed().prefix { $0 == newline }.count
    parts.append(
      Part(
        kind: kind, text: String(decoding: rest.dropLast(lineEnds), as: UTF8.self),
        lineEnds: lineEnds, hasParameters: parameters.contains { (start..<end).contains($0) }))
  }
}
