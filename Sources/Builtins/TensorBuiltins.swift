internal import Interpreter
internal import Tensors

private var tensorParameter: Parameter { Parameter("tensor", .object("tensor")) }

var tensorBuiltins: [Builtin] {
  [argmax]
}

private var argmax: Builtin {
  Builtin(
    "argmax", on: tensorParameter, result: "list of int",
    summary: "The place of the largest number of every row; of a vector, one place."
  ) { call in
    let tensor = try call.object("tensor", as: TensorObject.self).tensor
    guard tensor.shape.count > 1 else {
      guard tensor.count > 0 else { throw BuiltinError("the tensor has no elements") }
      return .int(tensor.reshaped([1, tensor.count]).rowMaximumIndices[0])
    }
    return Value(tensor.rowMaximumIndices.map { Value($0) })
  }
}
