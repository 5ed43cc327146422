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
    do throws(AudioError) {
      let mel = try clip.logMel(
        melCount: configuration.melCount, fftLength: needed,
        hopLength: configuration.hopLength, style: .htk)
      return heard(mel)
    } catch {
      throw .features("\(error)")
    }
  }

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
  // 80 dB of power are a factor of 10⁸.
  compressRange(&target, depth: 18.420681, offset: 0, scale: 1)
  normaliseColumns(&target, columns: mel.rowLength, epsilon: 1e-5)
  return result
}
