public import Recognizers

extension Wav2Vec2 {
  /// Where the frames lie, through the front end and the adapter if there is one.
  public var frameTiming: FrameTiming { configuration.frameTiming(samplingRate: samplingRate) }
}

extension Wav2Vec2Configuration {
  /// Where the frames that are scored lie in recordings of a sampling rate.
  public func frameTiming(samplingRate: Int) -> FrameTiming {
    // The samples that are heard are at 0, 1, 2…, and sample 0 lasts until 1: its middle is ½.
    var (step, middle) = (1, 0.5)
    for (kernel, stride) in zip(convolutionKernels, convolutionStrides) {
      middle += Double(kernel - 1) / 2 * Double(step)
      step *= stride
    }
    if let adapter {
      for _ in 0..<adapter.layers {
        // A frame of zeros stands on both sides.
        middle += (Double(adapter.kernel - 1) / 2 - 1) * Double(step)
        step *= adapter.stride
      }
    }
    return FrameTiming(samplingRate: samplingRate, samplesPerFrame: step, firstMiddle: middle)
  }
}
