internal import Audio
internal import ExactStrings
internal import Interpreter

/// The chain of steps that an argument describes, or an error that names the step and the field.
func augmentation(_ call: Call, _ argument: String) throws -> Augmentation {
  Augmentation(
    try call.list(argument).enumerated().map { number, value in
      guard case .record(let record) = value else {
        throw BuiltinError("step \(number) is no record", kind: "type", argument: argument)
      }
      do {
        return try StepFields(record, call).step()
      } catch let error as any ExplainedError {
        var explained = error.explanation
        explained.message = "step \(number): \(explained.message)"
        explained.argument = argument
        throw explained
      }
    })
}

/// The fields of one step.
private struct StepFields {
  let record: Record
  let call: Call

  /// The fields that each effect has, besides effect, p and per.
  private static let fields: [(effect: String, names: [String])] = [
    ("gain", ["db"]), ("add_noise", ["snr", "kind", "file"]), ("reverb", ["rir"]),
    ("speed", ["factor"]), ("tempo", ["factor"]), ("pitch", ["semitones"]),
    ("clip", ["db", "share"]), ("lowpass", ["frequency"]), ("highpass", ["frequency"]),
    ("bandpass", ["low", "high"]), ("telephone", []), ("codec", ["codec", "sampling_rate"]),
  ]

  init(_ record: Record, _ call: Call) {
    self.record = record
    self.call = call
  }

  func step() throws -> Augmentation.Step {
    let names = Self.fields.map(\.effect)
    guard case .string(let name)? = record["effect"] else {
      throw BuiltinError("has no effect", hint: "effect is " + names.joined(separator: ", "))
    }
    guard let known = Self.fields.first(where: { $0.effect.isExactly(name) }) else {
      throw BuiltinError(
        "there is no effect \(name)", hint: "there are " + names.joined(separator: ", "))
    }
    let allowed = ["effect", "p", "per"] + known.names
    if let unknown = record.keys.first(where: { !allowed.containsExactly($0) }) {
      throw BuiltinError(
        "\(name) has no \(unknown)", hint: "it has " + allowed.dropFirst().joined(separator: ", "))
    }
    let chance = try record["p"].map { try number($0, "p") } ?? 1
    return try Augmentation.Step(
      effect(name), probability: chance, isPerBatch: isPerBatch())
  }

  private func isPerBatch() throws -> Bool {
    switch record["per"] {
    case nil, .string("recording"): return false
    case .string("batch"): return true
    default: throw BuiltinError("per is \"recording\" or \"batch\"")
    }
  }

  private func effect(_ name: String) throws -> Effect {
    switch name {
    case "gain": return .gain(try draw("db"))
    case "add_noise": return try noise()
    case "reverb":
      guard let rooms = record["rir"] else { throw BuiltinError("reverb needs rir") }
      return .reverberation(try noiseSources(rooms, call))
    case "speed": return .speed(try draw("factor"))
    case "tempo": return .tempo(try draw("factor"))
    case "pitch": return .pitch(try draw("semitones"))
    case "clip":
      guard record["share"] != nil else { return .clipping(decibels: try draw("db")) }
      guard record["db"] == nil else { throw BuiltinError("clip takes db or share, not both") }
      return .clippingShare(try draw("share"))
    case "lowpass": return .lowPass(try draw("frequency"))
    case "highpass": return .highPass(try draw("frequency"))
    case "bandpass": return .bandPass(low: try draw("low"), high: try draw("high"))
    case "codec":
      let codecs = try words("codec").map { word in
        guard let codec = Codec(rawValue: word) else {
          let known = Codec.allCases.map(\.rawValue).joined(separator: ", ")
          throw BuiltinError("there is no codec \(word)", hint: "there are " + known)
        }
        return codec
      }
      return .codec(codecs, samplingRate: try record["sampling_rate"].map(whole))
    default: return .bandPass(low: .fixed(300), high: .fixed(3_400))
    }
  }

  private func noise() throws -> Effect {
    let snr = try draw("snr")
    let sources = try record["file"].map { try noiseSources($0, call) } ?? []
    let kinds = try (record["kind"] == nil ? ["white"] : words("kind")).map { word in
      guard let kind = NoiseKind(rawValue: word) else {
        throw BuiltinError("there is no kind \(word)", hint: "there are white, pink and babble")
      }
      return kind
    }
    guard sources.isEmpty || kinds == [.babble] || record["kind"] == nil else {
      throw BuiltinError("add_noise takes file alone, or with kind: \"babble\"")
    }
    return sources.isEmpty || kinds == [.babble]
      ? .noise(kinds, snr: snr, speech: sources) : .recordedNoise(sources, snr: snr)
  }

  /// A number, a range of two, or a choice of more.
  private func draw(_ name: String) throws -> Draw {
    guard let value = record[name] else {
      throw BuiltinError("\(name) is missing")
    }
    guard case .list(let list) = value else { return .fixed(try number(value, name)) }
    let numbers = try list.items.map { try number($0, name) }
    switch numbers.count {
    case 0: throw BuiltinError("\(name) is an empty list")
    case 1: return .fixed(numbers[0])
    case 2:
      guard numbers[0] <= numbers[1] else {
        throw BuiltinError(
          "\(name) is a range from \(numbers[0]) to \(numbers[1]), which is none",
          hint: "the lower number comes first; three numbers or more are a choice")
      }
      return .range(numbers[0]...numbers[1])
    default: return .among(numbers)
    }
  }

  private func number(_ value: Value, _ name: String) throws -> Double {
    switch value {
    case .int(let number): return Double(number)
    case .float(let number) where number.isFinite: return number
    case .float(let number): throw BuiltinError("\(name) is \(number), not a finite number")
    default:
      throw BuiltinError("\(name) is a \(value.typeName), not a number", kind: "type")
    }
  }

  private func whole(_ value: Value) throws -> Int {
    guard case .int(let number) = value else {
      throw BuiltinError("sampling_rate is no whole number", kind: "type")
    }
    return number
  }

  private func words(_ name: String) throws -> [String] {
    let items: [Value]
    switch record[name] {
    case .list(let list): items = list.items
    case let value?: items = [value]
    case nil: throw BuiltinError("\(name) is missing")
    }
    guard !items.isEmpty else { throw BuiltinError("\(name) is an empty list") }
    return try items.map { item in
      guard case .string(let word) = item else {
        throw BuiltinError("\(name) is a \(item.typeName), not text", kind: "type")
      }
      return word
    }
  }
}
