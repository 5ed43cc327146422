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

  /// Applies the layer to recordings that lie end to end.
  ///
  /// - Parameters:
  ///   - x: Frames × (bins · channels).
  ///   - lengths: The number of frames of each recording.
  ///   - pass: How the model is run.
  /// - Returns: The result, and the number of its frames of each recording.
  public func callAsFunction(
    _ x: Variable, lengths: [Int], _ pass: ForwardPass
  ) -> (Variable, lengths: [Int]) {
    let y = convolve(x, lengths: lengths, weight: pass(weight), bias: pass(bias), convolution)
    return (y, lengths.map { convolution.outputFrames($0) })
  }
}
