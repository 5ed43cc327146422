public import Recognizers

extension DeepSpeech2 {
  /// Where the frames lie: the middles of analysis windows and of padded convolutions are multiples of
  /// their steps.
  public var frameTiming: FrameTiming {
    FrameTiming(
      samplingRate: samplingRate,
      samplesPerFrame: configuration.convolutionStrides.reduce(configuration.hopLength) {
        $0 * $1[1]
      }, firstMiddle: 0)
  }
}
