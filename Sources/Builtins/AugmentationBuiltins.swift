internal import Audio
internal import Datasets
internal import Interpreter
internal import Tensors

var augmentationBuiltins: [Builtin] {
  [
    addNoise, reverb, speed, tempo, pitch, clipBuiltin, lowpass, highpass, bandpass, telephone,
    codec,
  ]
    + augmentBuiltins + [specAugmentBuiltin]
}

/// What a parameter for recordings of noise or of rooms accepts.
private var recordingsType: ValueType {
  .anyOf([
    .inputPath, .object("audio"), .object("dataset"), .list(of: .inputPath),
    .list(of: .object("audio")),
  ])
}

private var seedParameter: Parameter {
  Parameter(
    "seed", .optional(.int), default: .none,
    "the same seed draws the same; without one every call draws anew")
}

extension Call {
  /// A stream of a purpose, of the seed that was given or of how many calls drew before.
  func stream(_ purpose: String) throws -> RandomStream {
    let seed = try optionalInt("seed")
    if seed == nil { session.draws += 1 }
    return RandomStream(
      seed: seed.map { UInt64(bitPattern: Int64($0)) } ?? session.seed, purpose: purpose,
      place: seed == nil ? session.draws : 0)
  }

  fileprivate func changed(_ change: (AudioClip) throws -> AudioClip) throws -> Value {
    .object(AudioObject(try change(clip("audio"))))
  }
}

private var addNoise: Builtin {
  Builtin(
    "add_noise", on: audioParameter,
    [
      Parameter("snr", .number, "the level of the sound above the noise's, in decibels"),
      Parameter(
        "kind", .choice(NoiseKind.allCases.map(\.rawValue)), default: .string("white"),
        "noise that is made; babble is many voices"),
      Parameter(
        "file", .optional(recordingsType), default: .none,
        "recordings of noise, one of which is drawn, or of the speech that babble is made of"),
      seedParameter,
    ], result: "audio", summary: "The sound with noise at a signal-to-noise ratio.",
    help:
      "A level is the mean square of all samples, pauses too. Of a recording a stretch is drawn, "
      + "which repeats if it is too short. Babble without speech is made of the sound itself. "
      + "Sampling rates that differ, and silence, are refused. Samples may come to lie beyond ±1; "
      + "nothing is cut off.",
    example: "load_audio(\"speech.wav\").add_noise(10, kind=\"pink\", seed=1)"
  ) { call in
    let kind = NoiseKind(rawValue: try call.string("kind")) ?? .white
    let snr = Draw.fixed(try call.double("snr"))
    let sources = try call.isNone("file") ? [] : noiseSources(call.value("file"), call)
    let effect: Effect =
      sources.isEmpty || kind == .babble
      ? .noise([kind], snr: snr, speech: sources) : .recordedNoise(sources, snr: snr)
    var stream = try call.stream("add_noise")
    let noise = RandomStream(
      seed: UInt64(stream.bits()) << 32 | UInt64(stream.bits()), purpose: "noise")
    return try call.changed { try effect.applied(to: $0, &stream, noise: noise) }
  }
}

private var reverb: Builtin {
  Builtin(
    "reverb", on: audioParameter,
    [Parameter("rir", .anyOf([.inputPath, .object("audio")]), "the impulse response of a room")],
    result: "audio", summary: "The sound as it is in a room, by the room's impulse response.",
    help: "Nothing moves in time: the direct path, the response's largest sample, stays where the "
      + "sound is. Length and level stay too. The response has one channel and the sound's sampling "
      + "rate.",
    example: "clap = load_audio(\"speech.wav\")[0:800]\nload_audio(\"speech.wav\").reverb(clap)"
  ) { call in
    let room = try noiseSources(call.value("rir"), call)[0].read()
    return try call.changed { try $0.reverberated(by: room) }
  }
}

private var speed: Builtin {
  Builtin(
    "speed", on: audioParameter,
    [Parameter("factor", .number, "from 0.25 to 4; 2 is an octave higher in half the time")],
    isPure: true, result: "audio",
    summary: "The sound played faster or slower, as a tape is: the pitch changes.",
    example: "load_audio(\"speech.wav\").speed(1.25).duration"
  ) { call in try call.changed { try $0.speed(call.double("factor")) } }
}

