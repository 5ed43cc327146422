internal import Audio
internal import Display
internal import Drawing
internal import Interpreter
internal import Tensors

/// A recording as recipes see it.
final class AudioObject: Pictured {
  let clip: AudioClip

  init(_ clip: AudioClip) {
    self.clip = clip
  }

  var typeName: String { "audio" }

  func portable() -> PortableObject? { Builtins.portable(self) }

  func text() -> String {
    let channels = clip.channelCount == 1 ? "" : ", \(clip.channelCount) channels"
    return "audio(\(formatDuration(clip.duration)), \(clip.samplingRate) Hz\(channels))"
  }

  func display(width: Int, color: Bool) -> String {
    AudioSummary(clip.samples, samplingRate: clip.samplingRate)
      .rendered(for: displayTerminal(width: width, color: color))
  }

  func picture() -> Picture? {
    guard clip.frameCount > 0 else { return nil }
    return Picture(.waveform(Waveform(clip.samples, samplingRate: clip.samplingRate)))
  }

  func exhibits() -> [Exhibit] {
    let summary = AudioSummary(clip.samples, samplingRate: clip.samplingRate).figures
    guard clip.duration <= Self.longestPlayed else { return [.text(summary)] + pictures }
    return [.text(summary)] + pictures + [.sound(wav: clip.waveFile)]
  }

  /// The longest recording that a report can play, in seconds.
  private static let longestPlayed = 300.0

  var fieldNames: [String] { ["samples", "sampling_rate", "duration", "channels"] }

  func field(_ name: String) -> Value? {
    switch name {
    case "samples": .object(TensorObject(clip.samples))
    case "sampling_rate": .int(clip.samplingRate)
    case "duration": .float(clip.duration)
    case "channels": .int(clip.channelCount)
    default: nil
    }
  }

  var count: Int? { clip.frameCount }

  func element(at index: Int) -> Value? {
    let sample = clip.samples.rows(index..<index + 1)
    return sample.scalar.map { .float(Double($0)) } ?? .object(TensorObject(sample))
  }

  func slice(_ range: Range<Int>) -> Value? {
    .object(
      AudioObject(AudioClip(samples: clip.samples.rows(range), samplingRate: clip.samplingRate)))
  }

  func isEqual(to other: any EngineObject) -> Bool {
    (other as? AudioObject)?.clip == clip
  }
}
