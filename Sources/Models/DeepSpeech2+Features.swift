public import Audio
public import Tensors
internal import Kernels

extension DeepSpeech2 {
  /// Computes the log-mel features of a recording, each bin brought to zero mean and unit variance
  /// over the recording: frames × bins.
  ///
  /// - Parameter clip: A recording of one channel at the model's sampling rate.
  /// - Returns: Frames × bins.
  /// - Throws: ``ModelError`` if the rate or the number of channels is another, or if the recording
  ///   is too short.
  public func features(of clip: AudioClip) throws(ModelError) -> Tensor {
    guard clip.samplingRate == samplingRate else {
      throw .wrongRate(found: clip.samplingRate, wanted: samplingRate)
    }
    guard clip.channelCount == 1 else {
      throw .features(
        "the audio has \(clip.channelCount) channels, the model hears one; .mono() mixes them")
    }
    let needed = configuration.windowLength
    guard clip.frameCount >= needed else {
      throw .tooShort(samples: clip.frameCount, needed: needed)
    }
    return heard(try configuration.logMel(clip))
  }

  /// The log-mel features of a long recording, normalised over all of it.
  public var featureStream: any FeatureStream { MelStream(configuration) }

  /// Frames of features from one frame that is scored to the next.
  public var featuresPerFrame: Int { configuration.convolutionStrides.reduce(1) { $0 * $1[1] } }

  /// The number of frames that the network scores for a recording of `samples` samples.
  public func frameCount(samples: Int) -> Int {
    samples >= configuration.windowLength
      ? frameCount(features: samples / configuration.hopLength + 1) : 0
  }
}

/// Log-mel features as the network hears them: nothing is more than 80 dB below the loudest, so that
/// bands without sound stay still, and every bin has zero mean and unit variance.
private func heard(_ mel: Tensor) -> Tensor {
  var result = mel
  var target = result.mutableSpan
  compressRange(&target, depth: MelStream.depth, offset: 0, scale: 1)
  normaliseColumns(&target, columns: mel.rowLength, epsilon: Float(MelStream.epsilon))
  return result
}

extension DeepSpeech2Configuration {
  /// The logarithms of the power in bands, as they are.
  func logMel(_ clip: AudioClip) throws(ModelError) -> Tensor {
    do throws(AudioError) {
      return try clip.logMel(
        melCount: melCount, fftLength: windowLength, hopLength: hopLength, style: .htk)
    } catch {
      throw .features("\(error)")
    }
  }
}
