public import Autograd
public import Kernels

/// A convolution over frames in groups of channels, with as many frames behind it as before.
///
/// Half a kernel of zeros stands on both sides, and the last frame of an even kernel is left out.
public struct GroupedConvolution: Layer {
  /// The number of groups of channels, each read by itself.
  public let groups: Int
  private let weight: Parameter
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
    let width = channels / groups
    weight = source.parameter(
      "\(name).weight", [channels, width, kernel],
      .normal(deviation: (2 / Float(width * kernel)).squareRoot()))
    bias = source.parameter("\(name).bias", [channels], .zeros)
  }

  /// The weight and the bias.
  public var parameters: [Parameter] { [weight, bias] }

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
    x.map {
      positionalConvolution(
        $0, lengths: x.lengths, weight: pass(weight), bias: pass(bias), groups: groups,
        activation: activation)
    }
  }
}
