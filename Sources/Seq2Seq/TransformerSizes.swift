public import Kernels
public import Layers

/// The sizes and options that all layers of an encoder or of a decoder share.
public struct TransformerSizes: Sendable, Equatable {
  /// The length of a row, a multiple of ``heads``.
  public var columns: Int
  /// The number of layers.
  public var layers: Int
  /// The number of heads of an attention.
  public var heads: Int
  /// The length of a row between the two linear layers of a feed-forward part.
  public var inner: Int
  /// The activation of the feed-forward parts.
  public var activation = Activation.gelu
  /// Whether something is added to the keys of an attention; not in Whisper.
  public var hasKeyBias = true
  /// The dropout probability of what each part of a layer adds, and of what the first layer reads.
  public var dropout: Float = 0
  /// The dropout probability of the weights of an attention.
  public var attentionDropout: Float = 0
  /// The dropout probability between the two linear layers of a feed-forward part.
  public var activationDropout: Float = 0
  /// How weights are drawn if they are new; `nil` draws them as PyTorch draws linear layers.
  public var initial: InitialValue?

  /// Names sizes.
  ///
  /// - Parameters:
  ///   - columns: The length of a row, a multiple of `heads`.
  ///   - layers: The number of layers.
  ///   - heads: The number of heads of an attention.
  ///   - inner: The length of a row between the two linear layers of a feed-forward part.
  public init(columns: Int, layers: Int, heads: Int, inner: Int) {
    (self.columns, self.layers, self.heads, self.inner) = (columns, layers, heads, inner)
  }
}
