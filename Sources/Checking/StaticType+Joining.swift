internal import ExactStrings
internal import Interpreter

extension StaticType {
  /// The most types that are told apart in one value.
  private static let mostAlternatives = 4

  /// What is known of a value that is of one of `types`.
  static func joined(_ types: [StaticType]) -> StaticType {
    guard var joined = types.first else { return .unknown }
    for type in types.dropFirst() { joined = joined.joined(with: type) }
    return joined
  }

  /// What is known of a value that is of this type or of another.
  func joined(with other: StaticType) -> StaticType {
    if let same = merged(with: other) { return same }
    var alternatives: [StaticType] = []
    for type in self.alternatives + other.alternatives {
      if case .unknown = type { return .unknown }
      if case .argument = type { return .unknown }
      if let place = alternatives.firstIndex(where: { $0.merged(with: type) != nil }),
        let merged = alternatives[place].merged(with: type)
      {
        alternatives[place] = merged
      } else {
        alternatives.append(type)
      }
    }
    return alternatives.count > Self.mostAlternatives ? .unknown : .oneOf(alternatives)
  }

  /// One type for this one and another of its sort; `nil` for types of two sorts.
  private func merged(with other: StaticType) -> StaticType? {
    switch (self, other) {
    case (.constant(let a), .constant(let b)) where a.typeName == b.typeName && a == b:
      return self
    case (.unknown, _), (_, .unknown), (.argument, _), (_, .argument): return .unknown
    case (.list(let a), .list(let b)): return .list(of: a.joined(with: b))
    case (.items(let a), .items(let b)) where a.count == b.count && a.count <= 8:
      return .items(zip(a, b).map { $0.joined(with: $1) })
    case (.items(let items), .list(let item)), (.list(let item), .items(let items)):
      return .list(of: StaticType.joined(items + [item]))
    case (.items(let a), .items(let b)): return .list(of: StaticType.joined(a + b))
    case (.record(let a), .record(let b)): return .record(a.joined(with: b))
    case (.function(let a), .function(let b)): return a === b ? self : .callable
    case (.function, .builtins), (.builtins, .function), (.function, .callable),
      (.callable, .function), (.builtins, .builtins), (.callable, .callable),
      (.callable, .builtins), (.builtins, .callable):
      return .callable
    case (.object(let a), .object(let b)): return a == b ? self : nil
    case (.oneOf, _), (_, .oneOf): return nil
    default: return typeName == other.typeName ? plain : nil
    }
  }

  /// A simple type without its value.
  private var plain: StaticType {
    switch self {
    case .constant(.none): self
    default: generalized
    }
  }
}

extension FieldTypes {
  /// The fields of a record that has these fields or others.
  ///
  /// A field that is in one of them alone may be missing, so the fields are open then.
  fileprivate func joined(with other: FieldTypes) -> FieldTypes {
    var known: [(name: String, type: StaticType)] = []
    let others = Dictionary(other.known.map { (ExactString($0.name), $0.type) }) { $1 }
    var isSame = self.known.count == other.known.count
    for field in self.known {
      if let type = others[field.name] {
        known.append((field.name, field.type.joined(with: type)))
      } else {
        isSame = false
      }
    }
    if isSame, rest == nil, other.rest == nil { return FieldTypes(known: known, rest: nil) }
    return FieldTypes(known: known, rest: .unknown)
  }
}
