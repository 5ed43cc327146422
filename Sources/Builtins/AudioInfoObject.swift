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
    "audio_info(\(info.format), \(info.encoding), \(info.samplingRate) Hz, \(channels), "
      + "\(formatDuration(info.duration)))"
  }

  func display(width: Int, color: Bool) -> String {
    let lines = [
      ("file", escapeForTerminal(info.path)), ("format", info.format),
      ("encoding", info.encoding), ("channels", channels),
      ("rate", "\(formatCount(info.samplingRate)) Hz"),
      ("length", "\(formatDuration(info.duration)), \(formatCount(info.frameCount, of: "sample"))"),
    ]
    let terminal = displayTerminal(width: width, color: color)
    return lines.map { name, value in
      (name.padded(toWidth: 10) + value).truncated(toWidth: terminal.width)
    }.joined(separator: "\n")
  }

  private var channels: String {
    switch info.channelCount {
    case 1: "mono"
    case 2: "stereo"
    case let count: formatCount(count, of: "channel")
    }
  }

  var fieldNames: [String] {
    ["path", "format", "encoding", "sampling_rate", "channels", "frames", "duration"]
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
    default: nil
    }
  }

  func isEqual(to other: any EngineObject) -> Bool {
    (other as? AudioInfoObject)?.info == info
  }
}