private var tempo: Builtin {
  Builtin(
    "tempo", on: audioParameter,
    [Parameter("factor", .number, "from 0.25 to 4; 2 takes half the time")],
    isPure: true, result: "audio",
    summary: "The sound said faster or slower at the same pitch: a time stretch.",
    help: "Stretches of 32 ms overlap where they are most alike (WSOLA).",
    example: "load_audio(\"speech.wav\").tempo(1.25).duration"
  ) { call in try call.changed { try $0.tempo(call.double("factor")) } }
}

private var pitch: Builtin {
  Builtin(
    "pitch", on: audioParameter,
    [Parameter("semitones", .number, "from -24 to 24; 12 is an octave higher")],
    isPure: true, result: "audio",
    summary: "The sound higher or lower in pitch, as long as before.",
    example: "load_audio(\"speech.wav\").pitch(-2).duration"
  ) { call in try call.changed { try $0.pitch(call.double("semitones")) } }
}

private var clipBuiltin: Builtin {
  Builtin(
    "clip", on: audioParameter,
    [
      Parameter("db", .number, default: .int(-6), "cut off above so many decibels of the peak"),
      Parameter(
        "share", .optional(.number), default: .none,
        "cut off so that this share of the samples, the largest, is: 0.1 is a tenth"),
    ], isPure: true, result: "audio",
    summary: "The sound cut off at a level, as by an overdriven amplifier.",
    example: "load_audio(\"speech.wav\").clip(db=-12).samples.max()"
  ) { call in
    let share = try call.optionalDouble("share")
    guard share == nil || !call.isGiven("db") else {
      throw BuiltinError("takes db or share, not both", argument: "share")
    }
    let level = try share.map { ClippingLevel.share($0) } ?? .decibels(call.double("db"))
    return try call.changed { try $0.clipped(level) }
  }
}

private var order: Parameter {
  Parameter("order", .int, default: .int(4), "from 1 to 8: 6 dB an octave each")
}

private let filterHelp =
  "A Butterworth filter: 3 dB lower at each edge. SciPy's butter and sosfilt give the same."

private var lowpass: Builtin {
  Builtin(
    "lowpass", on: audioParameter,
    [Parameter("frequency", .number, "in hertz, below half the sampling rate"), order],
    isPure: true, result: "audio", summary: "The frequencies below one.", help: filterHelp,
    example: "load_audio(\"speech.wav\").lowpass(1000)"
  ) { call in
    try call.changed {
      try $0.filtered(.below(call.double("frequency")), order: call.int("order"))
    }
  }
}

private var highpass: Builtin {
  Builtin(
    "highpass", on: audioParameter,
    [Parameter("frequency", .number, "in hertz, below half the sampling rate"), order],
    isPure: true, result: "audio", summary: "The frequencies above one.", help: filterHelp,
    example: "load_audio(\"speech.wav\").highpass(100)"
  ) { call in
    try call.changed {
      try $0.filtered(.above(call.double("frequency")), order: call.int("order"))
    }
  }
}

private var bandpass: Builtin {
  Builtin(
    "bandpass", on: audioParameter,
    [
      Parameter("low", .number, "in hertz"),
      Parameter("high", .number, "in hertz, below half the sampling rate"), order,
    ], isPure: true, result: "audio", summary: "The frequencies between two.", help: filterHelp,
    example: "load_audio(\"speech.wav\").bandpass(200, 5000)"
  ) { call in
    try call.changed {
      try $0.filtered(
        .between(call.double("low"), call.double("high")), order: call.int("order"))
    }
  }
}

private var telephone: Builtin {
  Builtin(
    "telephone", on: audioParameter, isPure: true, result: "audio",
    summary: "The frequencies that telephone lines let through: 300 to 3,400 Hz.",
    help: "A codec of telephones may follow: .codec(\"alaw\", sampling_rate=8000).",
    example: "load_audio(\"speech.wav\").telephone()"
  ) { call in try call.changed { try $0.filtered(.telephone) } }
}

