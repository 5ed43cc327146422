internal import Datasets
public import Interpreter

/// Returns the registry of everything that recipes can call: the language's own built-ins and the
/// engine's.
///
/// - Parameter tables: How tables are computed and kept.
/// - Returns: The registry.
public func makeRegistry(tables: TablePolicy = .standard) -> Registry {
  let registry = Registry(
    Core.builtins + audioBuiltins + tensorBuiltins + textBuiltins + datasetBuiltins
      + rowFunctionBuiltins(tables)
      + cleaningBuiltins + normalizationBuiltins
      + modelBuiltins + trainingBuiltins + metricBuiltins + speechBuiltins
      + languageModelBuiltins(cache: tables.cache?.entries),
    types: engineTypes)
  registry.pages = guidePages
  return registry
}
