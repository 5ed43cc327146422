internal import Audio
internal import Interpreter

private var audioParameter: Parameter { Parameter("audio", .object("audio")) }

var audioBuiltins: [Builtin] {
  [loadAudio, resample, mono]
}

private var loadAudio: Builtin {
  Builtin(
    "load_audio",
    [
      Parameter("path", .path, "a recording in any format that libsndfile reads"),
      Parameter("sampling_rate", .optional(.int), default: .none, "bring it to this rate"),
      Parameter("channel", .optional(.int), default: .none, "take one channel, from 0"),
      Parameter("start", .number, default: .int(0), "where to begin, in seconds"),
      Parameter("duration", .optional(.number), default: .none, "how much to read, in seconds"),
    ], result: "audio", summary: "Reads a recording."
  ) { call in
    let clip = try readAudio(
      call.string("path"), channel: call.optionalInt("channel"), start: call.double("start"),
      duration: call.optionalDouble("duration"))
    guard let rate = try call.optionalInt("sampling_rate") else {
      return .object(AudioObject(clip))
    }
    return .object(AudioObject(try clip.resampled(to: rate)))
  }
}

private var resample: Builtin {
  Builtin(
    "resample", on: audioParameter, [Parameter("rate", .int, "samples a second")],
    result: "audio", summary: "The same sound at another sampling rate."
  ) { call in .object(AudioObject(try call.clip("audio").resampled(to: call.int("rate")))) }
}

private var mono: Builtin {
  Builtin(
    "mono", on: audioParameter, result: "audio", summary: "The mean of all channels."
  ) { call in .object(AudioObject(try call.clip("audio").mono())) }
}
