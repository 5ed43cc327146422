internal import Interpreter
internal import Language

extension RecipeWalk {
  /// Walks `xs[0]`, `row["text"]`.
  func element(of owner: StaticType, at index: Expression) -> StaticType {
    let place = type(of: index)
    switch owner {
    case .unknown, .argument, .oneOf: return .unknown
    case .record(let fields): return field(of: fields, place, at: index.span)
    case .object(let name):
      guard let type = registry.types[name], place.typeName == "int" else { return .unknown }
      return resultType(type.element)
    case .list, .items, .range, .string, .text, .constant(.string), .constant(.range):
      return item(of: owner, place, at: index.span)
    default:
      if let text = owner.typeWithArticle {
        report(BuiltinError("\(text) has no elements", kind: "type"), at: index.span)
      }
      return .unknown
    }
  }

  private func item(
    of owner: StaticType, _ place: StaticType, at span: SourceSpan
  ) -> StaticType {
    if let text = place.typeWithArticle, !place.alternatives.contains(where: \.mayBeInt),
      let type = owner.typeWithArticle
    {
      report(
        BuiltinError(
          "\(type) cannot be indexed with \(text)",
          hint: indexHint(place.typeName ?? "", of: owner.typeName ?? ""), kind: "type"), at: span)
    }
    switch owner {
    case .list(let item): return item
    case .items(let items): return item(of: items, place, at: span)
    case .range, .constant(.range): return .int
    default: return .string
    }
  }

  /// The item of a list that is written out.
  private func item(
    of items: [StaticType], _ place: StaticType, at span: SourceSpan
  ) -> StaticType {
    guard case .int(let index)? = place.value else { return StaticType.joined(items) }
    let position = index < 0 ? index + items.count : index
    guard !items.indices.contains(position) else { return items[position] }
    let hint = items.isEmpty ? "it is empty" : "the last one is \(items.count - 1), or -1"
    report(
      BuiltinError(
        "index \(index) is outside of a list of \(items.count.counted("element"))", hint: hint,
        kind: "index"), at: span)
    return .unknown
  }

  private func field(
    of fields: FieldTypes, _ place: StaticType, at span: SourceSpan
  ) -> StaticType {
    if let text = place.typeWithArticle, !place.alternatives.contains(where: \.mayBeString) {
      let message =
        place.typeName == "int"
        ? "a record is indexed with the name of a field"
        : "a record cannot be indexed with \(text)"
      report(BuiltinError(message, kind: "type"), at: span)
      return .unknown
    }
    guard let key = place.text else { return .unknown }
    if let type = fields[key] { return type }
    report(
      BuiltinError(
        "the record has no field \(key.quoted)",
        hint: NearestSpelling.of(key, among: fields.known.map(\.name)).map {
          "did you mean \"\($0)\"?"
        }, kind: "index"), at: span)
    return .unknown
  }

  /// Walks `xs[2:5]`.
  func slice(
    of owner: StaticType, _ lower: Expression?, _ upper: Expression?, _ span: SourceSpan
  ) -> StaticType {
    for bound in [lower, upper].compactMap(\.self) {
      let type = self.type(of: bound)
      if let text = type.typeWithArticle,
        !type.alternatives.contains(where: { $0.mayBeInt || $0.typeName == "none" })
      {
        report(
          BuiltinError("a slice runs between whole numbers, got \(text)", kind: "type"),
          at: bound.span)
      }
    }
    switch owner {
    case .items(let items): return .list(of: StaticType.joined(items))
    case .list, .range: return owner
    case .constant(.range): return .range
    case .string, .text, .constant(.string): return .string
    case .object(let name):
      return registry.types[name].map { resultType($0.slice) } ?? .unknown
    case .unknown, .argument, .oneOf: return .unknown
    default:
      if let text = owner.typeWithArticle {
        report(BuiltinError("\(text) cannot be sliced", kind: "type"), at: span)
      }
      return .unknown
    }
  }
}

extension StaticType {
  fileprivate var mayBeInt: Bool { typeName == "int" || typeName == nil }
  fileprivate var mayBeString: Bool { typeName == "string" || typeName == nil }
}
