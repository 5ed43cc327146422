public import Audio
public import Cancelling
public import Datasets
internal import Kernels
internal import Layers
public import Models
internal import Recognizers
public import Tensors

/// A recording as a model hears it: at once, or window by window if it is long.
///
/// Whoever hears recordings of any length does so by this, so that all hear the same.
public struct HeardRecording {
  private enum Sound {
    /// One channel at the model's sampling rate.
    case short(AudioClip)
    case long(StreamedAudio, RecordingWindows)
  }

  /// Where the recording is.
  public let source: AudioSource
  /// What hears it.
  public let model: any SpeechModel
  private let sound: Sound

  /// Prepares a recording for a model.
  ///
  /// - Parameters:
  ///   - source: The recording; one in a file is decoded here only if it is short.
  ///   - model: The model.
  ///   - windows: The windows of a recording that is longer than one, or `nil` to hear it at once.
  /// - Throws: `AudioError` if it cannot be read.
  public init(
    _ source: AudioSource, for model: any SpeechModel, _ windows: RecordingWindows?
  ) throws(AudioError) {
    (self.source, self.model) = (source, model)
    guard let windows, source.duration > windows.length else {
      sound = .short(try source.read().mono().resampled(to: model.samplingRate))
      return
    }
    sound = .long(try source.streamed(at: model.samplingRate), windows)
  }

  /// Whether the recording is heard window by window.
  public var isLong: Bool {
    if case .long = sound { return true }
    return false
  }

  /// The number of frames that the model scores, within one or two.
  public var frameCount: Int {
    if case .short(let clip) = sound { return model.frameCount(samples: clip.frameCount) }
    let samples = source.duration * Double(model.samplingRate)
    return model.frameCount(samples: Int(exactly: samples.rounded()) ?? 0)
  }

  /// What is left of a recording when it was heard.
  public struct Outline {
    /// The largest samples of every hundredth of a second, or all of a short recording.
    public let samples: Tensor
    /// The length of what was heard, in seconds.
    public let duration: Double
    /// Where it is silent.
    public let silence: SilentStretches
  }

  /// Scores the frames, part by part where the recording is long.
  ///
  /// - Parameters:
  ///   - cancellation: Whether to stop.
  ///   - body: Given the frames × tokens in their order; returns whether to go on.
  /// - Returns: What is left of the recording, up to where `body` did not go on.
  /// - Throws: What `body` throws, `ModelError` if the recording cannot be heard to its end, or
  ///   `Cancelled`.
  public func score(
    _ cancellation: Cancellation, _ body: (Tensor) throws -> Bool
  ) throws -> Outline {
    let pass = ForwardPass.inference(until: { cancellation.isCancelled })
    var peaks = WavePeaks(samplingRate: model.samplingRate)
    switch sound {
    case .short(let clip):
      let scores = try keepingFreeBlocks { try model.logits(clip, pass) }
      try cancellation.check()
      _ = try body(scores)
      peaks.add(clip.samples)
      return Outline(
        samples: clip.samples, duration: clip.duration, silence: SilentStretches(peaks))
    case .long(let audio, let windows):
      var samples = 0
      let scores = try WindowedScores(audio, by: model, windows, pass: pass) {
        samples += $0.count
        peaks.add($0)
      }
      while let part = try Self.next(scores, cancellation) {
        guard try body(part) else { break }
      }
      try cancellation.check()
      return Outline(
        samples: Tensor(peaks.peaks), duration: Double(samples) / Double(model.samplingRate),
        silence: SilentStretches(peaks))
    }
  }

  /// The next part of the scores; work that ends for another reason while it is cancelled was cancelled.
  private static func next(
    _ scores: WindowedScores, _ cancellation: Cancellation
  ) throws -> Tensor? {
    let part = Result { try scores.next() }
    try cancellation.check()
    return try part.get()
  }
}
