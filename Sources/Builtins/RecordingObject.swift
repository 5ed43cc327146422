internal import Audio
internal import Datasets
internal import Display
internal import Drawing
internal import Interpreter

/// A recording in a file, described by its header and decoded when its samples are asked for.
final class RecordingObject: Pictured {
  let source: AudioSource

  init(_ source: AudioSource) {
    self.source = source
  }

  var typeName: String { "audio" }

  func text() -> String {
    "audio(\(formatDuration(source.duration)), \(source.samplingRate) Hz)"
  }

  func display(width: Int, color: Bool) -> String {
    do {
      return AudioObject(try source.read()).display(width: width, color: color)
    } catch {
      return text() + ": " + escapeForTerminal("\(error)")
    }
  }

  func picture() throws -> Picture? { AudioObject(try source.read()).picture() }

  func exhibits() -> [Exhibit] {
    do {
      return AudioObject(try source.read()).exhibits()
    } catch {
      return []
    }
  }

  var fieldNames: [String] { ["samples", "sampling_rate", "duration", "channels", "path"] }

  func field(_ name: String) throws -> Value? {
    switch name {
    case "sampling_rate": .int(source.samplingRate)
    case "duration": .float(source.duration)
    case "path": source.path.map { Value($0) } ?? Value.none
    default: AudioObject(try source.read()).field(name)
    }
  }

  var count: Int? { Int((source.duration * Double(source.samplingRate)).rounded()) }

  func element(at index: Int) throws -> Value? {
    let clip = try source.read()
    return index < clip.frameCount ? AudioObject(clip).element(at: index) : nil
  }

  func slice(_ range: Range<Int>) throws -> Value? {
    let clip = try source.read()
    return AudioObject(clip).slice(range.clamped(to: 0..<clip.frameCount))
  }

  func isEqual(to other: any EngineObject) -> Bool {
    (other as? RecordingObject)?.source == source
  }
}

extension Call {
  /// The recording given for `name`, decoded.
  func clip(_ name: String) throws -> AudioClip {
    guard let clip = try audioClip(value(name)) else {
      throw BuiltinError("expects audio for \(name)", kind: "type", argument: name)
    }
    return clip
  }
}

/// The recording that a value is, decoded; `nil` if it is none.
func audioClip(_ value: Value) throws -> AudioClip? {
  guard case .object(let object) = value else { return nil }
  if let audio = object as? AudioObject { return audio.clip }
  return try (object as? RecordingObject)?.source.read()
}
