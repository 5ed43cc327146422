internal import Audio
internal import CTC
internal import Datasets
internal import Display
internal import Interpreter
internal import Layers
internal import Models
internal import Tensors
internal import Recognizers

/// A recording as a model hears it: at once, or window by window if it is long.
struct HeardAudio {
  private enum Sound {
    /// One channel at the model's sampling rate.
    case short(AudioClip)
    case long(StreamedAudio, RecordingWindows)
  }

  /// Where the recording is.
  let source: AudioSource
  private let sound: Sound

  /// Prepares a recording for a model.
  ///
  /// - Parameters:
  ///   - source: The recording; one in a file is decoded here only if it is short.
  ///   - model: The model.
  ///   - windows: The windows of a recording that is longer than one, or `nil` to hear it at once.
  /// - Throws: `AudioError` if it cannot be read.
  init(_ source: AudioSource, for model: any SpeechModel, _ windows: RecordingWindows?) throws {
    self.source = source
    guard let windows, source.duration > windows.length else {
      sound = .short(try model.heard(source.read()))
      return
    }
    sound = .long(try source.streamed(at: model.samplingRate), windows)
  }

  /// The number of frames that the model scores, within one or two.
  func frameCount(_ model: any SpeechModel) -> Int {
    if case .short(let clip) = sound { return model.frameCount(samples: clip.frameCount) }
    let samples = source.duration * Double(model.samplingRate)
    return model.frameCount(samples: Int(exactly: samples.rounded()) ?? 0)
  }

  /// What is left of a recording when it was heard.
  struct Outline {
    /// The largest samples of every hundredth of a second, or all of a short recording.
    var samples: Tensor
    /// The length of the recording in seconds.
    var duration: Double
    /// Where it is silent.
    var silence: SilentStretches
  }

  /// Scores the frames, part by part where the recording is long.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - call: The call, whose user may stop it and sees the progress.
  ///   - title: What is being done.
  ///   - mayBePart: Whether in a rehearsal the beginning of a long recording will do.
  ///   - body: Given the frames × tokens in their order.
  /// - Returns: What a drawing of the recording needs.
  /// - Throws: What `body` throws, `ModelError`, or `Interrupted`.
  func score(
    by model: any SpeechModel, _ call: Call, _ title: String, mayBePart: Bool,
    _ body: (Tensor) throws -> Void
  ) throws -> Outline {
    switch sound {
    case .short(let clip):
      try body(call.logits(model, clip))
      var peaks = WavePeaks(samplingRate: clip.samplingRate)
      peaks.add(clip.samples)
      return Outline(
        samples: clip.samples, duration: clip.duration, silence: SilentStretches(peaks))
    case .long(let audio, let windows):
      let rehearsal = mayBePart ? call.session.rehearsal : nil
      return try score(audio, windows, by: model, call, title, rehearsal, body)
    }
  }

  /// Scores the frames, and gives them together: frames × tokens, and what a drawing needs.
  func scores(
    by model: any SpeechModel, _ call: Call, _ title: String
  ) throws -> (scores: Tensor, outline: Outline) {
    var parts: [Tensor] = []
    let outline = try score(by: model, call, title, mayBePart: false) { parts.append($0) }
    guard parts.count != 1 else { return (parts[0], outline) }
    let frames = parts.reduce(0) { $0 + $1.rowCount }
    return (Tensor(joining: parts, shape: [frames, parts.first?.rowLength ?? 0]), outline)
  }

  private func score(
    _ audio: StreamedAudio, _ windows: RecordingWindows, by model: any SpeechModel, _ call: Call,
    _ title: String, _ rehearsal: Rehearsal?, _ body: (Tensor) throws -> Void
  ) throws -> Outline {
    let interruption = call.session.interruption
    var peaks = WavePeaks(samplingRate: model.samplingRate)
    var samples = 0
    let scores = try WindowedScores(
      audio, by: model, windows, pass: .inference(until: { interruption.isRequested })
    ) {
      samples += $0.count
      peaks.add($0)
    }
    let progress = Progress(call)
    let (start, seconds) = (ContinuousClock.now, model.frameTiming.secondsPerFrame)
    let total = Int(source.duration.rounded())
    try progress.during(title, total: total, unit: "s of audio") {
      var frames = 0
      while let part = try scores.next() {
        try call.checkInterruption()
        try body(part)
        frames += part.rowCount
        let heard = Double(frames) * seconds
        let elapsed = start.duration(to: .now)
        let factor = formatShort(elapsed / .seconds(1) / heard, digits: 2)
        progress.update(min(Int(heard.rounded()), total), note: "real-time factor \(factor)")
        guard let rehearsal, elapsed > rehearsal.patience else { continue }
        rehearsal.note(
          call.builtin.name, done: heard, of: source.duration, unit: "s of audio",
          seconds: elapsed / .seconds(1))
        break
      }
      try call.checkInterruption()
    }
    let duration = Double(samples) / Double(model.samplingRate)
    return Outline(
      samples: Tensor(peaks.peaks), duration: duration, silence: SilentStretches(peaks))
  }
}

extension Call {
  /// All scores of a recording, heard as transcribing hears it unless told otherwise: frames × tokens.
  func scores(of source: AudioSource, by model: any SpeechModel) throws -> Tensor {
    let audio = try HeardAudio(source, for: model, RecordingWindows())
    return try audio.scores(by: model, self, "Hearing").scores
  }

  /// The recording of an argument, which is audio or a file.
  func source(_ name: String) throws -> AudioSource {
    switch try value(name) {
    case .string(let path): return AudioSource(try audioInfo(session.reading(path)))
    case .object(let object as RecordingObject): return object.source
    default: return AudioSource(try clip(name))
    }
  }

  /// How long recordings are divided, or `nil` if they are not.
  func windows(for model: any SpeechModel) throws -> RecordingWindows? {
    guard let length = try optionalDouble("chunk_length_s") else {
      guard try optionalDouble("stride_length_s") == nil else {
        throw BuiltinError(
          "stride_length_s means nothing where there are no windows", hint: "give chunk_length_s",
          argument: "stride_length_s")
      }
      return nil
    }
    let windows = RecordingWindows(length: length, stride: try optionalDouble("stride_length_s"))
    if isGiven("chunk_length_s") || isGiven("stride_length_s") { try windows.check(for: model) }
    return windows
  }
}

/// The parameters about windows.
var windowParameters: [Parameter] {
  [
    Parameter(
      "chunk_length_s", .optional(.numberIn(0...36_000)), default: .int(30),
      "recordings longer than so many seconds are heard in windows of that length; none: at once"),
    Parameter(
      "stride_length_s", .optional(.numberIn(0...36_000)), default: .none,
      "seconds at each end of a window that its neighbours hear too; none: a sixth"),
  ]
}
