internal import Autograd
internal import CTC
internal import Recognizers
internal import Interpreter
internal import Tensors

/// `ctc_loss` over one sequence, or over lists of them.
var ctcLoss: Builtin {
  Builtin(
    "ctc_loss",
    [
      Parameter(
        "logits", .anyOf([.object("tensor"), .list(of: .object("tensor"))]),
        "frames × tokens, not normalised; or a list of such"),
      Parameter(
        "labels", .anyOf([.list(of: .int), .list(of: .list(of: .int))]), "ids; or a list of such"),
      Parameter("blank", .int, default: .int(0), "the id of the blank"),
      Parameter("reduction", .choice(["mean", "sum", "none"]), default: .string("mean")),
      Parameter(
        "zero_infinity", .bool, default: .bool(false), "let labels that cannot fit count as 0"),
    ], isPure: true, result: "float or list of float",
    summary: "How unlikely the labels are, over all their paths; PyTorch's value.",
    help: "mean divides every loss by the number of its labels, then averages; none gives one loss "
      + "for every sequence. Labels that cannot fit their frames have an infinite loss.",
    example: "ctc_loss(zeros([4, 3]), [1, 2])"
  ) { call in
    let (parts, labels) = try sequences(call)
    guard let width = parts.first?.rowLength else {
      throw BuiltinError("there are no logits", argument: "logits")
    }
    guard parts.allSatisfy({ $0.shape.count == 2 && $0.rowLength == width && width > 0 }) else {
      throw BuiltinError(
        "logits are tensors of frames × tokens with one number of tokens", argument: "logits")
    }
    let lengths = parts.map(\.rowCount)
    let rows = Tensor(joining: parts, shape: [lengths.reduce(0, +), width])
    let loss = CTCLoss(
      blank: try call.int("blank"),
      reduction: LossReduction(rawValue: try call.string("reduction")) ?? .mean,
      zeroInfinity: try call.bool("zero_infinity"))
    let value = try loss(Variable(rows), lengths: lengths, labels: labels).value.value
    guard loss.reduction == .none else { return .float(Double(value.scalar ?? .nan)) }
    return Value(value.elements.map { .float(Double($0)) })
  }
}

private func sequences(_ call: Call) throws -> ([Tensor], [[Int]]) {
  if case .object = try call.value("logits") {
    let tensor = try call.object("logits", as: TensorObject.self).tensor
    return ([tensor], [try whole(call.list("labels"))])
  }
  let tensors = try call.list("logits").compactMap { item -> Tensor? in
    guard case .object(let object) = item else { return nil }
    return (object as? TensorObject)?.tensor
  }
  let labels = try call.list("labels").map { item -> [Int] in
    guard case .list(let list) = item else {
      throw BuiltinError("labels are a list for each of the logits", argument: "labels")
    }
    return try whole(list.items)
  }
  return (tensors, labels)
}

private func whole(_ items: [Value]) throws -> [Int] {
  try items.map { item in
    guard case .int(let id) = item else {
      throw BuiltinError("labels are whole numbers", kind: "type", argument: "labels")
    }
    return id
  }
}
