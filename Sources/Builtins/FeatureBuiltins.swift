internal import Audio
internal import Interpreter
internal import Kernels
internal import Tensors

var featureBuiltins: [Builtin] {
  [spectrogram, logMel, fbank, mfcc, cmvn]
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
    ], isPure: true, result: "tensor",
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
      ], isPure: true, result: "tensor",
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
    isPure: true, result: "tensor",
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

private var mfcc: Builtin {
  Builtin(
    "mfcc", on: audioParameter,
    [
      Parameter(
        "n_mfcc", .int, default: .int(13), "coefficients, the first for the loudness of all bands"),
      Parameter("n_mels", .optional(.int), default: .none, "bands; 128 if none, Kaldi's 23"),
      Parameter(
        "n_fft", .optional(.int), default: .none,
        "samples that are transformed together; 400 if none, slaney's 2048"),
      Parameter(
        "hop_length", .optional(.int), default: .none,
        "samples from one frame to the next; 200 if none, slaney's 512"),
      Parameter(
        "style", .choice(CepstrumStyle.allCases.map(\.rawValue)), default: .string("htk"),
        "whose filters and logarithm"),
      Parameter(
        "lifter", .optional(.number), default: .none,
        "weighs the higher coefficients more; 0 if none, Kaldi's 22"),
    ], isPure: true, result: "tensor",
    summary: "Mel-frequency cepstral coefficients: frames × n_mfcc.",
    help: "htk is torchaudio's MFCC, slaney librosa's mfcc and kaldi Kaldi's, of frames of 25 ms "
      + "every 10 ms and without the energy in the first place. Where nothing is said, numbers are "
      + "those that each takes.",
    example: "load_audio(\"speech.wav\").mfcc(n_mfcc=20).shape"
  ) { call in
    let style = CepstrumStyle(rawValue: try call.string("style")) ?? .htk
    let (clip, hop) = (try call.clip("audio"), try call.optionalInt("hop_length"))
    let step = (hop ?? style.hopLength).map { Double($0) / Double(clip.samplingRate) }
    return .object(
      TensorObject(
        try clip.mfcc(
          count: call.int("n_mfcc"), melCount: call.optionalInt("n_mels"),
          fftLength: call.optionalInt("n_fft"), hopLength: hop,
          lifter: call.optionalDouble("lifter"), style: style),
        scale: FeatureScale(frameStep: step ?? 0.01, channels: .coefficients)))
  }
}

private var cmvn: Builtin {
  Builtin(
    "cmvn", on: Parameter("features", .object("tensor"), "frames × bins"),
    [Parameter("variance", .bool, default: .bool(true), "divide by the deviation as well")],
    isPure: true, result: "tensor",
    summary: "Features whose columns have mean 0 and variance 1 over the frames.",
    help: "It is the normalisation of an utterance that Speech2Text models take, with the variance "
      + "of the population; a constant column becomes zeros.",
    example: "load_audio(\"speech.wav\").mfcc().cmvn().mean(axis=0).abs().max() < 0.001"
  ) { call in
    let object = try call.object("features", as: TensorObject.self)
    let features = object.tensor
    guard features.shape.count == 2 else {
      throw BuiltinError(
        "features are frames × bins, not of shape \(features.shape)", kind: "shape",
        argument: "features")
    }
    let bad = nonFiniteCount(features.span)
    guard bad == 0 else {
      throw BuiltinError(
        "\(bad) numbers of the features are infinite or NaN", argument: "features")
    }
    let normalised = cepstralNormalised(features, scalesVariance: try call.bool("variance"))
    return .object(TensorObject(normalised, scale: object.scale))
  }
}
