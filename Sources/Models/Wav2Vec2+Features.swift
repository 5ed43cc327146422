public import Audio
public import Tensors
internal import Recognizers

extension Wav2Vec2 {
  /// What the network hears of a recording: its samples, normalised if the extractor says so.
  ///
  /// - Parameter clip: A recording of one channel at the model's sampling rate.
  /// - Returns: Samples × 1.
  /// - Throws: ``ModelError`` if the rate or the number of channels is another, or if the recording
  ///   is too short for a frame.
  public func features(of clip: AudioClip) throws(ModelError) -> Tensor {
    let features = try extractor.features(of: clip)
    guard frameCount(samples: clip.frameCount) > 0 else {
      throw .tooShort(samples: clip.frameCount, needed: configuration.fewestSamples)
    }
    return features
  }

  /// The number of frames that the network scores for a recording of `samples` samples.
  public func frameCount(samples: Int) -> Int { configuration.frames(samples: samples) }

  /// The number of frames that the network scores for so many samples; features are samples.
  public func frameCount(features: Int) -> Int { configuration.frames(samples: features) }

  /// The samples of a long recording, normalised over all of it if the extractor says so.
  public var featureStream: any FeatureStream {
    SampleStream(isNormalising: extractor.isNormalising)
  }

  /// Samples from one frame that is scored to the next.
  public var featuresPerFrame: Int { frameTiming.samplesPerFrame }
}
