internal import Autograd
internal import Tensors

/// What leaves of an update give to it: their part of the loss, gradients, and what batch norms measured.
struct LeafSum: Summand {
  /// The loss, weighted as in the update's.
  var loss: Double
  /// The gradient of each parameter; `nil` where none reached it.
  private var gradients: [Tensor?]
  private let statistics: BatchStatistics

  /// Takes away what a leaf left with the parameters.
  ///
  /// - Parameters:
  ///   - parameters: The parameters of the model.
  ///   - loss: The leaf's loss, weighted as in the update's.
  ///   - statistics: What batch norms measured of it.
  init(taking parameters: [Parameter], loss: Double, _ statistics: BatchStatistics) {
    self.loss = loss
    self.statistics = statistics
    gradients = parameters.map { parameter in
      defer { parameter.gradient = nil }
      return parameter.gradient
    }
  }

  mutating func add(_ next: LeafSum) {
    loss += next.loss
    statistics.add(next.statistics)
    for (index, gradient) in next.gradients.enumerated() {
      guard let gradient else { continue }
      if gradients[index] == nil {
        gradients[index] = gradient
      } else {
        gradients[index]?.add(gradient)
      }
    }
  }

  /// Gives the gradients to the parameters, for the optimizer.
  ///
  /// - Parameter parameters: The parameters of the model, as they were given before.
  /// - Returns: What batch norms measured, to be committed with the optimizer's step.
  func handOver(to parameters: [Parameter]) -> BatchStatistics {
    for (parameter, gradient) in zip(parameters, gradients) { parameter.gradient = gradient }
    return statistics
  }
}
