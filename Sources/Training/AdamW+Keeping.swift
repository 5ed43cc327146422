internal import ExactStrings
internal import Models
internal import Tensors

extension AdamW {
  /// The names that PyTorch has for the running means of gradients and of their squares.
  private static let (mean, squares) = ("exp_avg", "exp_avg_sq")

  /// The running means as a file of tensors holds them.
  var tensors: [(name: String, tensor: Tensor)] {
    state.flatMap { name, mean, squares in
      [("\(Self.mean).\(name)", mean), ("\(Self.squares).\(name)", squares)]
    }
  }

  /// Goes on from running means in a file.
  func restore(
    from file: Safetensors, updates: Int, path: String
  ) throws(TrainingError) {
    var means: [ExactString: (mean: Tensor, squares: Tensor)] = [:]
    let shapes = shapes
    for entry in file.entries where entry.name.hasPrefix(Self.mean + ".") {
      let name = String(entry.name.dropFirst(Self.mean.count + 1))
      guard let shape = shapes[name] else { continue }
      means[name] = (
        try file.tensor(entry.name, shaped: shape),
        try file.tensor("\(Self.squares).\(name)", shaped: shape)
      )
    }
    restore(updates: updates, means)
  }
}

extension Safetensors {
  /// A tensor that must be there with a shape.
  func tensor(_ name: String, shaped shape: [Int]) throws(TrainingError) -> Tensor {
    guard let entry = entries.first(where: { $0.name.isExactly(name) }) else {
      throw .badState(file: path, problem: "has no tensor \(name)")
    }
    guard entry.shape == shape else {
      throw .badState(
        file: path, problem: "has \(name) with the shape \(entry.shape), not \(shape)")
    }
    do throws(ModelError) {
      return try tensor(name)
    } catch {
      throw .badState(file: path, problem: "does not give \(name): \(error)")
    }
  }
}
