internal import Interpreter
internal import Tensors

var tensorParameter: Parameter { Parameter("tensor", .object("tensor")) }

var tensorBuiltins: [Builtin] {
  tensorMakingBuiltins + tensorShapeBuiltins + tensorReductionBuiltins + tensorFunctionBuiltins
    + tensorFileBuiltins
}

var tensorFunctionBuiltins: [Builtin] {
  [
    function("exp", .exponential, "e to the power of every element."),
    function(
      "log", .logarithm, "The natural logarithm of every element.",
      help: "It is minus infinity of 0 and not a number of a negative element."),
    function(
      "sqrt", .squareRoot, "The square root of every element.",
      help: "It is not a number of a negative element."),
    function("abs", .magnitude, "The size of every element without its sign."),
    softmax("softmax", isLogarithmic: false, "Every element's share: e^x / Σ e^x along an axis."),
    softmax("log_softmax", isLogarithmic: true, "The natural logarithm of the softmax."),
  ]
}

private func function(
  _ name: String, _ function: ElementFunction, _ summary: String, help: String = ""
) -> Builtin {
  Builtin(
    name, on: tensorParameter, isPure: true, result: "tensor", summary: summary, help: help,
    example: "tensor([1, 4, 9]).\(name)()"
  ) { call in .object(TensorObject(try call.tensor().applying(function))) }
}

private func softmax(_ name: String, isLogarithmic: Bool, _ summary: String) -> Builtin {
  Builtin(
    name, on: tensorParameter,
    [Parameter("axis", .int, default: .int(-1), "along which; the last if none")],
    isPure: true, result: "tensor", summary: summary,
    example: "tensor([[1, 2, 3], [1, 1, 1]]).\(name)()"
  ) { call in
    .object(
      TensorObject(
        try call.tensor().softmax(axis: call.int("axis"), isLogarithmic: isLogarithmic)))
  }
}
