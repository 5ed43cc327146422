import Checkpoints
import Models
import Tensors
import TestSupport
import Text

/// A state that is a function of its step: whatever happened on the way, it can be told whether it is
/// the right one.
struct TrialState: Equatable {
  /// How many steps were made.
  private(set) var step = 0
  /// A number that all steps so far decide.
  private(set) var chain: UInt64 = 1

  /// Makes a step.
  mutating func advance() {
    step += 1
    var mixing = Randomness(seed: chain ^ UInt64(step))
    chain = mixing.next()
  }

  /// The state after some steps.
  static func after(_ steps: Int) -> TrialState {
    var state = TrialState()
    while state.step < steps { state.advance() }
    return state
  }

  /// The tensors of the state: three of them, `count` floats together.
  func tensors(count: Int) -> [(name: String, tensor: Tensor)] {
    var numbers = Randomness(seed: chain)
    let counts = [count / 2, count / 4, count - count / 2 - count / 4]
    return counts.enumerated().map { index, count in
      var tensor = Tensor(uninitialized: [count])
      var elements = tensor.mutableSpan
      for place in 0..<count {
        elements[place] = Float(numbers.next() >> 40) / Float(1 << 24) - 0.5
      }
      return (name: "layers.\(index).weight", tensor: tensor)
    }
  }

  /// What is saved of the state.
  func parts(count: Int) throws -> [CheckpointPart] {
    let text = "{\"step\": \(step), \"chain\": \"\(chain)\", \"floats\": \(count)}\n"
    return [
      try CheckpointPart(name: "weights.safetensors", tensors: tensors(count: count)),
      CheckpointPart(name: "state.json", bytes: Array(text.utf8)),
    ]
  }

  /// The state that a checkpoint holds, if it holds one that can be, with all of its numbers.
  init?(_ checkpoint: StoredCheckpoint) throws {
    let json = try JSON(parsing: checkpoint.bytes(of: "state.json"))
    guard let step = json["step"]?.integer, let count = json["floats"]?.integer else { return nil }
    self = .after(step)
    let weights = try checkpoint.tensors(of: "weights.safetensors")
    guard step == checkpoint.manifest.step, json["chain"]?.string == "\(chain)" else { return nil }
    for (name, tensor) in tensors(count: count) where try weights.tensor(name) != tensor {
      return nil
    }
  }

  private init() {}

  /// The record of the present step in the log.
  var record: JSONObject {
    JSONObject([("step", .integer(step)), ("loss", .number(Double(chain >> 11)))])
  }
}