private var codec: Builtin {
  Builtin(
    "codec", on: audioParameter,
    [
      Parameter("codec", .choice(Codec.allCases.map(\.rawValue)), "which"),
      Parameter(
        "sampling_rate", .optional(.int), default: .none,
        "the rate to encode at, 8000 for telephones; the codec's if none"),
      Parameter(
        "quality", .optional(.number), default: .none,
        "of vorbis, opus and mp3: from 0, the smallest, to 1; the encoder's own if none"),
    ], isPure: true, result: "audio",
    summary: "The sound as it is after a codec: encoded and decoded in memory.",
    help:
      "gsm works at 8 kHz; opus and mp3 at the next of their rates from the sound's on. The rate "
      + "and the length of the sound stay. Sound beyond ±1 is lowered before and raised again behind, "
      + "for codecs would cut it off.",
    example: "load_audio(\"speech.wav\").codec(\"gsm\")"
  ) { call in
    guard let codec = Codec(rawValue: try call.string("codec")) else { return .none }
    return try call.changed {
      try $0.coded(
        by: codec, samplingRate: call.optionalInt("sampling_rate"),
        quality: call.optionalDouble("quality"))
    }
  }
}

private var specAugmentBuiltin: Builtin {
  Builtin(
    "spec_augment", on: Parameter("features", .object("tensor"), "frames × bins"),
    [
      Parameter("freq_masks", .int, default: .int(2), "masked bands"),
      Parameter("freq_width", .int, default: .int(10), "the most bins of a band"),
      Parameter("time_masks", .int, default: .int(2), "masked stretches"),
      Parameter("time_width", .int, default: .int(20), "the most frames of a stretch"),
      Parameter(
        "time_share", .number, default: .float(0.15),
        "the most of a recording that one stretch takes"),
      Parameter(
        "time_stretch", .number, default: .int(0), "0.1 draws from 0.9 to 1.1 times as many frames"),
      seedParameter,
    ], result: "tensor", summary: "Features with masked bands and stretches: SpecAugment.",
    help:
      "Masks are 0, the mean of normalised features: of log-mel that is not normalised, subtract "
      + "the mean first. Widths are drawn evenly from 0 to the most.",
    example: "load_audio(\"speech.wav\").log_mel().spec_augment(seed=1)"
  ) { call in
    let object = try call.object("features", as: TensorObject.self)
    guard object.tensor.shape.count == 2, object.tensor.count > 0 else {
      throw BuiltinError(
        "features are frames × bins, not of shape \(object.tensor.shape)", kind: "shape",
        argument: "features")
    }
    var masks = SpecAugment()
    func whole(_ name: String) throws -> Int {
      let number = try call.int(name)
      guard (0...10_000).contains(number) else {
        throw BuiltinError("\(name) is from 0 to 10,000, not \(number)", argument: name)
      }
      return number
    }
    masks.bandMasks = try whole("freq_masks")
    masks.bandWidth = try whole("freq_width")
    masks.timeMasks = try whole("time_masks")
    masks.timeWidth = try whole("time_width")
    masks.timeShare = try call.double("time_share")
    masks.timeStretch = try call.double("time_stretch")
    guard (0...1).contains(masks.timeShare) else {
      throw BuiltinError("time_share is from 0 to 1", argument: "time_share")
    }
    guard (0...0.5).contains(masks.timeStretch) else {
      throw BuiltinError("time_stretch is from 0 to 0.5", argument: "time_stretch")
    }
    return .object(
      TensorObject(
        masks(object.tensor, fewestFrames: 1, stream: try call.stream("spec_augment")),
        scale: object.scale))
  }
}

/// The recordings that a value names.
func noiseSources(_ value: Value, _ call: Call) throws -> [NoiseSource] {
  switch value {
  case .string(let path): return [.file(try audioInfo(call.session.reading(path)))]
  case .list(let list):
    let sources = try list.items.flatMap { try noiseSources($0, call) }
    guard !sources.isEmpty else { throw BuiltinError("an empty list has no recording") }
    return sources
  case .object(let object as DatasetObject):
    return try object.dataset.recordings().map { source in
      if case .file(let info) = source.origin, source.isWholeFile { return .file(info) }
      return .clip(try source.read())
    }
  default:
    if case .object(let recording as RecordingObject) = value,
      case .file(let info) = recording.source.origin, recording.source.isWholeFile
    {
      return [.file(info)]
    }
    guard let clip = try audioClip(value) else {
      throw BuiltinError("a \(value.typeName) is no recording", kind: "type")
    }
    return [.clip(clip)]
  }
}
