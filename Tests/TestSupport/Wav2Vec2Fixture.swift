public import Autograd
public import Layers
public import Models
public import Tensors
public import Text

/// A small network with what transformers computes by it, of `Tests/Fixtures/wav2vec2.py`.
public struct Wav2Vec2Fixture {
  /// A recording that the network hears.
  public struct Recording {
    /// Samples × 1.
    public let samples: Tensor
    /// The tokens that are said.
    public let labels: [Int]
  }

  /// The names of all networks.
  public static let names = [
    "base", "lv60", "xls_r", "mms", "adapter", "narrow_adapter", "activations", "swish", "hubert",
    "hubert_large", "hubert_batch_norm", "hubert_plain_projection", "quick_gelu", "mish",
    "leaky_relu", "no_layers", "no_layers_norm_first",
  ]

  /// Which network.
  public let name: String
  /// What its `config.json` says.
  public let settings: JSONObject
  /// What it hears.
  public let recordings: [Recording]
  /// The mean of the losses of the first ``trained`` recordings.
  public let loss: Double
  /// How many recordings the loss is over.
  public let trained: Int
  /// The length of all gradients together.
  public let gradientNorm: Double
  /// The weights, by their names.
  public let weights: [String: Tensor]
  /// What transformers computes, by name.
  public let expected: [String: Tensor]

  /// Reads the files of a network.
  public init(_ name: String) throws {
    let content = try JSON(path: fixturePath("wav2vec2/\(name).json"))
    func read(_ file: String) throws -> [String: Tensor] {
      let file = try Safetensors(path: fixturePath("wav2vec2/\(file).safetensors"))
      var tensors: [String: Tensor] = [:]
      for entry in file.entries where entry.format == .float32 {
        tensors[entry.name] = try file.tensor(entry.name)
      }
      return tensors
    }
    self.name = name
    settings = content["config"]?.object ?? JSONObject()
    recordings = (content["recordings"]?.array ?? []).map { recording in
      let samples = recording["samples"]?.array?.compactMap(\.double) ?? []
      return Recording(
        samples: Tensor(samples.map { Float($0) }, shape: [samples.count, 1]),
        labels: recording["labels"]?.array?.compactMap(\.integer) ?? [])
    }
    loss = content["loss"]?.double ?? .nan
    trained = content["trained"]?.integer ?? 0
    gradientNorm = content["gradientNorm"]?.double ?? .nan
    weights = try read(name)
    expected = try read("\(name).expected")
  }

  /// The network with the fixture's weights.
  public func model() throws -> Wav2Vec2 {
    Wav2Vec2(
      tokenizer: try sevenTokens(), configuration: try Wav2Vec2Configuration(settings),
      from: GivenParameters(values: weights))
  }

  /// The samples of the first recordings.
  public func batch(_ count: Int) -> Batch {
    Batch(packing: recordings.prefix(count).map(\.samples))
  }

  /// What is expected under the names that begin with `part`, by the rest of the name.
  public func expected(_ part: String) -> [String: Tensor] {
    Dictionary(
      uniqueKeysWithValues: expected.filter { $0.key.hasPrefix(part) }.map {
        (String($0.key.dropFirst(part.count)), $0.value)
      })
  }
}

/// Parameters with given values; those that are not given are zeros of no use.
public struct GivenParameters: ParameterSource {
  /// The values, by the parameters' names.
  public let values: [String: Tensor]

  /// Keeps the values.
  public init(values: [String: Tensor]) {
    self.values = values
  }

  /// Makes a parameter of its value.
  public func parameter(_ name: String, _ shape: [Int], _ initial: InitialValue) -> Parameter {
    let value = values[name].flatMap { $0.shape == shape ? $0 : nil }
    return Parameter(name, value ?? Tensor(repeating: .nan, shape: shape))
  }
}

/// The tokens `[PAD]`, `|`, `a`, `b`, `c`, `d`, `[UNK]`: the blank is the first, as in most
/// checkpoints.
public func sevenTokens() throws -> CTCTokenizer {
  try CTCTokenizer(
    vocabulary: try Vocabulary(tokens: ["[PAD]", "|", "a", "b", "c", "d", "[UNK]"]))
}

/// The largest difference of two tensors of one shape, infinite if the shapes differ.
public func largestDifference(_ one: Tensor?, _ other: Tensor?) -> Double {
  guard let one, let other, one.shape == other.shape else { return .infinity }
  let pairs = zip(one.elements, other.elements)
  return pairs.reduce(0) {
    let difference = abs(Double($1.0) - Double($1.1))
    return difference.isNaN ? .infinity : max($0, difference)
  }
}
