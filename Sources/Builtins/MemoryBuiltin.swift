internal import Datasets
internal import Display
internal import Interpreter
internal import Models
internal import Training

/// The options of `fit` that say how much it may hold.
private let memoryOptions = [FitOptions.memoryLimit, FitOptions.recomputation]

/// The memory that a call allows, in bytes, if it says.
func memoryLimit(_ call: Call) throws -> Int? {
  guard let text = try call.optionalString("memory") else { return nil }
  guard let bytes = byteCount(text), bytes >= FitOptions.leastMemory else {
    throw BuiltinError(
      "memory is a size of at least \(formatBytes(FitOptions.leastMemory)), such as \"6GB\" or "
        + "\"800MB\", not \"\(text)\"", argument: "memory")
  }
  return bytes
}

/// A size in bytes: a number with `kB`, `MB`, `GB`, `KiB`, `MiB` or `GiB` behind it.
func byteCount(_ text: String) -> Int? {
  let units: [(String, Double)] = [
    ("kib", 1024), ("mib", 1_048_576), ("gib", 1_073_741_824), ("tib", 1_099_511_627_776),
    ("kb", 1e3), ("mb", 1e6), ("gb", 1e9), ("tb", 1e12),
  ]
  let text = text.lowercased().filter { $0 != " " }
  guard let (unit, factor) = units.first(where: { text.hasSuffix($0.0) }),
    let number = Double(text.dropLast(unit.count)), number.isFinite, number > 0,
    number * factor < 1e15
  else { return nil }
  return Int(number * factor)
}

var memoryBuiltin: Builtin {
  Builtin(
    "memory", on: modelParameter,
    [Parameter("data", .object("dataset"), "the recordings of a batch")]
      + memoryOptions.map(\.parameter),
    result: "dataset",
    summary:
      "What learning from a batch would take: columns rows, seconds, computed_again, bytes.",
    help:
      "The model learns from a little noise to see what it takes; its weights stay as they are. A row is "
      + "a leaf of the batch: recordings that are learned from at once. bytes is what it holds at most "
      + "beside weights and running means."
  ) { call in
    let model = try call.object("model", as: ModelObject.self).inUse(call)
    var options = FitOptions()
    for option in memoryOptions { try option.read(call, into: &options) }
    let seconds = try call.dataset().recordings().map(\.duration)
    let plan = try options.memoryPlan(for: model)
    let leaves: [PlannedLeaf]
    do throws(MemoryPlan.TooLarge) {
      leaves = try plan.leaves(
        seconds: seconds, frames: seconds.map { Int($0 * plan.model.framesPerSecond) })
    } catch {
      let others = error.leaf.count - 1
      throw BuiltinError(
        "row \(error.place) is \(formatDuration(seconds[error.place])) long: learning from it"
          + (others > 0 ? " and the \(others) recordings beside it" : "")
          + " takes \(formatBytes(error.needed)), and there may be \(formatBytes(plan.budget))",
        hint: "filter(r => r.duration < …) leaves it out"
          + (others > 0 ? "; a smaller batch needs less" : ""), argument: "data")
    }
    let (all, trainable) = model.parameterCounts
    call.notice(
      "memory: weights \(formatBytes(4 * all)), running means \(formatBytes(8 * trainable)), gradients "
        + "\(formatBytes(plan.model.gradients)); learning may take \(formatBytes(plan.budget))")
    if let resident = residentMemory, let largest = leaves.map(\.bytes).max() {
      // What is resident now has the weights, the program and what its libraries hold.
      let process = resident + 8 * trainable + largest
      call.notice(
        "memory: learning from this batch, the whole process holds \(formatBytes(process))")
    }
    return .object(
      DatasetObject(
        Dataset(
          rows: leaves.map { leaf in
            Row([
              (name: "rows", cell: .int(leaf.places.count)),
              (name: "seconds", cell: .number(seconds[leaf.places].reduce(0, +))),
              (name: "computed_again", cell: .bool(leaf.checkpointsGradients)),
              (name: "bytes", cell: .int(leaf.bytes)),
            ])
          })))
  }
}
