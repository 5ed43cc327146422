internal import Audio
public import CTC
public import Cancelling
public import Datasets
public import Models
public import Recognizers

extension SpeechModel {
  /// What the model hears in a file, however long it is.
  ///
  /// - Parameter path: The file, in any format that can be read.
  /// - Returns: The transcript of the greedy decoder.
  /// - Throws: `AudioError` or `ModelError` if the file cannot be heard to its end.
  public func transcribe(_ path: String) throws -> Transcript {
    try transcribe(AudioSource(try audioInfo(path)))
  }

  /// What the model hears in a recording, however long it is.
  ///
  /// - Parameters:
  ///   - source: The recording.
  ///   - windows: The windows of a recording that is longer than one, or `nil` to hear it at once.
  ///   - beam: The beam search, or `nil` for the best token of every frame.
  ///   - best: How many texts are wanted; a greedy search finds one.
  ///   - cancellation: Whether to stop.
  /// - Returns: The transcript.
  /// - Throws: `AudioError` or `ModelError` if the recording cannot be heard to its end, `CTCError` if the
  ///   scores are not finite or the search cannot be done, or `Cancelled`.
  public func transcribe(
    _ source: AudioSource, windows: RecordingWindows? = RecordingWindows(),
    beam: BeamDecoder? = nil, best: Int = 1, cancellation: Cancellation = .never
  ) throws -> Transcript {
    var decoder = try self.decoder(beam: beam, best: best)
    let outline = try HeardRecording(source, for: self, windows).score(cancellation) {
      try decoder.take($0, cancellation)
      return true
    }
    return try decoder.finish(duration: outline.duration, cancellation)
  }
}
