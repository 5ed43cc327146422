internal import ExactStrings
internal import Language

/// Evaluates `data.sort` where it is what help is about: a field, or else the built-ins of that name.
final class HelpSubjectNode: FieldNode {
  private let builtins: [Builtin]

  init(
    _ owner: Node, _ name: Name, builtins: [Builtin], _ source: SourceText, _ span: SourceSpan
  ) {
    self.builtins = builtins
    super.init(owner, name, source, span)
  }

  override func evaluate(_ frame: Frame) throws(Unwind) -> Value {
    let value = try owner.evaluate(frame)
    if value.fieldNames.containsExactly(name.text) { return try super.evaluate(frame) }
    let own = builtins.filter { $0.canFollow(value) }
    if own.isEmpty { return try super.evaluate(frame) }
    return .function(Function(builtins: own, name: name.text))
  }
}

/// Evaluates `row.text`.
class FieldNode: Node {
  let owner: Node
  let name: Name

  init(_ owner: Node, _ name: Name, _ source: SourceText, _ span: SourceSpan) {
    self.owner = owner
    self.name = name
    super.init(source, span)
  }

  override func evaluate(_ frame: Frame) throws(Unwind) -> Value {
    let value = try owner.evaluate(frame)
    do {
      if let field = try value.field(name.text) { return field }
    } catch {
      throw failure(error, at: name.span)
    }
    throw unknownField(of: value, frame)
  }

  /// Says that a field looks the same, which nothing on the screen shows.
  private func lookalike(_ field: String) -> String {
    let codes = field.unicodeScalars.map {
      $0.isASCII ? String($0) : "\\u{\(String($0.value, radix: 16))}"
    }
    return "a field looks the same and is spelled with other code points: [\"\(codes.joined())\"]"
  }

  private func unknownField(of value: Value, _ frame: Frame) -> Unwind {
    let registry = frame.session.registry
    let hint: String?
    if let foreign = ForeignNames.hint(forField: name.text, on: value.typeName),
      !registry.methods(of: value).contains(where: { $0.name == name.text })
    {
      hint = foreign
    } else if registry.builtins(named: name.text).contains(where: { $0.canFollow(value) }) {
      hint = "\(name.text) is a function: write .\(name.text)(…)"
    } else {
      let known = value.fieldNames + registry.methods(of: value).map(\.name)
      hint =
        known.first { $0 == name.text }.map { lookalike($0) }
        ?? NearestSpelling.of(name.text, among: known).map { "did you mean \($0)?" }
        ?? value.fieldList
    }
    return failure(
      "\(value.typeWithArticle) has no field \(name.text)", at: name.span, hint: hint,
      kind: "name")
  }
}

/// Evaluates `xs[0]`, `row["text"]`.
final class IndexNode: Node {
  private let owner: Node
  private let index: Node

  init(_ owner: Node, _ index: Node, _ source: SourceText, _ span: SourceSpan) {
    self.owner = owner
    self.index = index
    super.init(source, span)
  }

  override func evaluate(_ frame: Frame) throws(Unwind) -> Value {
    let value = try owner.evaluate(frame)
    let place = try index.evaluate(frame)
    do {
      return try value.element(place)
    } catch {
      throw failure(error, at: index.span)
    }
  }
}

/// Evaluates `xs[2:5]`.
final class SliceNode: Node {
  private let owner: Node
  private let lower: Node?
  private let upper: Node?

  init(
    _ owner: Node, _ lower: Node?, _ upper: Node?, _ source: SourceText, _ span: SourceSpan
  ) {
    self.owner = owner
    self.lower = lower
    self.upper = upper
    super.init(source, span)
  }

  override func evaluate(_ frame: Frame) throws(Unwind) -> Value {
    let value = try owner.evaluate(frame)
    let start = try bound(lower, frame)
    let end = try bound(upper, frame)
    do {
      return try value.slice(from: start, to: end)
    } catch {
      throw failure(error)
    }
  }

  private func bound(_ node: Node?, _ frame: Frame) throws(Unwind) -> Int? {
    guard let node else { return nil }
    switch try node.evaluate(frame) {
    case .int(let number): return number
    case .none: return nil
    case let other:
      throw node.failure(
        "a slice runs between whole numbers, got \(other.typeWithArticle)", kind: "type")
    }
  }
}

extension Value {
  /// The fields of a record or of a thing of the engine, for an error about another one.
  fileprivate var fieldList: String? {
    let names = fieldNames
    guard !names.isEmpty else { return nil }
    let shown = names.prefix(12).joined(separator: ", ")
    return "its fields are \(shown)\(names.count > 12 ? ", …" : "")"
  }
}
