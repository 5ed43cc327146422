public import Autograd
public import Kernels

/// A convolution over frames and bins.
public struct Convolution2D: Layer {
  /// The sizes.
  public let convolution: Convolution
  /// Output channels × input channels × bin taps × time taps.
  public let weight: Parameter
  /// One for each output channel.
  public let bias: Parameter

  /// Makes a layer.
  ///
  /// - Parameters:
  ///   - name: The prefix of its parameters' names.
  ///   - convolution: The sizes.
  ///   - source: Where its parameters come from.
  public init(_ name: String, _ convolution: Convolution, from source: any ParameterSource) {
    self.convolution = convolution
    let taps = convolution.inputChannels * convolution.binKernel * convolution.timeKernel
    weight = source.parameter(
      "\(name).weight",
      [
        convolution.outputChannels, convolution.inputChannels, convolution.binKernel,
        convolution.timeKernel,
      ], .fanIn(taps))
    bias = source.parameter("\(name).bias", [convolution.outputChannels], .fanIn(taps))
  }

  /// The weight and the bias.
  public var parameters: [Parameter] { [weight, bias] }

  /// Applies the layer to recordings.
  ///
  /// - Parameters:
  ///   - x: Frames × (bins · channels).
  ///   - pass: How the model is run.
  /// - Returns: Output frames × (output bins · output channels).
  public func callAsFunction(_ x: Batch, _ pass: ForwardPass) -> Batch {
    let rows = convolve(
      x.rows, lengths: x.lengths, weight: pass(weight), bias: pass(bias), convolution)
    return x.with(rows, lengths: x.lengths.map { convolution.outputFrames($0) })
  }
}
