import Autograd
import Layers
import Tensors
import TestSupport
import Testing

struct BatchNormTests {
  /// A norm, and its running mean and variance by name.
  private func norm() -> (BatchNorm, statistics: [Parameter]) {
    let norm = BatchNorm("norm", columns: 3, from: RandomParameters(seed: 1))
    return (norm, norm.parameters.filter(\.isStatistic))
  }

  /// What PyTorch's rule makes of statistics that begin at 0 and 1: momentum 0.1, the unbiased variance.
  private func expected(_ rows: [Tensor]) -> (means: [Double], variances: [Double]) {
    let lines = rows.flatMap { rows in (0..<rows.rowCount).map { rows.rows($0..<$0 + 1).elements } }
    let count = Double(lines.count)
    let means = (0..<3).map { column in
      lines.reduce(0.0) { $0 + Double($1[column]) } / count
    }
    let variances = (0..<3).map { column in
      lines.reduce(0.0) { $0 + (Double($1[column]) - means[column]).squared } / (count - 1)
    }
    return (means.map { 0.1 * $0 }, variances.map { 0.9 + 0.1 * $0 })
  }

  private func expectStatistics(
    _ statistics: [Parameter], _ rows: [Tensor], _ location: SourceLocation = #_sourceLocation
  ) {
    let wanted = expected(rows)
    for (parameter, values) in zip(statistics, [wanted.means, wanted.variances]) {
      for (found, value) in zip(parameter.value.elements, values) {
        #expect(abs(Double(found) - value) < 1e-6, "\(parameter.name)", sourceLocation: location)
      }
    }
  }

  @Test func `statistics wait for the optimizer, and leaves count as one batch`() {
    let (norm, statistics) = norm()
    let collector = BatchStatistics()
    let parts = [
      randomTensor([7, 3]), randomTensor([2, 3], salt: 1), randomTensor([1, 3], salt: 2),
    ]
    for part in parts {
      var pass = ForwardPass.training(on: Tape(), seed: 1, step: 0)
      pass.batchStatistics = collector
      _ = norm(Variable(part), pass)
    }
    #expect(statistics.map(\.value) == [Tensor(zeros: [3]), Tensor(repeating: 1, shape: [3])])
    collector.commit()
    expectStatistics(statistics, parts)
    // What was taken over is not taken over again.
    let before = statistics.map(\.value)
    collector.commit()
    #expect(statistics.map(\.value) == before)
  }

  @Test func `what was discarded moves nothing, nor does a single row`() {
    let (norm, statistics) = norm()
    let collector = BatchStatistics()
    var pass = ForwardPass.training(on: Tape(), seed: 1, step: 0)
    pass.batchStatistics = collector
    _ = norm(Variable(randomTensor([7, 3])), pass)
    collector.discard()
    collector.commit()
    _ = norm(Variable(randomTensor([1, 3])), pass)
    collector.commit()
    #expect(statistics.map(\.value) == [Tensor(zeros: [3]), Tensor(repeating: 1, shape: [3])])
  }

  @Test(arguments: [false, true])
  func `a part that is computed again counts once, with the same gradients`(checkpoints: Bool) {
    let (norm, statistics) = norm()
    let collector = BatchStatistics()
    let tape = Tape()
    var pass = ForwardPass.training(
      on: tape, seed: 3, step: 5, checkpointsGradients: checkpoints)
    pass.batchStatistics = collector
    let x = randomTensor([9, 3])
    let y = pass.checkpointed(Batch(x)) { x, pass in x.map { norm($0, pass) } }.rows
    tape.backward(from: sum(multiply(y, y)))
    collector.commit()
    expectStatistics(statistics, [x])
    #expect(norm.weight.gradient != nil && norm.bias.gradient != nil)
  }

  @Test func `a norm whose statistics are held trains with them, and leaves them`() {
    let (norm, statistics) = norm()
    statistics[0].value = randomTensor([3], salt: 4)
    let before = statistics.map(\.value)
    for parameter in statistics { parameter.isHeld = true }
    let collector = BatchStatistics()
    var pass = ForwardPass.training(on: Tape(), seed: 1, step: 0)
    pass.batchStatistics = collector
    let x = Variable(randomTensor([7, 3]))
    #expect(norm(x, pass).value == norm(x, .inference).value)
    collector.commit()
    #expect(statistics.map(\.value) == before)
  }
}

extension Double {
  fileprivate var squared: Double { self * self }
}
