import Autograd
import Kernels
import Tensors
import TestSupport
import Testing

/// An operation whose output and gradients PyTorch computed in double precision.
struct OperationFixture: Decodable, Sendable, CustomTestStringConvertible {
  var operation: String
  var inputs: [String: TensorFixture]
  var output: TensorFixture
  var outer: TensorFixture
  var gradients: [String: TensorFixture]
  var epsilon: Float?
  var lengths: [Int]?
  var groups: Int?
  var heads: Int?
  var stride: Sizes?
  var padding: Sizes?
  var activation: String?
  var isTraining: Bool?
  /// The running mean and variance before and after, of a batch normalisation.
  var running: [TensorFixture]?
  var runningAfter: [TensorFixture]?

  /// A size for both dimensions, bins and frames; for frames alone where there are no bins.
  struct Sizes: Decodable, Sendable {
    var bins: Int
    var frames: Int

    init(from decoder: any Decoder) throws {
      do {
        frames = try decoder.singleValueContainer().decode(Int.self)
        bins = 1
      } catch {
        let both = try decoder.singleValueContainer().decode([Int].self)
        (bins, frames) = (both[0], both[1])
      }
    }
  }

  var testDescription: String {
    "\(operation) of \(inputs["x"]?.shape ?? []), weight \(inputs["weight"]?.shape ?? [])"
  }

  static func named(
    _ operations: Set<String>, in file: String = "layers.json"
  ) throws -> [OperationFixture] {
    try engineFixture(file, as: [OperationFixture].self)
      .filter {
        operations.contains($0.operation) && ($0.groups ?? 1 == 1 || file != "layers.json")
      }
  }

  /// Runs the operation and says how its output and gradients differ.
  func faults(_ run: ([String: Variable]) throws -> Variable) rethrows -> [String] {
    let tape = Tape()
    let tracked = inputs.mapValues { tape.variable($0.tensor) }
    let result = try run(tracked)
    var faults = [differences(result.value, output)]
    tape.backward(from: result, gradient: outer.tensor.reshaped(result.shape))
    for (name, variable) in tracked {
      let difference = differences(tape.gradient(of: variable), gradients[name])
      faults.append(difference.isEmpty ? "" : "Gradient of \(name): \(difference)")
    }
    return faults.filter { !$0.isEmpty }
  }
}
