internal import Interpreter
internal import Tensors

var tensorShapeBuiltins: [Builtin] {
  [transpose, reshape, argmax]
}

private var transpose: Builtin {
  Builtin(
    "transpose", on: tensorParameter,
    [
      Parameter(
        "axes", .optional(.list(of: .int)), default: .none,
        "which axis comes first, second, …; the other way round if none")
    ], isPure: true, result: "tensor", summary: "The tensor with its axes in another order.",
    example: "tensor([[1, 2, 3], [4, 5, 6]]).transpose().shape"
  ) { call in
    let axes = try call.isNone("axes") ? nil : call.wholeNumbers("axes")
    return .object(TensorObject(try call.tensor().transposed(axes)))
  }
}

private var reshape: Builtin {
  Builtin(
    "reshape", on: tensorParameter,
    [
      Parameter(
        "shape", .anyOf([.int, .list(of: .int)]), "as many elements; one -1 is what the rest leaves"
      )
    ], isPure: true, result: "tensor", summary: "The same elements under another shape.",
    example: "arange(6).reshape([2, -1]).shape"
  ) { call in .object(TensorObject(try call.tensor().reshaped(checking: call.shape("shape")))) }
}

private var argmax: Builtin {
  Builtin(
    "argmax", on: tensorParameter, isPure: true, result: "int or list of int",
    summary: "The place of the largest number of every row; of a vector, one place.",
    help: "Of equal numbers it is the first. Tensors have one or two dimensions here.",
    example: "tensor([[1, 3, 2], [5, 0, 4]]).argmax()"
  ) { call in
    let tensor = try call.tensor()
    guard (1...2).contains(tensor.shape.count) else {
      throw BuiltinError(
        "a tensor of shape \(tensor.shape) has no rows", hint: "t.reshape([-1, n]) makes rows",
        argument: "tensor")
    }
    guard tensor.shape.last != 0 else {
      throw BuiltinError("a tensor of shape \(tensor.shape) has no elements", argument: "tensor")
    }
    guard tensor.shape.count == 2 else {
      return .int(tensor.reshaped([1, tensor.count]).rowMaximumIndices[0])
    }
    return Value(tensor.rowMaximumIndices.map { Value($0) })
  }
}
