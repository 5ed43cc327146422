import Autograd
import Tensors
import TestSupport
import Testing

extension RecurrenceFixture {
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
