internal import Audio
internal import Models
internal import Recognizers
internal import Tensors

extension PreparedRow {
  /// What a model hears of the recording behind a chain of steps.
  ///
  /// - Parameters:
  ///   - augmented: The recording behind them, of one channel at the model's sampling rate, or what went
  ///     wrong.
  ///   - model: The model.
  /// - Returns: The features, or `nil` if the target would not fit their frames, and the steps that were
  ///   left out.
  /// - Throws: ``TrainingError/unusable(name:row:problem:)``.
  func features(
    ofAugmented augmented: AugmentedClip, for model: any SpeechModel
  ) throws(TrainingError) -> (features: Tensor?, leftOut: [Augmentation.LeftOut]) {
    do {
      let (clip, leftOut) = try augmented.get()
      do {
        let features = try model.features(of: clip)
        let frames = model.frameCount(features: features.rowCount)
        let fits = model.objective.problem(with: target, frames: frames) == nil
        return (fits ? features : nil, leftOut)
      } catch ModelError.tooShort {
        return (nil, leftOut)
      }
    } catch {
      throw .unusable(name: utterance.name, row: utterance.row, problem: "\(error)")
    }
  }
}

/// A recording behind a chain of steps, and those that were left out.
typealias AugmentedClip = Result<(clip: AudioClip, leftOut: [Augmentation.LeftOut]), any Error>
