internal import Language

/// Evaluates `counts = {...counts, [word]: n}` without copying the record if nothing else holds it.
final class UpdateNode: Node {
  private let binding: Binding
  private let entries: [RecordNode.Entry]
  private let otherwise: Node

  /// Makes the node; `entries` are those behind the spread, and `otherwise` is the whole statement.
  init(
    _ binding: Binding, _ entries: [RecordNode.Entry], otherwise: Node, _ source: SourceText,
    _ span: SourceSpan
  ) {
    self.binding = binding
    self.entries = entries
    self.otherwise = otherwise
    super.init(source, span)
  }

  override func evaluate(_ frame: Frame) throws(Unwind) -> Value {
    // What is no record, or has no value in this function yet, is an error that the statement says.
    var before = binding.value(frame)
    guard case .record(var record)? = before else { return try otherwise.evaluate(frame) }
    var fields: [(String, Value)] = []
    for entry in entries { try entry.add(to: &fields, frame) }
    let isWithin = fields.allSatisfy { $0.1.depth < Value.deepestNesting }
    let size = fields.reduce(record.size) { min($0 + $1.1.size, Value.mostParts + 1) }
    guard isWithin, size <= Value.mostParts else {
      binding.set(try checked(.record(Record(record.fields + fields))), frame)
      return .none
    }
    // From here on nothing but `record` holds the fields, unless another variable does.
    before = nil
    binding.set(.none, frame)
    for (key, value) in fields { record.set(key, value) }
    binding.set(.record(record), frame)
    return .none
  }
}
