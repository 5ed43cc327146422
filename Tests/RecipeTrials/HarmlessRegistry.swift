internal import Builtins
public import Interpreter

/// The built-ins that stay within the process and are done soon: none takes a path, starts another
/// program, uses the network, or makes or trains a model.
public func makeHarmlessRegistry() -> Registry {
  // Odd arguments ask for results to be kept too.
  let whole = makeRegistry(tables: TablePolicy(threadCount: 2, cache: nil))
  let refused: Set = [
    "synthesize", "load_model", "push", "deepspeech2", "wav2vec2", "hubert", "fit", "memory",
    "exit",
  ]
  return Registry(
    whole.builtins.filter { builtin in
      !refused.contains(builtin.name) && !builtin.parameters.contains { $0.type.isPath }
    }, types: Array(whole.types.values))
}

extension ValueType {
  /// Whether some values of the type are paths.
  fileprivate var isPath: Bool {
    switch self {
    case .path, .inputPath, .outputPath: true
    case .list(let item): item.isPath
    case .anyOf(let types): types.contains(where: \.isPath)
    default: false
    }
  }
}
