internal import Audio
internal import Datasets
internal import Display
internal import Interpreter
internal import Models
internal import Recognition
internal import Tensors
internal import Recognizers

extension HeardRecording {
  /// Scores the frames, part by part where the recording is long, and shows how far it is.
  ///
  /// - Parameters:
  ///   - call: The call, whose user may stop it and sees the progress.
  ///   - title: What is being done.
  ///   - mayBePart: Whether in a rehearsal the beginning of a long recording will do.
  ///   - body: Given the frames × tokens in their order.
  /// - Returns: What a drawing of the recording needs.
  /// - Throws: What `body` throws, `ModelError`, or `Interrupted`.
  func score(
    _ call: Call, _ title: String, mayBePart: Bool,
    _ body: (Tensor) throws -> Void
  ) throws -> Outline {
    guard isLong else {
      return try call.interruptible {
        try score(call.cancellation) {
          try body($0)
          return true
        }
      }
    }
    let progress = Progress(call)
    let (start, seconds) = (ContinuousClock.now, model.frameTiming.secondsPerFrame)
    let total = Int(source.duration.rounded())
    let rehearsal = mayBePart ? call.session.rehearsal : nil
    return try progress.during(title, total: total, unit: "s of audio") {
      var frames = 0
      return try score(call.cancellation) { part in
        try body(part)
        frames += part.rowCount
        let heard = Double(frames) * seconds
        let elapsed = start.duration(to: .now)
        let factor = formatShort(elapsed / .seconds(1) / heard, digits: 2)
        progress.update(min(Int(heard.rounded()), total), note: "real-time factor \(factor)")
        guard let rehearsal, elapsed > rehearsal.patience else { return true }
        rehearsal.note(
          call.builtin.name, done: heard, of: source.duration, unit: "s of audio",
          seconds: elapsed / .seconds(1))
        return false
      }
    }
  }

  /// Scores the frames, and gives them together: frames × tokens, and what a drawing needs.
  func scores(
    _ call: Call, _ title: String
  ) throws -> (scores: Tensor, outline: Outline) {
    var parts: [Tensor] = []
    let outline = try score(call, title, mayBePart: false) { parts.append($0) }
    guard parts.count != 1 else { return (parts[0], outline) }
    let frames = parts.reduce(0) { $0 + $1.rowCount }
    return (Tensor(joining: parts, shape: [frames, parts.first?.rowLength ?? 0]), outline)
  }
}

extension Call {
  /// All scores of a recording, heard as transcribing hears it unless told otherwise: frames × tokens.
  func scores(of source: AudioSource, by model: any SpeechModel) throws -> Tensor {
    let audio = try HeardRecording(source, for: model, RecordingWindows())
    return try audio.scores(self, "Hearing").scores
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
