internal import Audio
internal import Interpreter

var featureBuiltins: [Builtin] {
  [spectrogram, logMel, fbank]
}

private var framingParameters: [Parameter] {
  [
    Parameter("n_fft", .int, default: .int(400), "samples that are transformed together"),
    Parameter("hop_length", .int, default: .int(160), "samples from one frame to the next"),
  ]
}

private var spectrogram: Builtin {
  Builtin(
    "spectrogram", on: audioParameter,
    framingParameters + [
      Parameter(
        "win_length", .optional(.int), default: .none, "samples that are weighted; n_fft if none"),
      Parameter(
        "window", .choice(Window.allCases.map(\.rawValue)), default: .string("hann"), "the weights"
      ),
      Parameter("power", .int, default: .int(2), "2 for powers, 1 for magnitudes"),
      Parameter(
        "center", .bool, default: .bool(true),
        "frame t lies around sample t·hop_length, the sound mirrored at its ends; else it begins "
          + "there"),
    ], result: "tensor",
    summary: "The spectrum of every frame: frames × (n_fft / 2 + 1), from 0 Hz up.",
    help: "The numbers are those of torchaudio's Spectrogram, frames first.",
    example: "load_audio(\"speech.wav\").spectrogram(n_fft=512).shape"
  ) { call in
    let window = Window(rawValue: try call.string("window")) ?? .hann
    let settings = SpectrogramSettings(
      fftLength: try call.int("n_fft"), hopLength: try call.int("hop_length"),
      windowLength: try call.optionalInt("win_length"), window: window,
      power: try call.int("power"),
      alignment: try call.bool("center") ? .centredMirrored : .inside)
    let clip = try call.clip("audio")
    let rate = Double(clip.samplingRate)
    return .object(
      TensorObject(
        try clip.spectrogram(settings),
        scale: FeatureScale(
          frameStep: Double(settings.hopLength) / rate,
          channels: .frequencies(upTo: rate / 2, power: settings.power))))
  }
}

private var logMel: Builtin {
  Builtin(
    "log_mel", on: audioParameter,
    [Parameter("n_mels", .int, default: .int(80), "bands, equally wide in mels")]
      + framingParameters + [
        Parameter(
          "style", .choice(LogMelStyle.allCases.map(\.rawValue)), default: .string("whisper"),
          "whose filters and logarithm")
      ], result: "tensor",
    summary: "The logarithm of the power in mel bands of every frame: frames × n_mels.",
    help: "whisper is Whisper's own scaling, of 16 kHz audio; htk is torchaudio's MelSpectrogram "
      + "and slaney librosa's melspectrogram, each with its defaults, then the natural logarithm.",
    example: "load_audio(\"speech.wav\", sampling_rate=16000).log_mel(n_mels=40).shape"
  ) { call in
    let style = LogMelStyle(rawValue: try call.string("style")) ?? .whisper
    let (clip, hop) = (try call.clip("audio"), try call.int("hop_length"))
    return .object(
      TensorObject(
        try clip.logMel(
          melCount: call.int("n_mels"), fftLength: call.int("n_fft"), hopLength: hop, style: style),
        scale: FeatureScale(
          frameStep: Double(hop) / Double(clip.samplingRate), channels: .melBands)))
  }
}

private var fbank: Builtin {
  Builtin(
    "fbank", on: audioParameter, [Parameter("n_mels", .int, default: .int(80), "bands")],
    result: "tensor",
    summary: "Kaldi's filter-bank features, without dither: frames × n_mels.",
    help: "Frames of 25 ms lie every 10 ms within the sound.",
    example: "load_audio(\"speech.wav\").fbank(n_mels=40).shape"
  ) { call in
    .object(
      TensorObject(
        try call.clip("audio").fbank(melCount: call.int("n_mels")),
        scale: FeatureScale(frameStep: 0.01, channels: .melBands)))
  }
}
