public import Tensors

/// A stretch of sound: samples and the rate at which they were taken.
///
/// Samples are floats with full scale at ±1. A clip of one channel holds a vector, `[frames]`; a
/// clip of several holds `[frames, channels]`, the channels of one instant side by side.
public struct AudioClip: Sendable, Equatable {
  /// The samples: `[frames]` of one channel, `[frames, channels]` of several.
  public let samples: Tensor

  /// The number of frames a second, in hertz.
  public let samplingRate: Int

  /// Makes a clip of samples that are `[frames]` or `[frames, channels]`.
  public init(samples: Tensor, samplingRate: Int) {
    precondition(samplingRate > 0, "A sampling rate is above 0.")
    precondition(
      samples.shape.count == 1 || (samples.shape.count == 2 && samples.shape[1] >= 1),
      "Samples are [frames] or [frames, channels], not \(samples.shape).")
    let isMono = samples.shape.count == 2 && samples.shape[1] == 1
    self.samples = isMono ? samples.reshaped([samples.shape[0]]) : samples
    self.samplingRate = samplingRate
  }

  /// The number of channels.
  public var channelCount: Int { samples.shape.count == 1 ? 1 : samples.shape[1] }

  /// The number of instants at which every channel has a sample.
  public var frameCount: Int { samples.shape[0] }

  /// The length in seconds.
  public var duration: Double { Double(frameCount) / Double(samplingRate) }

  /// The sampling rates that audio may have, in hertz.
  public static let samplingRates = 1_000...768_000

  /// The most channels that audio may have.
  public static let mostChannels = 64
}
