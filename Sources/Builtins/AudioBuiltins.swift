internal import Audio
internal import Interpreter
internal import Kernels
internal import Tensors

var audioParameter: Parameter { Parameter("audio", .object("audio")) }

var audioBuiltins: [Builtin] {
  [loadAudio, makeAudio, joinAudio, audioInfoBuiltin, resample, mono, trim, gain, save]
    + featureBuiltins + soundFigureBuiltins + augmentationBuiltins
}

private var loadAudio: Builtin {
  Builtin(
    "load_audio",
    [
      Parameter("path", .inputPath, "a recording in any format that libsndfile reads"),
      Parameter(
        "sampling_rate", .optional(.intIn(AudioClip.samplingRates)), default: .none,
        "bring it to this rate"),
      Parameter("channel", .optional(.int), default: .none, "take one channel, from 0"),
      Parameter("start", .number, default: .int(0), "where to begin, in seconds"),
      Parameter("duration", .optional(.number), default: .none, "how much to read, in seconds"),
    ], result: "audio", summary: "Reads a recording.",
    help: "Samples are floats, full scale at ±1. All channels are kept unless one is asked for.",
    example: "load_audio(\"speech.wav\", sampling_rate=16000)"
  ) { call in
    let clip = try readAudio(
      call.inputPath("path"), channel: call.optionalInt("channel"), start: call.double("start"),
      duration: call.optionalDouble("duration"))
    guard let rate = try call.optionalInt("sampling_rate") else {
      return .object(AudioObject(clip))
    }
    return .object(AudioObject(try clip.resampled(to: rate)))
  }
}

private var makeAudio: Builtin {
  Builtin(
    "make_audio",
    [
      Parameter("samples", .object("tensor"), "a vector, or frames × channels; full scale is ±1"),
      Parameter("sampling_rate", .int, "samples a second"),
    ], isPure: true, result: "audio", summary: "Audio of samples that are computed.",
    example: "make_audio(randn([8000], seed=1) * 0.1, 16000).duration"
  ) { call in
    let (samples, rate) = (try call.tensor("samples"), try call.int("sampling_rate"))
    guard AudioClip.samplingRates.contains(rate) else {
      throw AudioError.samplingRate(path: nil, rate: rate)
    }
    let isFrames =
      samples.shape.count == 2 && (1...AudioClip.mostChannels).contains(samples.shape[1])
    guard samples.shape.count == 1 || isFrames else {
      throw BuiltinError(
        "samples are a vector or frames × channels, not of shape \(samples.shape)", kind: "shape",
        argument: "samples")
    }
    let bad = nonFiniteCount(samples.span)
    guard bad == 0 else {
      throw BuiltinError(
        "\(bad) samples are not finite numbers", kind: "audio", argument: "samples")
    }
    return .object(AudioObject(AudioClip(samples: samples, samplingRate: rate)))
  }
}

private var joinAudio: Builtin {
  Builtin(
    "join_audio",
    [
      Parameter("clips", .list(of: .object("audio")), "recordings, in order"),
      Parameter(
        "pause", .numberIn(0...3_600), default: .int(0), "seconds of silence between two of them"),
    ], isPure: true, result: "audio", summary: "Recordings one behind the other, as one.",
    help: "All get the sampling rate of the first; where the numbers of channels differ, one "
      + "channel.",
    example: "clip = load_audio(\"speech.wav\"); join_audio([clip, clip], pause=0.5).duration"
  ) { call in
    guard case .list(let list) = try call.value("clips") else { return .none }
    let clips = try list.items.enumerated().map { index, item in
      guard let clip = try audioClip(item) else {
        throw BuiltinError("item \(index) is no audio", kind: "type", argument: "clips")
      }
      return clip
    }
    return .object(AudioObject(try AudioClip.joined(clips, pause: call.double("pause"))))
  }
}

private var audioInfoBuiltin: Builtin {
  Builtin(
    "audio_info", [Parameter("path", .inputPath, "a recording")], result: "audio_info",
    summary: "What a recording's header says: format, encoding, rate, channels, length.",
    help: "It shows what soxi prints. Nothing is decoded. The fields are path, format, encoding, "
      + "sampling_rate, channels, frames, duration, bytes, bit_rate, precision (in bits) and tags "
      + "(title, artist and the like).",
    example: "audio_info(\"speech.wav\").sampling_rate"
  ) { call in .object(AudioInfoObject(try audioInfo(call.inputPath("path")))) }
}

private var resample: Builtin {
  Builtin(
    "resample", on: audioParameter,
    [Parameter("rate", .intIn(AudioClip.samplingRates), "samples a second")],
    isPure: true, result: "audio", summary: "The same sound at another sampling rate.",
    example: "load_audio(\"speech.wav\").resample(8000).sampling_rate"
  ) { call in .object(AudioObject(try call.clip("audio").resampled(to: call.int("rate")))) }
}

private var mono: Builtin {
  Builtin(
    "mono", on: audioParameter, isPure: true, result: "audio", summary: "The mean of all channels.",
    example: "load_audio(\"speech.wav\").mono().channels"
  ) { call in .object(AudioObject(try call.clip("audio").mono())) }
}

private var trim: Builtin {
  Builtin(
    "trim", on: audioParameter,
    [
      Parameter(
        "threshold", .number, default: .int(60),
        "silence is so many decibels below the loudest frame"),
      Parameter("frame_length", .int, default: .int(2_048), "samples judged together"),
      Parameter("hop_length", .int, default: .int(512), "samples from one frame to the next"),
    ], isPure: true, result: "audio", summary: "The sound without the silence at both ends.",
    help: "The definition is that of librosa.effects.trim.",
    example: "load_audio(\"speech.wav\").trim(threshold=40).duration"
  ) { call in
    .object(
      AudioObject(
        try call.clip("audio").trimmed(
          threshold: call.double("threshold"), frameLength: call.int("frame_length"),
          hopLength: call.int("hop_length"))))
  }
}

private var gain: Builtin {
  Builtin(
    "gain", on: audioParameter,
    [Parameter("db", .number, "decibels; 6 about doubles the samples, -6 halves them")],
    isPure: true, result: "audio",
    summary: "The sound made louder, or softer by negative decibels.",
    example: "load_audio(\"speech.wav\").gain(-6)"
  ) { call in .object(AudioObject(try call.clip("audio").gain(call.double("db")))) }
}

private var save: Builtin {
  Builtin(
    "save", on: audioParameter,
    [
      Parameter(
        "path", .outputPath, "its ending says the format: .wav, .flac, .ogg, .opus, .mp3, …")
    ],
    result: "none", summary: "Writes the sound to a file, whole or not at all.",
    help: "Formats without loss hold 16 bits a sample. Samples beyond ±1 are an error rather than "
      + "clipped.",
    example: "load_audio(\"speech.wav\").save(\"speech.flac\")"
  ) { call in
    try call.clip("audio").save(to: call.outputPath("path"))
    return .none
  }
}
