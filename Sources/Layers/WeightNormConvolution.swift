public import Autograd
public import Kernels

/// A grouped convolution over frames whose weight has a length and a direction for every tap.
///
/// The weight is `gain · direction / ‖direction‖`, the length taken over both kinds of channels of a
/// tap: T. Salimans and D. P. Kingma, "Weight Normalization", NeurIPS 2016. There are as many frames
/// behind it as before: half a kernel of zeros stands on both sides, and the last frame of an even
/// kernel is left out.
public struct WeightNormConvolution: Layer {
  /// The number of groups of channels, each read by itself.
  public let groups: Int
  private let gain: Parameter
  private let direction: Parameter
  private let bias: Parameter

  /// Makes a layer.
  ///
  /// - Parameters:
  ///   - name: The prefix of its parameters' names.
  ///   - channels: The channels of a frame, a multiple of `groups`.
  ///   - kernel: How many frames a window covers.
  ///   - groups: The number of groups of channels.
  ///   - source: Where its parameters come from.
  public init(
    _ name: String, channels: Int, kernel: Int, groups: Int, from source: any ParameterSource
  ) {
    precondition(
      groups > 0 && channels.isMultiple(of: groups),
      "\(groups) groups do not share \(channels) channels.")
    self.groups = groups
    bias = source.parameter("\(name).bias", [channels], .zeros)
    let deviation = 2 / Float(kernel * channels).squareRoot()
    let count = channels * (channels / groups)
    // A new weight is its own direction, so the gain of a tap is the length of that.
    gain = source.parameter(
      "\(name).parametrizations.weight.original0", [1, 1, kernel],
      .constant(deviation * Float(count).squareRoot()))
    direction = source.parameter(
      "\(name).parametrizations.weight.original1", [channels, channels / groups, kernel],
      .normal(deviation: deviation))
  }

  /// The bias, the gain and the direction.
  public var parameters: [Parameter] { [bias, gain, direction] }

  /// Applies the layer to recordings.
  ///
  /// - Parameters:
  ///   - x: Frames × channels.
  ///   - pass: How the model is run.
  ///   - activation: The activation that follows it.
  /// - Returns: Frames × channels.
  public func callAsFunction(
    _ x: Batch, _ pass: ForwardPass, activation: Activation? = nil
  ) -> Batch {
    let weight = weightNormalised(gain: pass(gain), direction: pass(direction))
    return x.map {
      positionalConvolution(
        $0, lengths: x.lengths, weight: weight, bias: pass(bias), groups: groups,
        activation: activation)
    }
  }
}
