internal import Interpreter
internal import Tensors

var tensorReductionBuiltins: [Builtin] {
  [
    reduction("sum", .sum, "All elements added up, or those along an axis."),
    reduction("mean", .mean, "The mean of all elements, or of those along an axis."),
    reduction("min", .least, "The least of all elements, or of those along an axis."),
    reduction("max", .greatest, "The greatest of all elements, or of those along an axis."),
    deviation,
    truth("all", "Whether every element is other than 0.") { $0 == $1 },
    truth("any", "Whether an element is other than 0.") { number, _ in number > 0 },
  ]
}

private var axisParameters: [Parameter] {
  [
    Parameter("axis", .optional(.int), default: .none, "along which; over all elements if none"),
    Parameter("keepdims", .bool, default: .bool(false), "keep the axis with a length of 1"),
  ]
}

private func reduction(_ name: String, _ reduction: Reduction, _ summary: String) -> Builtin {
  Builtin(
    name, on: tensorParameter, axisParameters, isPure: true, result: "float or tensor",
    summary: summary,
    example: "tensor([[1, 2, 3], [4, 5, 6]]).\(name)(axis=0)"
  ) { call in
    Value(
      tensor: try call.tensor().reduced(
        reduction, axis: call.optionalInt("axis"), keepsAxis: call.bool("keepdims")))
  }
}

private var deviation: Builtin {
  Builtin(
    "std", on: tensorParameter,
    axisParameters + [
      Parameter(
        "ddof", .int, default: .int(0),
        "taken from the count that the squares are divided by: 0 as NumPy, 1 as PyTorch")
    ], isPure: true, result: "float or tensor",
    summary: "The standard deviation of all elements, or of those along an axis.",
    example: "tensor([1, 2, 3, 4]).std()"
  ) { call in
    Value(
      tensor: try call.tensor().deviation(
        axis: call.optionalInt("axis"), freedom: call.int("ddof"),
        keepsAxis: call.bool("keepdims")))
  }
}

private func truth(
  _ name: String, _ summary: String, _ isTrue: @escaping (Double, Double) -> Bool
) -> Builtin {
  Builtin(
    name, on: tensorParameter, isPure: true, result: "bool", summary: summary,
    help: "Comparing tensors gives a tensor of 1 where it holds and 0 elsewhere.",
    example: "(tensor([1, 2]) == tensor([1, 3])).\(name)()"
  ) { call in
    let tensor = try call.tensor()
    let others = try tensor.applying(.notEqual, Tensor([0], shape: []))
    return .bool(isTrue(others.sum, Double(tensor.count)))
  }
}
