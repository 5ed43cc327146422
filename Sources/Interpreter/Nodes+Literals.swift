internal import ExactStrings
internal import Language

/// A number, a string, a truth value or `none`.
final class LiteralNode: Node {
  private let value: Value

  init(_ value: Value, _ source: SourceText, _ span: SourceSpan) {
    self.value = value
    super.init(source, span)
  }

  override func evaluate(_ frame: Frame) throws(Unwind) -> Value { value }
}

/// Evaluates `[a, b]`.
final class ListNode: Node {
  private let items: [Node]

  init(_ items: [Node], _ source: SourceText, _ span: SourceSpan) {
    self.items = items
    super.init(source, span)
  }

  override func evaluate(_ frame: Frame) throws(Unwind) -> Value {
    var values: [Value] = []
    values.reserveCapacity(items.count)
    for item in items { values.append(try item.evaluate(frame)) }
    return try checked(Value(values))
  }
}

/// Evaluates `{text: "a", ...row}`.
final class RecordNode: Node {
  enum Entry {
    case field(String, Node)
    case computed(key: Node, Node)
    case spread(Node)

    /// Evaluates the entry, and adds its fields.
    func add(to fields: inout [(String, Value)], _ frame: Frame) throws(Unwind) {
      switch self {
      case .field(let key, let node): fields.append((key, try node.evaluate(frame)))
      case .computed(let keyNode, let node):
        let key = try keyNode.evaluate(frame)
        guard case .string(let text) = key else {
          throw keyNode.failure(BuiltinError.recordKey(key.typeWithArticle))
        }
        fields.append((text, try node.evaluate(frame)))
      case .spread(let node):
        let value = try node.evaluate(frame)
        guard case .record(let record) = value else {
          throw node.failure("... spreads a record, got \(value.typeWithArticle)", kind: "type")
        }
        fields += record.fields
      }
    }
  }

  private let entries: [Entry]
  /// The keys, if they are all written out and different.
  private let distinctKeys: [String]?

  init(_ entries: [Entry], _ source: SourceText, _ span: SourceSpan) {
    self.entries = entries
    let keys = entries.compactMap { entry in
      if case .field(let key, _) = entry { return key }
      return nil
    }
    distinctKeys = Set(exact: keys).count == entries.count ? keys : nil
    super.init(source, span)
  }

  override func evaluate(_ frame: Frame) throws(Unwind) -> Value {
    if let distinctKeys {
      var values: [Value] = []
      values.reserveCapacity(entries.count)
      for case .field(_, let node) in entries { values.append(try node.evaluate(frame)) }
      return try checked(.record(Record(distinctKeys: distinctKeys, values: values)))
    }
    var fields: [(String, Value)] = []
    for entry in entries { try entry.add(to: &fields, frame) }
    return try checked(.record(Record(fields)))
  }
}

/// Evaluates `f"{n:,} rows"`.
final class FormattedNode: Node {
  indirect enum Part {
    case text(String)
    case field(Node, format: [Part], SourceSpan)
  }

  private let parts: [Part]

  init(_ parts: [Part], _ source: SourceText, _ span: SourceSpan) {
    self.parts = parts
    super.init(source, span)
  }

  override func evaluate(_ frame: Frame) throws(Unwind) -> Value {
    .string(try text(parts, frame))
  }

  private func text(_ parts: [Part], _ frame: Frame) throws(Unwind) -> String {
    var text = ""
    for part in parts {
      switch part {
      case .text(let piece): text += piece
      case .field(let node, let format, let span):
        let value = try node.evaluate(frame)
        let piece =
          format.isEmpty
          ? value.description : try formatted(value, self.text(format, frame), at: span)
        try checkSize(text, plus: piece, at: span)
        text += piece
      }
    }
    return text
  }

  private func checkSize(
    _ text: String, plus piece: String, at span: SourceSpan
  ) throws(Unwind) {
    do throws(BuiltinError) {
      try Operation.checkSize(
        text.utf8.count, plus: piece.utf8.count, limit: Operation.longestText)
    } catch {
      throw failure(error, at: span)
    }
  }

  private func formatted(
    _ value: Value, _ format: String, at span: SourceSpan
  ) throws(Unwind) -> String {
    guard let specification = FormatSpecification(format) else {
      throw failure("\(format) is not a format", at: span, kind: "value")
    }
    do {
      return try value.formatted(specification)
    } catch {
      throw failure(error, at: span)
    }
  }
}
