internal import Autograd
internal import Kernels
internal import Layers
internal import Models
internal import Recognizers
internal import Tensors

/// What was held while a model learned from one recording, from stage to stage.
///
/// Forward, a stage ends where the next parameter is used, and on the way back where the next operation's
/// turn comes, so that stages are the same for recordings of all lengths.
final class MemoryTrace {
  /// What was held at a stage.
  struct Moment {
    /// The bytes of the gradients that were there when it began.
    let gradients: Int
    /// The most bytes beside them that were held at a time.
    let bytes: Int
  }

  /// The stages, in their order.
  private(set) var moments: [Moment] = []
  /// The bytes of the gradients that are there; in the end, of all.
  private(set) var gradients = 0

  private let model: any SpeechModel
  private let before: Int

  /// Learns from a recording, with every layer that chance might leave out.
  ///
  /// - Parameters:
  ///   - model: The model; its gradients are new afterwards.
  ///   - features: What it hears.
  ///   - checkpointsGradients: Whether layers are computed again on the way back.
  /// - Throws: What the objective throws of its shortest target.
  init(
    _ model: any SpeechModel, _ features: Tensor, checkpointsGradients: Bool
  ) throws {
    for parameter in model.parameters { parameter.gradient = nil }
    self.model = model
    before = StorageLedger.byteCount
    _ = StorageLedger.takeHighest()
    let tape = Tape()
    var pass = ForwardPass.training(
      on: tape, seed: 0, step: 0, checkpointsGradients: checkpointsGradients)
    pass.keepsAllLayers = true
    pass.willUseParameter = { [unowned self] in endStage() }
    let logits = model.logits(Batch(features), pass)
    // A longer target would need more for the loss, but a hundredth of the whole at most.
    let objective = model.objective
    let loss = try objective.loss(logits, [objective.shortestTarget], pass)
    tape.backward(from: loss.value) {
      endStage()
      return false
    }
    endStage()
  }

  private func endStage() {
    let bytes = StorageLedger.takeHighest() - before - gradients
    moments.append(Moment(gradients: gradients, bytes: bytes))
    gradients = model.parameters.reduce(0) { $0 + 4 * ($1.gradient?.count ?? 0) }
  }
}
