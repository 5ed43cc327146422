internal import Interpreter
internal import Tensors

/// Chance among the items of lists, from the session's streams.
var listChanceBuiltins: [Builtin] {
  [
    Builtin(
      "choice", on: items, [seed], result: "any", summary: "An item of a list, drawn by chance.",
      help: chance, example: "[\"a\", \"b\"].choice(seed=1)"
    ) { call in
      let sequence = try ItemSequence(call.value("items"))
      guard (1...maximum).contains(sequence.count) else {
        throw BuiltinError("the list is empty", argument: "items")
      }
      var stream = try stream(call)
      return try sequence.item(at: stream.integer(below: sequence.count))
    },
    Builtin(
      "shuffle", on: items, [seed], result: "list",
      summary: "The items of a list in an order drawn by chance.", help: chance,
      example: "[1, 2, 3].shuffle(seed=1)"
    ) { call in
      let items = try call.list("items")
      var stream = try stream(call)
      return Value(stream.permutation(of: items.count).map { items[$0] })
    },
    Builtin(
      "sample", on: items, [Parameter("n", .intIn(0...(.max)), "how many"), seed], result: "list",
      summary: "Some items of a list, drawn without putting back.", help: chance,
      example: "[1, 2, 3].sample(2, seed=1)"
    ) { call in
      let items = try call.list("items")
      var stream = try stream(call)
      return Value(stream.permutation(of: items.count).prefix(try call.int("n")).map { items[$0] })
    },
  ]
}

private let maximum = Int(UInt32.max)

private let chance =
  "What a recipe draws depends on seed(n) and on how many calls drew before; the same seed= always draws "
  + "the same."

private var items: Parameter { Parameter("items", .list(of: .any)) }

private var seed: Parameter {
  Parameter(
    "seed", .seed, default: .none,
    "the same seed draws the same; without one every call draws anew")
}

/// The stream of a call, which is another for each call that gives no seed.
private func stream(_ call: Call) throws -> RandomStream {
  let seed = try call.optionalInt("seed")
  if seed == nil { call.session.draws += 1 }
  return RandomStream(
    seed: seed.map { UInt64(bitPattern: Int64($0)) } ?? call.session.seed,
    purpose: call.builtin.name,
    place: seed == nil ? call.session.draws : 0)
}
