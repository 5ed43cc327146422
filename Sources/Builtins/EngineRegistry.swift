public import Interpreter

/// Returns the registry of everything that recipes can call: the language's own built-ins and the
/// engine's.
public func makeRegistry() -> Registry {
  Registry(
    Core.builtins + audioBuiltins + tensorBuiltins + textBuiltins + datasetBuiltins
      + cleaningBuiltins + normalizationBuiltins
      + modelBuiltins + trainingBuiltins + metricBuiltins + speechBuiltins,
    types: engineTypes)
}
