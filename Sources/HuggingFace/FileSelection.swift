internal import ExactStrings
internal import Text

/// Which files of a repository are wanted.
public struct FileSelection: Sendable {
  /// The names that are wanted as far as the repository has them; `*` stands for any letters, `?`
  /// for one.
  public var patterns: [String]
  /// Whether the weights are wanted too, in the best form that the repository has.
  public var includesWeights: Bool

  /// Selects by patterns, and perhaps the weights too.
  public init(patterns: [String], includesWeights: Bool = false) {
    (self.patterns, self.includesWeights) = (patterns, includesWeights)
  }

  /// What opening a model needs: settings, tokens and weights.
  public static let model = FileSelection(
    patterns: [
      "config.json", "generation_config.json", "preprocessor_config.json", "processor_config.json",
      "vocab.json", "tokenizer_config.json", "special_tokens_map.json", "added_tokens.json",
      "tokenizer.json",
    ], includesWeights: true)

  /// The forms of weights, the best first.
  ///
  /// The shards that an index names belong to it.
  static let weights = [
    "model.safetensors", "model.safetensors.index.json", "pytorch_model.bin",
    "pytorch_model.bin.index.json",
  ]

  /// The names of a repository's files that are selected, without the shards of an index.
  ///
  /// The weights come last, so that what has its weights has all.
  ///
  /// - Parameters:
  ///   - names: The repository's files.
  ///   - repository: The repository's name.
  /// - Returns: The names, sorted but for the weights.
  /// - Throws: ``HubError/noWeights(_:found:)``, or ``HubError/unsafeName(_:file:)``.
  func chosen(from names: [String], of repository: String) throws(HubError) -> [String] {
    let patterns = patterns.map(FilePattern.init)
    var chosen = names.filter { name in patterns.contains { $0.matches(name) } }.sortedExactly()
    if includesWeights {
      let present = Set(exact: names)
      guard let weights = Self.weights.first(where: present.contains) else {
        let others = [".h5", ".msgpack", ".ckpt", ".pt", ".pth", ".gguf", ".onnx", ".nemo", ".bin"]
        let found = names.filter { name in others.contains { name.hasSuffix($0) } }.sortedExactly()
        throw .noWeights(repository, found: found)
      }
      chosen.removeAll { $0.isExactly(weights) }
      chosen.append(weights)
    }
    for name in chosen where !isSafeFileName(name) {
      throw .unsafeName(repository, file: name)
    }
    return chosen
  }

  /// The files that an index of shards names, sorted.
  ///
  /// - Parameters:
  ///   - path: The path of the index on this machine.
  ///   - repository: The repository's name.
  /// - Returns: The names, each once.
  /// - Throws: ``HubError`` if it is no index, or a name in it is unsafe.
  static func shards(ofIndex path: String, repository: String) throws(HubError) -> [String] {
    let json: JSON
    do throws(TextError) {
      var limits = JSON.Limits()
      limits.roundsLargeIntegers = true
      json = try JSON(path: path, limits: limits)
    } catch {
      throw .text(error)
    }
    guard let map = json["weight_map"]?.object, map.count > 0 else {
      throw .file(path: path, problem: "is no index of weights: it has no \"weight_map\"")
    }
    let names = Set(exact: map.members.compactMap { $0.value.string }).map(\.string)
      .sortedExactly()
    for name in names where !isSafeFileName(name) {
      throw .unsafeName(repository, file: name)
    }
    return names
  }
}
