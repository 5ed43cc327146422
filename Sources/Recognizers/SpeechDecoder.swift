public import Cancelling
public import Tensors

/// Makes a transcript of what a network gives for the frames of one recording.
///
/// Parts come in order, end to end: a short recording in one, a long one as its windows are joined. How
/// a recording was cut into parts does not change the transcript.
public protocol SpeechDecoder {
  /// Goes on by some frames.
  ///
  /// - Parameters:
  ///   - encoded: What the network gave for the frames behind those before: frames × columns.
  ///   - cancellation: Whether to stop.
  /// - Throws: `Cancelled`, and what is wrong with the frames: a number that is not finite.
  mutating func take(_ encoded: Tensor, _ cancellation: Cancellation) throws

  /// What was said in all of them.
  ///
  /// - Parameters:
  ///   - duration: The length of the recording in seconds.
  ///   - cancellation: Whether to stop.
  /// - Returns: The transcript.
  /// - Throws: `Cancelled`, and what is wrong with the frames.
  mutating func finish(duration: Double, _ cancellation: Cancellation) throws -> Transcript
}
