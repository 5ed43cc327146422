internal import Audio
internal import Datasets
internal import Interpreter

var augmentBuiltins: [Builtin] { [augmentAudio, augmentDataset] }

/// The parameter that says what to do, of all built-ins that augment.
private var stepsParameter: Parameter {
  Parameter(
    "steps", .list(of: .record),
    "what to do in turn: [{effect: \"add_noise\", snr: [5, 20], p: 0.5}, …]")
}

private let stepsHelp =
  "A step names a method of audio and its arguments: gain, add_noise, reverb, speed, tempo, pitch, "
  + "clip, lowpass, highpass, bandpass, telephone or codec. Two numbers are a range to draw from, "
  + "more are a choice, and so are words and recordings. p is the chance of the step. "

private var augmentAudio: Builtin {
  Builtin(
    "augment", on: audioParameter,
    [
      stepsParameter,
      Parameter("seed", .optional(.int), default: .none, "of the draws; the session's if none"),
      Parameter("row", .int, default: .int(0), "another row draws something else"),
    ], result: "audio", summary: "The sound after steps whose chances and numbers are drawn.",
    help: stepsHelp + "The draws depend on seed and row alone.",
    example: "load_audio(\"speech.wav\").augment([{effect: \"gain\", db: [-6, 6]}], seed=1)"
  ) { call in
    let row = try call.int("row")
    guard (0..<1 << 32).contains(row) else {
      throw BuiltinError("row is a number from 0 on, not \(row)", argument: "row")
    }
    let augmentation = try augmentation(call, "steps")
    let seed = UInt64(bitPattern: Int64(try call.seed("seed")))
    return .object(
      AudioObject(try augmentation(call.clip("audio"), at: .init(seed: seed, row: row))))
  }
}

private var augmentDataset: Builtin {
  Builtin(
    "augment", on: datasetParameter,
    [
      stepsParameter,
      Parameter("seed", .optional(.int), default: .none, "of the draws; the session's if none"),
    ], result: "dataset",
    summary: "The dataset with every recording after steps whose chances and numbers are drawn.",
    help: stepsHelp + "A step with per: \"batch\" draws once for the whole dataset. The draws of a "
      + "row depend on the seed and the row's number alone. Recordings are decoded and changed each "
      + "time they are used; fit(augment=…) draws anew at every step.",
    example:
      "load_dataset(\"speech.csv\").augment([{effect: \"speed\", factor: [0.9, 1, 1.1]}], seed=1)"
  ) { call in
    let augmentation = try augmentation(call, "steps")
    let seed = UInt64(bitPattern: Int64(try call.seed("seed")))
    return .object(DatasetObject(try call.dataset().augmented(by: augmentation, seed: seed)))
  }
}
