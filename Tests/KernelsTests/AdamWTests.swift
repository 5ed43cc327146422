import Kernels
import Tensors
import TestSupport
import Testing

/// Five updates whose weights PyTorch computed in double precision.
private struct AdamWFixture: Decodable {
  struct Step: Decodable {
    var learningRate: Float
    var gradientNorm: Double
    var gradients: [String: TensorFixture]
    var parameters: [String: TensorFixture]
  }

  var name: String
  var weightDecay: Float
  var beta1: Float
  var beta2: Float
  var epsilon: Float
  var clipping: Double?
  var parameters: [String: TensorFixture]
  var steps: [Step]
}

@Test func `takes PyTorch's steps`() throws {
  for fixture in try engineFixture("adamw.json", as: [AdamWFixture].self) {
    for (name, start) in fixture.parameters {
      var weights = start.tensor
      var (mean, squares) = (Tensor(zeros: start.shape), Tensor(zeros: start.shape))
      for (index, step) in fixture.steps.enumerated() {
        // As `clip_grad_norm_` scales: never up.
        let scale = fixture.clipping.map { min(1, $0 / (step.gradientNorm + 1e-6)) } ?? 1
        let gradient = try #require(step.gradients[name]).tensor
        var w = weights.mutableSpan
        var m = mean.mutableSpan
        var v = squares.mutableSpan
        updateByAdamW(
          &w, mean: &m, squares: &v, gradient: gradient.span,
          step: AdamWStep(
            learningRate: step.learningRate, beta1: fixture.beta1, beta2: fixture.beta2,
            epsilon: fixture.epsilon, weightDecay: fixture.weightDecay, number: index + 1,
            gradientScale: Float(scale)))
        #expect(
          differences(weights, step.parameters[name], tolerance: 2e-6) == "",
          "\(fixture.name), \(name), step \(index + 1)")
      }
    }
  }
}
