public import Autograd
public import Kernels
internal import Tensors

/// A convolution over the frames of recordings.
public struct Convolution1D: Layer {
  /// Output channels × input channels × taps.
  public let weight: Parameter
  /// One for each output channel, or `nil` for none.
  public let bias: Parameter?
  /// How many frames lie between two windows.
  public let stride: Int
  /// How many zeros stand before the first and after the last frame.
  public let padding: Int

  /// Makes a layer; a new weight is drawn as in "Delving Deep into Rectifiers" (He and others,
  /// ICCV 2015).
  ///
  /// - Parameters:
  ///   - name: The prefix of its parameters' names.
  ///   - inputs: The channels of an input frame.
  ///   - outputs: The channels of an output frame.
  ///   - kernel: How many frames a window covers.
  ///   - stride: How many frames lie between two windows.
  ///   - padding: How many zeros stand before the first and after the last frame.
  ///   - hasBias: Whether there is a bias.
  ///   - source: Where its parameters come from.
  public init(
    _ name: String, inputs: Int, outputs: Int, kernel: Int, stride: Int, padding: Int = 0,
    hasBias: Bool = true, from source: any ParameterSource
  ) {
    self.stride = stride
    self.padding = padding
    let count = inputs * kernel
    weight = source.parameter(
      "\(name).weight", [outputs, inputs, kernel],
      .normal(deviation: (2 / Float(count)).squareRoot()))
    bias = hasBias ? source.parameter("\(name).bias", [outputs], .fanIn(count)) : nil
  }

  /// The weight and the bias, if there is one.
  public var parameters: [Parameter] { [weight] + (bias.map { [$0] } ?? []) }

  /// The number of output frames of a recording of `frames` frames; 0 if it is shorter than a window.
  public func outputFrames(_ frames: Int) -> Int {
    let shape = weight.value.shape
    return TimeConvolution(
      inputs: shape[1], outputs: shape[0], kernel: shape[2], stride: stride, padding: padding
    ).outputFrames(frames)
  }

  /// Applies the layer to recordings.
  ///
  /// - Parameters:
  ///   - x: Frames × input channels.
  ///   - pass: How the model is run.
  ///   - activation: The activation that follows it.
  /// - Returns: Output frames × output channels.
  public func callAsFunction(
    _ x: Batch, _ pass: ForwardPass, activation: Activation? = nil
  ) -> Batch {
    let (rows, lengths) = convolveTime(
      x.rows, lengths: x.lengths, weight: pass(weight), bias: bias.map { pass($0) },
      stride: stride, padding: padding, activation: activation)
    return x.with(rows, lengths: lengths)
  }

  /// Applies the layer and then a norm, in one pass where that can be.
  ///
  /// - Parameters:
  ///   - x: Frames × input channels.
  ///   - norm: What follows; the layer then has no padding.
  ///   - activation: The activation that follows the norm.
  ///   - pass: How the model is run.
  /// - Returns: Output frames × output channels.
  public func callAsFunction(
    _ x: Batch, norm: GroupNorm, activation: Activation?, _ pass: ForwardPass
  ) -> Batch {
    precondition(padding == 0, "A convolution that a norm follows has no padding.")
    let (rows, lengths) = convolveNormalised(
      x.rows, lengths: x.lengths,
      TimeConvolutionWeights(weight: pass(weight), bias: bias.map { pass($0) }, stride: stride),
      gain: pass(norm.weight), shift: pass(norm.bias), activation: activation)
    return x.with(rows, lengths: lengths)
  }
}
