import Kernels
import Layers
import Seq2Seq
import TestSupport
import Tensors

/// A small Whisper of random weights, with what transformers computes by it: `Tests/Fixtures/seq2seq.py`.
struct WhisperFixture: Decodable, Sendable {
  struct Recording: Decodable, Sendable {
    /// Frames × bins.
    var features: TensorFixture
    var target: [Int]
    var promptLength: Int
    /// What the encoder gives.
    var encoded: TensorFixture
    /// The scores behind each token of the target but the last.
    var logits: TensorFixture
    /// The sum of the learned tokens' losses.
    var loss: Double
  }

  /// The best texts of all that have at most ``most`` tokens.
  struct Texts: Decodable, Sendable {
    /// The tokens that are forbidden everywhere, and as the first.
    var everywhere: [Int]
    var first: [Int]
    var most: Int
    var greedy: [Int]
    /// By the mean of the tokens' logarithms.
    var best: [Int]
    var bestScore: Double
    /// By a length penalty of 0.6.
    var penalised: [Int]
    var penalisedScore: Double
  }

  var recordings: [Recording]
  var smoothing: Float
  /// The mean over the recordings of their mean over the learned tokens.
  var loss: Double
  var weights: [String: TensorFixture]
  var gradients: [String: TensorFixture]
  var encoderPositions: TensorFixture
  /// For each recording, without and with suppressed tokens.
  var texts: [[Texts]]

  static let whole = Result { try jsonFixture("seq2seq/whisper.json", as: WhisperFixture.self) }

  static let end = 2
  static let prompt = [3, 4]

  var sizes: TransformerSizes {
    var sizes = TransformerSizes(columns: 8, layers: 2, heads: 2, inner: 12)
    sizes.hasKeyBias = false
    return sizes
  }

  private var source: GivenParameters { GivenParameters(values: weights.mapValues(\.tensor)) }

  var encoder: AttentionEncoder {
    AttentionEncoder(
      "model.encoder", bins: 5,
      windows: [.init(kernel: 3, stride: 1), .init(kernel: 3, stride: 2)],
      positions: .sinusoidal, mostFrames: 10, sizes, from: source)
  }

  var decoder: AttentionDecoder {
    AttentionDecoder("model.decoder", .init(vocabulary: 9, mostTokens: 8), sizes, from: source)
  }

  /// What the encoder gave for the recordings, as transformers computed it.
  var encoded: Batch { Batch(packing: recordings.map(\.encoded.tensor)) }
}
