internal import Audio
internal import Display
internal import Interpreter

/// What a recording's header says, as recipes see it.
final class AudioInfoObject: EngineObject {
  let info: AudioInfo

  init(_ info: AudioInfo) {
    self.info = info
  }

  var typeName: String { "audio_info" }

  func text() -> String {
    "audio_info(\(info.format), \(info.encoding), \(info.samplingRate) Hz, "
      + "\(info.channelCount > 2 ? "\(info.channelCount) channels" : channels), "
      + "\(formatDuration(info.duration)))"
  }

  func display(width: Int, color: Bool) -> String {
    var lines = [
      ("file", escapeForTerminal(info.path)), ("format", info.format),
      ("encoding", info.encoding), ("channels", "\(info.channelCount) (\(channels))"),
      ("rate", "\(formatCount(info.samplingRate)) Hz"),
    ]
    if let precision = info.precision { lines.append(("precision", "\(precision) bits")) }
    lines += [
      ("length", "\(clock) = \(formatCount(info.frameCount, of: "sample"))"),
      ("size", formatCount(info.byteCount, of: "byte")),
      ("bit rate", bitRate(info.bitRate)),
    ]
    lines += info.tags.map { ($0.name, escapeForTerminal($0.text)) }
    let terminal = displayTerminal(width: width, color: color)
    return lines.map { name, value in
      (name.padded(toWidth: 11) + value).truncated(toWidth: terminal.width)
    }.joined(separator: "\n")
  }

  /// The length in hours, minutes, seconds and hundredths.
  private var clock: String {
    let hundredths = Int((info.duration * 100).rounded())
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let (minutes, seconds) = (hundredths / 6_000, hundredths / 100 % 60)
    return "\(two(minutes / 60)):\(two(minutes % 60)):\(two(seconds)).\(two(hundredths % 100))"
  }

  private var channels: String {
    switch info.channelCount {
    case 1: "mono"
    case 2: "stereo"
    default: "several"
    }
  }

  var fieldNames: [String] {
    [
      "path", "format", "encoding", "sampling_rate", "channels", "frames", "duration", "bytes",
      "bit_rate", "precision", "tags",
    ]
  }

  func field(_ name: String) -> Value? {
    switch name {
    case "path": Value(info.path)
    case "format": Value(info.format)
    case "encoding": Value(info.encoding)
    case "sampling_rate": .int(info.samplingRate)
    case "channels": .int(info.channelCount)
    case "frames": .int(info.frameCount)
    case "duration": .float(info.duration)
    case "bytes": .int(info.byteCount)
    case "bit_rate": .float(info.bitRate)
    case "precision": info.precision.map { .int($0) } ?? Value.none
    case "tags": .record(Record(info.tags.map { ($0.name, Value($0.text)) }))
    default: nil
    }
  }

  func isEqual(to other: any EngineObject) -> Bool {
    (other as? AudioInfoObject)?.info == info
  }
}

/// Bits a second with three figures, in thousands or millions.
private func bitRate(_ rate: Double) -> String {
  let (value, unit) = rate >= 999_500 ? (rate / 1e6, "Mbit/s") : (rate / 1e3, "kbit/s")
  let digits = value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2
  let factor = [1.0, 10, 100][digits]
  let rounded = (value * factor).rounded() / factor
  return (digits == 0 ? "\(Int(rounded))" : "\(rounded)") + " " + unit
}
