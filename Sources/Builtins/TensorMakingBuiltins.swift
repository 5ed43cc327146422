internal import Interpreter
internal import Tensors

var tensorMakingBuiltins: [Builtin] {
  [
    tensor, filled("zeros", 0, "A tensor of zeros."), filled("ones", 1, "A tensor of ones."), randn,
    arange,
  ]
}

private var shapeParameter: Parameter {
  Parameter("shape", .anyOf([.int, .list(of: .int)]), "the length of every dimension")
}

private var tensor: Builtin {
  Builtin(
    "tensor",
    [
      Parameter("values", .anyOf([.list(of: .any), .number]), "numbers, or lists of lists of them")
    ],
    isPure: true, result: "tensor", summary: "A tensor of the numbers in a nested list.",
    help: "All lists at one depth are of one length. Tensors in a list are stacked. Elements are "
      + "floats of 32 bits.",
    example: "tensor([[1, 2, 3], [4, 5, 6]]).shape"
  ) { call in
    var gathering = NestedNumbers(call)
    return .object(TensorObject(try gathering.tensor(try call.value("values"))))
  }
}

private func filled(_ name: String, _ value: Float, _ summary: String) -> Builtin {
  Builtin(
    name, [shapeParameter], isPure: true, result: "tensor", summary: summary,
    example: "\(name)([2, 3])"
  ) { call in .object(TensorObject(Tensor(repeating: value, shape: try call.shape()))) }
}

private var randn: Builtin {
  Builtin(
    "randn",
    [
      shapeParameter,
      Parameter(
        "seed", .seed, default: .none,
        "the same seed gives the same numbers; without one every call draws others"),
    ], result: "tensor",
    summary: "A tensor of random numbers around 0 with a standard deviation of 1.",
    help: "What a recipe draws depends on seed(n) and on how many calls drew before.",
    example: "randn([2, 3], seed=1)"
  ) { call in
    let shape = try call.shape()
    let seed = try call.optionalInt("seed")
    if seed == nil { call.session.draws += 1 }
    var stream = RandomStream(
      seed: seed.map { UInt64(bitPattern: Int64($0)) } ?? call.session.seed, purpose: "randn",
      place: seed == nil ? call.session.draws : 0)
    return .object(TensorObject(Tensor(normalWithDeviation: 1, shape: shape, from: &stream)))
  }
}

private var arange: Builtin {
  Builtin(
    "arange",
    [
      Parameter("start", .number, "the first number; the end if it is the only argument"),
      Parameter("stop", .optional(.number), default: .none, "where to stop, not part of it"),
      Parameter("step", .number, default: .int(1), "from one number to the next"),
    ], isPure: true, result: "tensor", summary: "A vector of numbers evenly apart.",
    example: "arange(0, 1, 0.25)"
  ) { call in
    let given = try call.double("start")
    let stop = try call.optionalDouble("stop")
    let (start, end) = stop.map { (given, $0) } ?? (0, given)
    let step = try call.double("step")
    guard step != 0, step.isFinite else {
      throw BuiltinError("step is \(step); it must be a number other than 0", argument: "step")
    }
    guard start.isFinite, end.isFinite else {
      throw BuiltinError("start and stop must be finite numbers")
    }
    let steps = max(0, ((end - start) / step).rounded(.up))
    guard steps <= Double(Tensor.mostElements) else {
      throw BuiltinError("\(start) to \(end) by \(step) is too many numbers", kind: "limit")
    }
    return .object(TensorObject(Tensor((0..<Int(steps)).map { Float(start + Double($0) * step) })))
  }
}

extension Call {
  /// The shape given for `shape`, checked before anything is allocated.
  fileprivate func shape() throws -> [Int] {
    let shape = try self.shape("shape")
    try Tensor.elementCount(of: shape)
    return shape
  }

  /// A length or a list of lengths, not checked.
  func shape(_ name: String) throws -> [Int] {
    if case .int(let length) = try value(name) { return [length] }
    return try wholeNumbers(name)
  }

  /// The whole numbers of the list `name`.
  func wholeNumbers(_ name: String) throws -> [Int] {
    try list(name).map { item in
      switch item {
      case .int(let number): return number
      case .float(let number):
        if let whole = Int(exactly: number) { return whole }
        fallthrough
      default:
        throw BuiltinError("expects whole numbers in \(name)", kind: "type", argument: name)
      }
    }
  }
}
