internal import Audio
internal import CTC
internal import Models
internal import Tensors

extension PreparedRow {
  /// What a model hears of the recording behind a chain of steps.
  ///
  /// The steps work on one channel at the model's sampling rate.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - augmentation: The steps.
  ///   - place: Which recording it is, for the draws.
  /// - Returns: The features, or `nil` if the labels would not fit their frames.
  /// - Throws: ``TrainingError/unusable(name:row:problem:)``.
  func augmentedFeatures(
    of model: any SpeechModel, _ augmentation: Augmentation, at place: Augmentation.Place
  ) throws(TrainingError) -> Tensor? {
    do {
      let clip = try utterance.audio().mono().resampled(to: model.samplingRate)
      let features = try model.features(of: augmentation(clip, at: place))
      let frames = model.frameCount(features: features.rowCount)
      return frames < CTCLoss.framesNeeded(labels) ? nil : features
    } catch ModelError.tooShort {
      return nil
    } catch {
      throw .unusable(name: utterance.name, row: utterance.row, problem: "\(error)")
    }
  }
}
