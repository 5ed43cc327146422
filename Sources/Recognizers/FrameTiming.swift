/// Where in a recording the frames of a model lie.
///
/// A frame hears a window of samples, its receptive field through the convolutions, and the windows of
/// two frames lie `samplesPerFrame` apart. A frame stands for the time from half a step before the
/// middle of its window to half a step behind it, so that the frames follow one another without gaps.
/// What recurrent layers and attention hear besides does not count: it has no middle.
public struct FrameTiming: Sendable, Equatable {
  /// Samples a second.
  public let samplingRate: Int
  /// Samples from the middle of a frame's window to that of the next.
  public let samplesPerFrame: Int
  /// The middle of the first frame's window, in samples from the beginning of the recording.
  public let firstMiddle: Double

  /// Describes the frames of a model.
  public init(samplingRate: Int, samplesPerFrame: Int, firstMiddle: Double) {
    self.samplingRate = samplingRate
    self.samplesPerFrame = samplesPerFrame
    self.firstMiddle = firstMiddle
  }

  /// Seconds from a frame to the next.
  public var secondsPerFrame: Double { Double(samplesPerFrame) / Double(samplingRate) }

  /// Where a frame begins, which is where the one before ends, in seconds within the recording.
  ///
  /// - Parameters:
  ///   - frame: The frame, from 0; the number of frames gives the end of the last.
  ///   - duration: The length of the recording in seconds.
  /// - Returns: The time, from 0 to `duration`.
  public func start(of frame: Int, duration: Double) -> Double {
    let sample = firstMiddle + (Double(frame) - 0.5) * Double(samplesPerFrame)
    return min(max(0, sample / Double(samplingRate)), duration)
  }
}
