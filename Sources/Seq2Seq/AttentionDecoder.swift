public import Autograd
public import Layers
internal import Tensors

/// The decoder of an encoder-decoder: it scores, behind each token of a text, the token that comes next.
///
///     tokens → embedding → + places → [self-attention, attention to the encoder, feed-forward] × n
///            → norm → scores
///
/// A. Vaswani et al., "Attention Is All You Need", NeurIPS 2017, with the norms first. Whisper's decoder is
/// one of these and has the same names. Texts are not padded, so a batch gives each of them the numbers
/// that it has alone; and token by token (``step(_:_:)``) it has the same bits as whole.
public struct AttentionDecoder: Layer {
  /// What a decoder is besides its layers.
  public struct Options: Sendable, Equatable {
    /// The number of tokens.
    public var vocabulary: Int
    /// The most tokens of a text, its prompt among them.
    public var mostTokens: Int
    /// How tokens learn where they are.
    public var positions = PositionEmbedding.Kind.learned
    /// Whether embeddings are multiplied by the root of their length, as in the paper; not in Whisper.
    public var scalesEmbedding = false
    /// The name of the weight that makes scores, or `nil` if that is the embedding.
    ///
    /// O. Press and L. Wolf, "Using the Output Embedding to Improve Language Models", EACL 2017.
    public var outputName: String?

    /// Names the options of a decoder.
    public init(vocabulary: Int, mostTokens: Int) {
      (self.vocabulary, self.mostTokens) = (vocabulary, mostTokens)
    }
  }

  /// What it is besides its layers.
  public let options: Options
  let sizes: TransformerSizes
  let layers: [AttentionDecoderLayer]
  private let name: String
  private let tokens: Parameter
  private let positions: PositionEmbedding
  private let norm: LayerNorm
  private let output: Parameter?

  /// Makes a decoder.
  ///
  /// - Parameters:
  ///   - name: The prefix of its parameters' names.
  ///   - options: What it is besides its layers.
  ///   - sizes: The sizes of its layers.
  ///   - source: Where its parameters come from.
  public init(
    _ name: String, _ options: Options, _ sizes: TransformerSizes, from source: any ParameterSource
  ) {
    (self.name, self.options, self.sizes) = (name, options, sizes)
    let deviation = 1 / Float(sizes.columns).squareRoot()
    let shape = [options.vocabulary, sizes.columns]
    tokens = source.parameter(
      "\(name).embed_tokens.weight", shape, sizes.initial ?? .normal(deviation: deviation))
    positions = PositionEmbedding(
      "\(name).embed_positions", options.positions, count: options.mostTokens,
      columns: sizes.columns, from: source)
    layers = (0..<sizes.layers).map {
      AttentionDecoderLayer("\(name).layers.\($0)", sizes, from: source)
    }
    norm = sizes.norm("\(name).layer_norm", from: source)
    output = options.outputName.map {
      source.parameter($0, shape, sizes.initial ?? .fanIn(sizes.columns))
    }
  }

  /// All parameters, from the embedding to the scores.
  public var parameters: [Parameter] {
    [tokens] + positions.parameters + layers.flatMap(\.parameters) + norm.parameters
      + (output.map { [$0] } ?? [])
  }

  /// Scores what comes behind each token of texts that are known.
  ///
  /// - Parameters:
  ///   - texts: The tokens of each text, at most ``Options/mostTokens``, all below
  ///     ``Options/vocabulary``.
  ///   - encoded: The encoder's rows for each, at least one for a text with tokens: rows × columns.
  ///   - pass: How the model is run.
  /// - Returns: Tokens × vocabulary, unnormalised.
  public func callAsFunction(
    _ texts: [[Int]], lookingAt encoded: Batch, _ pass: ForwardPass
  ) -> Batch {
    precondition(texts.count == encoded.count, "There are encoder's rows for each text.")
    var x = embedded(texts, keys: encoded.keys, pass)
    for layer in layers where !pass.shouldStop() {
      x = pass.checkpointed(x, lookingAt: encoded) { layer($0, lookingAt: $1, $2) }
    }
    return x.map { scores($0, pass) }
  }

  /// The embeddings of tokens, with their places.
  ///
  /// - Parameters:
  ///   - texts: The tokens of each text.
  ///   - firsts: The place of each text's first token; all 0 if not given.
  ///   - keys: What the random draws of each text are named after.
  ///   - pass: How the model is run.
  /// - Returns: Tokens × columns.
  func embedded(
    _ texts: [[Int]], from firsts: [Int]? = nil, keys: [Int]? = nil, _ pass: ForwardPass
  ) -> Batch {
    var rows = embedding(texts.flatMap(\.self), pass(tokens))
    if options.scalesEmbedding { rows = scale(rows, by: Float(sizes.columns).squareRoot()) }
    let x = Batch(rows, lengths: texts.map(\.count), keys: keys)
    return pass.dropout(positions(x, from: firsts, pass), probability: sizes.dropout, name: name)
  }

  /// The scores of all tokens behind rows that the last layer gave: rows × vocabulary.
  func scores(_ x: Variable, _ pass: ForwardPass) -> Variable {
    linear(
      norm(x, pass), weight: pass(output ?? tokens),
      bias: Variable(Tensor(zeros: [options.vocabulary])))
  }
}
