public import Audio
public import Datasets

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
  /// Where the recording is, by which a run that goes on sees whether it is what it was; `nil` if that
  /// cannot be told.
  public let recording: AudioSource?
  /// Reads the recording; may be called on any thread.
  public let audio: @Sendable () throws -> AudioClip

  /// Describes a recording of a dataset, which is read when it is needed.
  public init(row: Int, text: String, recording: AudioSource) {
    self.init(
      row: row, name: recording.path ?? "row \(row)", text: text, duration: recording.duration,
      recording: recording, audio: { try recording.read() })
  }

  /// Describes a recording that is read when it is needed.
  public init(
    row: Int, name: String, text: String, duration: Double, recording: AudioSource? = nil,
    audio: @escaping @Sendable () throws -> AudioClip
  ) {
    self.row = row
    self.name = name
    self.text = text
    self.duration = duration
    self.recording = recording
    self.audio = audio
  }
}
