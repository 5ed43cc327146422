public import Autograd
public import Kernels

/// Every channel of a recording brought to zero mean and unit variance over the recording's frames.
///
/// This is a group norm with a group for each channel: Y. Wu and K. He, "Group Normalization", ECCV
/// 2018. Only a recording's own frames count, so a batch gives it the numbers that it has alone.
public struct GroupNorm: Layer {
  /// The factor of each channel; 1 at first.
  public let weight: Parameter
  /// The shift of each channel; 0 at first.
  public let bias: Parameter

  /// Makes a layer for frames of `channels` numbers.
  public init(_ name: String, channels: Int, from source: any ParameterSource) {
    weight = source.parameter("\(name).weight", [channels], .ones)
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
      groupNorm(
        $0, lengths: x.lengths, gain: pass(weight), bias: pass(bias), activation: activation)
    }
  }
}
