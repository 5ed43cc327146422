public import Kernels
internal import Text

/// The sizes and settings of a Wav2Vec2 or HuBERT recognizer, as `config.json` names them.
///
/// The defaults are those of Hugging Face's `Wav2Vec2Config` and `HubertConfig`.
public struct Wav2Vec2Configuration: Sendable {
  /// Which of the two architectures; they differ in a few layers and in the names of parameters.
  public enum Family: String, Sendable {
    /// A. Baevski et al., "wav2vec 2.0", NeurIPS 2020; also XLSR, XLS-R and MMS.
    case wav2vec2
    /// W.-N. Hsu et al., "HuBERT", IEEE/ACM TASLP 2021.
    case hubert
  }

  /// The norms of the front end.
  public enum FrontEndNorm: String, Sendable {
    /// A group norm behind the first convolution.
    case group
    /// A layer norm behind every convolution.
    case layer
  }

  /// The convolutions behind the encoder that make its frames fewer.
  public struct Adapter: Sendable, Equatable {
    /// Frames that a window covers.
    public var kernel = 3
    /// Frames between two windows.
    public var stride = 2
    /// The number of convolutions.
    public var layers = 3
    /// The length of a frame behind them, or `nil` for that of the encoder.
    public var width: Int?

    /// The defaults.
    public init() {}
  }

  /// The architecture.
  public var family = Family.wav2vec2
  /// Tokens that are scored, or `nil` for as many as the tokenizer has.
  public var vocabularySize: Int?
  /// The length of a frame of the encoder.
  public var hiddenSize = 768
  /// The number of the encoder's layers.
  public var layers = 12
  /// The number of heads of each layer's attention.
  public var heads = 12
  /// The length of a frame inside a layer's feed-forward part.
  public var intermediateSize = 3_072
  /// The non-linearity of the feed-forward parts.
  public var activation = Activation.gelu
  /// The standard deviation of new weights.
  public var initializerRange = 0.02
  /// What keeps the roots of the encoder's norms from zero.
  public var normEpsilon = 1e-5
  /// The norms of the front end.
  public var frontEndNorm = FrontEndNorm.group
  /// The non-linearity of the front end and of the positional convolution.
  public var frontEndActivation = Activation.gelu
  /// Channels of each convolution of the front end.
  public var convolutionChannels = [512, 512, 512, 512, 512, 512, 512]
  /// Frames between two windows of each convolution.
  public var convolutionStrides = [5, 2, 2, 2, 2, 2, 2]
  /// Frames that a window of each convolution covers.
  public var convolutionKernels = [10, 3, 3, 3, 3, 2, 2]
  /// Whether the front end's convolutions have biases.
  public var hasConvolutionBias = false
  /// Whether a layer norm stands before the projection; always so but in HuBERT.
  public var normalisesFeatures = true
  /// Frames that a window of the positional convolution covers.
  public var positionKernel = 128
  /// Groups of channels of the positional convolution.
  public var positionGroups = 16
  /// Whether a batch norm stands before the positional convolution, whose weight then is a plain
  /// one; HuBERT alone.
  public var normalisesPositionsByBatch = false
  /// Whether norms stand before the parts of a layer (`do_stable_layer_norm`) or behind them.
  public var normalisesFirst = false
  /// The width of the small adapter in each layer, or `nil` for none; MMS has them.
  public var layerAdapterWidth: Int?
  /// The convolutions behind the encoder, or `nil` for none.
  public var adapter: Adapter?
  /// What matters in training only.
  public var training = Wav2Vec2Training()

  /// The settings as they were read, with those that change nothing here.
  var original = JSONObject()

  /// What was passed over while reading, in words.
  public internal(set) var notices: [String] = []

  /// The defaults of an architecture: its base model.
  public init(_ family: Family = .wav2vec2) {
    self.family = family
  }
}

extension Wav2Vec2Configuration {
  /// The number of frames that the front end makes of so many samples.
  public func frontEndFrames(samples: Int) -> Int {
    zip(convolutionKernels, convolutionStrides).reduce(max(samples, 0)) { frames, window in
      frames >= window.0 ? (frames - window.0) / window.1 + 1 : 0
    }
  }

  /// The number of frames that are scored for so many samples.
  public func frames(samples: Int) -> Int {
    let frames = frontEndFrames(samples: samples)
    guard let adapter else { return frames }
    return (0..<adapter.layers).reduce(frames) { frames, _ in
      let padded = frames + 2
      return frames > 0 && padded >= adapter.kernel
        ? (padded - adapter.kernel) / adapter.stride + 1 : 0
    }
  }

  /// The fewest samples that make a frame: those that its window covers.
  public var fewestSamples: Int { Int(window) }

  /// The same as a number that no settings let overflow.
  var window: Double {
    var frames = 1.0
    if let adapter {
      for _ in 0..<adapter.layers {
        // A frame of zeros stands on both sides.
        frames = max(1, (frames - 1) * Double(adapter.stride) + Double(adapter.kernel) - 2)
      }
    }
    return zip(convolutionKernels, convolutionStrides).reversed().reduce(frames) {
      ($0 - 1) * Double($1.1) + Double($1.0)
    }
  }

  /// Samples between two frames of the front end.
  public var samplesPerFrame: Int { convolutionStrides.reduce(1, *) }

  /// The length of the rows from which tokens are scored.
  public var outputWidth: Int { adapter.map { $0.width ?? hiddenSize } ?? hiddenSize }

  /// The number of weights in matrices and kernels, about.
  var weightCount: Int {
    var count = 0
    var channels = 1
    for (next, kernel) in zip(convolutionChannels, convolutionKernels) {
      count += channels * next * kernel
      channels = next
    }
    count += channels * hiddenSize + hiddenSize * (hiddenSize / positionGroups) * positionKernel
    let layerAdapter = 2 * hiddenSize * (layerAdapterWidth ?? 0)
    count +=
      layers * (4 * hiddenSize * hiddenSize + 2 * hiddenSize * intermediateSize + layerAdapter)
    if let adapter {
      count += hiddenSize * outputWidth
      count += adapter.layers * 2 * outputWidth * outputWidth * adapter.kernel
    }
    return count + outputWidth * (vocabularySize ?? 0)
  }
}
