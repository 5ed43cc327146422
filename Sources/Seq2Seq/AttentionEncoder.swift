public import Autograd
public import Layers
internal import Kernels

/// The encoder of an encoder-decoder: convolutions over features, places, layers of attention, a norm.
///
///     features → [convolution, activation] × n → + places → [attention, feed-forward] × m → norm
///
/// Whisper's (A. Radford et al., "Robust Speech Recognition via Large-Scale Weak Supervision", ICML 2023,
/// figure 1) is one of these and has the same names. Nothing is padded but the ends of a recording, so a
/// batch gives each recording the numbers that it has alone.
public struct AttentionEncoder: Layer {
  /// A convolution over frames; half a kernel of zeros stands before the first and after the last.
  public struct Window: Sendable, Equatable {
    /// How many frames a window covers; an odd number.
    public let kernel: Int
    /// How many frames lie between two windows.
    public let stride: Int

    /// Names a convolution's sizes.
    public init(kernel: Int, stride: Int) {
      (self.kernel, self.stride) = (kernel, stride)
    }
  }

  private let name: String
  private let sizes: TransformerSizes
  private let convolutions: [Convolution1D]
  private let positions: PositionEmbedding
  private let layers: [AttentionEncoderLayer]
  private let norm: LayerNorm

  /// Makes an encoder.
  ///
  /// - Parameters:
  ///   - name: The prefix of its parameters' names.
  ///   - bins: The length of a row of features.
  ///   - windows: The convolutions, at least one.
  ///   - positions: How frames learn where they are.
  ///   - mostFrames: The most frames of a recording behind the convolutions.
  ///   - sizes: The sizes of its layers.
  ///   - source: Where its parameters come from.
  public init(
    _ name: String, bins: Int, windows: [Window], positions: PositionEmbedding.Kind,
    mostFrames: Int, _ sizes: TransformerSizes, from source: any ParameterSource
  ) {
    precondition(!windows.isEmpty, "An encoder's convolutions make its columns of bins.")
    (self.name, self.sizes) = (name, sizes)
    convolutions = windows.enumerated().map { place, window in
      Convolution1D(
        "\(name).conv\(place + 1)", inputs: place == 0 ? bins : sizes.columns,
        outputs: sizes.columns, kernel: window.kernel, stride: window.stride,
        padding: window.kernel / 2, from: source)
    }
    self.positions = PositionEmbedding(
      "\(name).embed_positions", positions, count: mostFrames, columns: sizes.columns, from: source)
    layers = (0..<sizes.layers).map {
      AttentionEncoderLayer("\(name).layers.\($0)", sizes, from: source)
    }
    norm = sizes.norm("\(name).layer_norm", from: source)
  }

  /// All parameters, from the convolutions to the norm.
  public var parameters: [Parameter] {
    convolutions.flatMap(\.parameters) + positions.parameters + layers.flatMap(\.parameters)
      + norm.parameters
  }

  /// The most frames of a recording behind the convolutions.
  public var mostFrames: Int { positions.count }

  /// The number of frames behind the convolutions of a recording of so many frames of features.
  public func outputFrames(_ features: Int) -> Int {
    convolutions.reduce(features) { $1.outputFrames($0) }
  }

  /// Encodes recordings.
  ///
  /// - Parameters:
  ///   - features: Frames × bins, none longer than makes ``mostFrames``.
  ///   - pass: How the model is run.
  /// - Returns: Frames × columns, ``outputFrames(_:)`` of each recording.
  public func callAsFunction(_ features: Batch, _ pass: ForwardPass) -> Batch {
    var x = convolutions.reduce(features) { $1($0, pass, activation: .gelu) }
    x = pass.dropout(positions(x, pass), probability: sizes.dropout, name: name)
    for layer in layers where !pass.shouldStop() {
      x = pass.checkpointed(x) { layer($0, $1) }
    }
    return x.map { norm($0, pass) }
  }
}
