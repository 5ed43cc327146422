import Autograd
import Tensors
import TestSupport
import Testing

/// A gated recurrent network whose output and gradients PyTorch computed in double precision.
struct RecurrenceFixture: Decodable, Sendable, CustomTestStringConvertible {
  var inputs: Int
  var state: Int
  var layers: Int
  var bidirectional: Bool
  var lengths: [Int]
  var x: TensorFixture
  var weights: [String: TensorFixture]
  var output: TensorFixture
  var outer: TensorFixture
  var xGradient: TensorFixture
  var weightGradients: [String: TensorFixture]

  var testDescription: String {
    "\(layers) layers of \(state), bidirectional \(bidirectional), lengths \(lengths)"
  }

  static func all() throws -> [RecurrenceFixture] {
    try engineFixture("gru.json", as: [RecurrenceFixture].self)
  }

  /// Runs the network and says how its output and gradients differ.
  func faults() throws -> [String] {
    let tape = Tape()
    let input = tape.variable(x.tensor)
    let tracked = weights.mapValues { tape.variable($0.tensor) }
    var result = input
    for layer in 0..<layers {
      let directions = try (bidirectional ? ["", "_reverse"] : [""]).map { direction in
        func weight(_ name: String) throws -> Variable {
          try #require(tracked["\(name)_l\(layer)\(direction)"])
        }
        return try GatedRecurrenceWeights(
          inputWeight: weight("weight_ih"), stateWeight: weight("weight_hh"),
          inputBias: weight("bias_ih"), stateBias: weight("bias_hh"))
      }
      result = gatedRecurrence(result, lengths: lengths, directions: directions)
    }
    var faults = ["output: " + differences(result.value, output)]
    tape.backward(from: result, gradient: outer.tensor)
    faults.append("x: " + differences(tape.gradient(of: input), xGradient))
    for (name, variable) in tracked {
      faults.append("\(name): " + differences(tape.gradient(of: variable), weightGradients[name]))
    }
    return faults.filter { !$0.hasSuffix(": ") }
  }
}
