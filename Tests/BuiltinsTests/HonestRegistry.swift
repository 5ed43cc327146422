import Builtins
import Foundation
import Interpreter
import Testing

/// The registry with built-ins that hold each result against the type that they declare.
///
/// Checking believes those types, so a wrong one would raise false alarms in recipes that run.
func makeHonestRegistry() -> Registry {
  // Tests of other things leave nothing on the disk.
  let registry = makeRegistry(tables: TablePolicy(threadCount: 2, cache: nil))
  let builtins = registry.builtins.map { builtin in
    let hasReceiver = builtin.receiver != nil
    return Builtin(
      builtin.name, on: hasReceiver ? builtin.parameters[0] : nil,
      Array(builtin.parameters.dropFirst(hasReceiver ? 1 : 0)),
      allowsExtraNamed: builtin.allowsExtraNamed, result: builtin.result,
      summary: builtin.summary, help: builtin.help, example: builtin.example
    ) { call in
      let value = try builtin.body(call)
      #expect(
        isOfType(value, builtin.result),
        "\(builtin.name) declares \(builtin.result) and gives \(value.typeName)")
      return value
    }
  }
  return Registry(builtins, types: Array(registry.types.values))
}

/// Whether a value is of a type as results are declared, one level deep.
private func isOfType(_ value: Value, _ type: String) -> Bool {
  let alternatives = type.replacing(", or ", with: " or ").components(separatedBy: " or ")
  return alternatives.contains { alternative in
    let word = String(alternative.prefix { $0.isLetter || $0 == "_" })
    switch word {
    case "any": return true
    case "number": return ["int", "float"].contains(value.typeName)
    case "history": return value.typeName == "dataset"
    case "list" where alternative.hasPrefix("list of "):
      guard case .list(let list) = value else { return false }
      return list.items.allSatisfy { isOfType($0, String(alternative.dropFirst("list of ".count))) }
    case "" where alternative.hasPrefix("["): return value.typeName == "list"
    case "": return value.typeName == "record"
    default: return value.typeName == word
    }
  }
}
