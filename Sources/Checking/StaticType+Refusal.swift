internal import Interpreter

extension StaticType {
  /// Whether a parameter of `type` takes no value of this type, for certain.
  ///
  /// - Parameters:
  ///   - type: What the parameter accepts.
  ///   - objects: The types of the engine's things.
  /// - Returns: False where it is not certain.
  func isRefused(by type: ValueType, _ objects: [String: ObjectType]) -> Bool {
    switch self {
    case .unknown, .argument: return false
    case .constant(let value): return !type.accepts(value)
    case .oneOf(let types): return types.allSatisfy { $0.isRefused(by: type, objects) }
    default: break
    }
    switch type {
    case .any: return false
    case .anyOf(let types): return types.allSatisfy { isRefused(by: $0, objects) }
    case .list(let item): return isRefusedAsList(of: item, objects)
    case .object(let name): return !isObject(name, objects)
    case .bool: return typeName != "bool"
    case .int, .number, .intIn, .numberIn: return typeName != "int" && typeName != "float"
    case .string, .path, .inputPath, .outputPath, .choice: return typeName != "string"
    case .record: return typeName != "record"
    case .range: return typeName != "range"
    case .function: return typeName != "function"
    case .none: return typeName != nil
    }
  }

  private func isRefusedAsList(of item: ValueType, _ objects: [String: ObjectType]) -> Bool {
    switch self {
    case .list: return false
    case .items(let items): return items.contains { $0.isRefused(by: item, objects) }
    case .range:
      switch item {
      case .any, .int, .number, .intIn, .numberIn: return false
      default: return true
      }
    default: return true
    }
  }

  /// Whether this is a thing of the engine of the type `name`, or of one based on it.
  private func isObject(_ name: String, _ objects: [String: ObjectType]) -> Bool {
    guard case .object(let own) = self else { return false }
    var type: String? = own
    while let current = type {
      if current == name { return true }
      type = objects[current]?.base
    }
    return false
  }
}
