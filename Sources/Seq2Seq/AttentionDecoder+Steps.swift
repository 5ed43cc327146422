public import Layers
internal import Autograd
public import Tensors

/// What a decoder keeps of texts that it writes token by token.
///
/// Several texts of a recording share the keys and values of the encoder's rows, which are computed once.
public struct AttentionDecoderState {
  /// The number of tokens that each text has.
  public private(set) var lengths: [Int]
  /// The keys and values of those tokens, of each layer.
  var caches: [KeyValueCache]
  /// The keys and values of the encoder's rows, of each layer.
  let memories: [(keys: Variable, values: Variable)]
  /// Which of the encoder's rows each text looks at.
  private(set) var sources: [Range<Int>]

  init(_ layers: [AttentionDecoderLayer], columns: Int, capacity: Int, lookingAt encoded: Batch) {
    memories = layers.map { $0.memory(of: encoded) }
    sources = encoded.places
    lengths = encoded.lengths.map { _ in 0 }
    caches = layers.map { _ in
      KeyValueCache(hypotheses: encoded.count, capacity: capacity, columns: columns)
    }
  }

  /// Keeps the texts that others go on from.
  ///
  /// - Parameter parents: Which text each of the next ones goes on from.
  public mutating func select(_ parents: [Int]) {
    lengths = parents.map { lengths[$0] }
    sources = parents.map { sources[$0] }
    for layer in caches.indices { caches[layer].select(parents) }
  }

  mutating func grow(by counts: [Int]) {
    lengths = zip(lengths, counts).map(+)
  }
}

extension AttentionDecoder {
  /// The bytes that the keys and values of a text take while it is written.
  var cacheBytesPerText: Int {
    2 * MemoryLayout<Float>.size * layers.count * options.mostTokens * sizes.columns
  }

  /// Begins texts that are written token by token, one for each recording.
  ///
  /// - Parameters:
  ///   - encoded: The encoder's rows of each recording: rows × columns.
  ///   - capacity: The most tokens of a text, its prompt among them; at most ``Options/mostTokens``.
  /// - Returns: Texts without tokens.
  public func begin(lookingAt encoded: Batch, capacity: Int) -> AttentionDecoderState {
    AttentionDecoderState(
      layers, columns: sizes.columns, capacity: min(capacity, options.mostTokens),
      lookingAt: encoded)
  }

  /// Goes on by some tokens of each text, and scores what comes behind the last of them.
  ///
  /// - Parameters:
  ///   - tokens: The new tokens of each text: at least one, all below ``Options/vocabulary``.
  ///   - state: What is kept of the texts; each has room for its new tokens, and encoder's rows to look at.
  /// - Returns: Texts × vocabulary, unnormalised: the bits that ``callAsFunction(_:lookingAt:_:)`` has
  ///   behind these tokens.
  public func step(_ tokens: [[Int]], _ state: inout AttentionDecoderState) -> Tensor {
    precondition(
      tokens.count == state.lengths.count && tokens.allSatisfy { !$0.isEmpty },
      "Each of \(state.lengths.count) texts goes on by a token or more.")
    var x = embedded(tokens, from: state.lengths, .inference)
    for (place, layer) in layers.enumerated() {
      x = layer.step(x, &state.caches[place], state.memories[place], of: state.sources)
    }
    state.grow(by: x.lengths)
    let last = embedding(x.places.map { $0.upperBound - 1 }, x.rows)
    return scores(last, .inference).value
  }
}
