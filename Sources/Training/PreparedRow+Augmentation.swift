internal import Audio
internal import CTC
internal import Models
internal import Tensors

extension PreparedRow {
  /// What a model hears of the recording behind a chain of steps.
  ///
  /// - Parameters:
  ///   - augmented: The recording behind them, of one channel at the model's sampling rate, or what went
  ///     wrong.
  ///   - model: The model.
  /// - Returns: The features, or `nil` if the labels would not fit their frames.
  /// - Throws: ``TrainingError/unusable(name:row:problem:)``.
  func features(
    ofAugmented augmented: Result<AudioClip, any Error>?, for model: any SpeechModel
  ) throws(TrainingError) -> Tensor? {
    do {
      guard let clip = try augmented?.get() else { return nil }
      let features = try model.features(of: clip)
      let frames = model.frameCount(features: features.rowCount)
      return frames < CTCLoss.framesNeeded(labels) ? nil : features
    } catch ModelError.tooShort {
      return nil
    } catch {
      throw .unusable(name: utterance.name, row: utterance.row, problem: "\(error)")
    }
  }
}
