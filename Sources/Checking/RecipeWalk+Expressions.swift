internal import ExactStrings
internal import Interpreter
internal import Language

extension RecipeWalk {
  /// The most items of a list, and fields of a record, that are told apart.
  private static let mostParts = 256

  /// Walks an expression and returns what is known of its value.
  func type(of expression: Expression) -> StaticType {
    switch expression.kind {
    case .none: return .none
    case .bool(let truth): return .constant(.bool(truth))
    case .int(let number): return .constant(.int(number))
    case .float(let number): return .constant(.float(number))
    case .string(let text): return .constant(.string(text))
    case .formatted(let parts): return formatted(parts)
    case .name(let name): return read(name, at: expression.span)
    case .list(let items): return list(items)
    case .record(let entries): return record(entries)
    case .unary, .binary, .comparison, .and, .or: return operation(expression)
    case .field(let owner, let name): return field(name, of: type(of: owner))
    case .call(let callee, let arguments): return call(callee, arguments, expression.span)
    case .index(let owner, let index): return element(of: type(of: owner), at: index)
    case .slice(let owner, let lower, let upper):
      return slice(of: type(of: owner), lower, upper, expression.span)
    case .function(let definition):
      let facts = function(definition)
      noteUse(ofFunction: facts)
      return .function(facts)
    case .conditional(let branches, let otherwise):
      return conditional(branches, otherwise: otherwise)
    case .attempt(let block, let problem, let handler): return attempt(block, problem, handler)
    }
  }

  private func list(_ items: [Expression]) -> StaticType {
    let types = items.map { type(of: $0) }
    return types.count <= Self.mostParts ? .items(types) : .list(of: .unknown)
  }

  private func record(_ entries: [RecordEntry]) -> StaticType {
    var fields = FieldTypes(known: [], rest: nil)
    for entry in entries {
      var key: StaticType?
      if case .computed(let expression, _) = entry { key = recordKey(expression) }
      let type = self.type(of: entry.value)
      switch entry {
      case .field(let name, _): fields.set(name.text, type)
      case .computed:
        if case .constant(.string(let name))? = key {
          fields.set(name, type)
        } else {
          fields.rest = .unknown
        }
      case .spread(let value):
        if case .record(let spread) = type {
          for field in spread.known { fields.set(field.name, field.type) }
          if spread.rest != nil { fields.rest = .unknown }
          continue
        }
        fields.rest = .unknown
        guard let text = type.typeWithArticle, !type.alternatives.contains(where: \.isRecord) else {
          continue
        }
        report(BuiltinError("... spreads a record, got \(text)", kind: "type"), at: value.span)
      }
    }
    guard entries.count <= Self.mostParts else { return .anyRecord }
    return .record(fields)
  }

  /// The type of a key that is computed, which has to be text.
  private func recordKey(_ key: Expression) -> StaticType {
    let type = self.type(of: key)
    if let text = type.typeWithArticle, !type.alternatives.contains(where: \.mayBeText) {
      report(.recordKey(text), at: key.span)
    }
    return type
  }

  private func formatted(_ parts: [FormattedPart]) -> StaticType {
    var origin = TextOrigin()
    var isKnown = true
    for part in parts {
      switch part {
      case .text(let text): if isKnown { origin.prefix += text }
      case .field(let expression, let format, let span):
        let type = self.type(of: expression)
        let specification = self.formatted(format).text
        if let specification { check(specification, for: type, at: span) }
        guard isKnown else { continue }
        if specification == "", let text = type.shortText {
          origin.prefix += text
        } else {
          isKnown = false
          if specification == "" { origin.follow(type) }
        }
      }
    }
    return isKnown ? .constant(.string(origin.prefix)) : .text(origin)
  }

  /// Reports a format that values of a type do not have.
  private func check(_ text: String, for type: StaticType, at span: SourceSpan) {
    guard !text.isEmpty, let format = FormatSpecification(text), let sample = type.sample else {
      return
    }
    do {
      _ = try sample.formatted(format)
    } catch let error as BuiltinError {
      report(error, at: span)
    } catch {}
  }
}

extension FieldTypes {
  /// Sets a field, in its place if it is there already.
  fileprivate mutating func set(_ name: String, _ type: StaticType) {
    if known.count < 32, let place = known.firstIndex(where: { $0.name.isExactly(name) }) {
      known[place].type = type
    } else {
      known.append((name, type))
    }
  }
}

extension TextOrigin {
  /// Notes what begins a text whose beginning is known so far.
  fileprivate mutating func follow(_ type: StaticType) {
    switch type {
    case .argument(let place): argument = place
    case .text(let text):
      prefix += text.prefix
      argument = text.argument
    default: break
    }
  }
}

extension StaticType {
  fileprivate var isRecord: Bool { typeName == "record" || typeName == nil }

  /// Whether a value of the type may be text.
  fileprivate var mayBeText: Bool { typeName == "string" || typeName == nil }

  /// What a formatted string writes for the value, if it is known and short.
  fileprivate var shortText: String? {
    switch value {
    case .string(let text) where text.utf8.count <= 4_096: text
    case .int(let number): "\(number)"
    default: nil
    }
  }

  /// A value of the type, for what depends on the type alone.
  fileprivate var sample: Value? {
    switch self {
    case .constant(.range): nil
    case .constant(let value): value
    case .bool: .bool(true)
    case .int: .int(1)
    case .float: .float(0.5)
    case .string, .text: .string("")
    case .list, .items: Value([])
    case .record: .record(Record())
    default: nil
    }
  }
}
