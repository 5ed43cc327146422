public import Audio

/// One recording with what is said in it, as training and evaluation see it.
public struct Utterance: Sendable {
  /// Which row of its dataset it is, from 0.
  public let row: Int
  /// What messages call it: its file, or its row.
  public let name: String
  /// What is said.
  public let text: String
  /// The length of the recording in seconds, as its header says.
  public let duration: Double
  /// Reads the recording; may be called on any thread.
  public let audio: @Sendable () throws -> AudioClip

  /// Describes a recording that is read when it is needed.
  public init(
    row: Int, name: String, text: String, duration: Double,
    audio: @escaping @Sendable () throws -> AudioClip
  ) {
    self.row = row
    self.name = name
    self.text = text
    self.duration = duration
    self.audio = audio
  }
}
