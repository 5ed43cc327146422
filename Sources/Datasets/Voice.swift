internal import ExactStrings

/// How a text is said; what is `nil` is left to the program.
public struct Voice: Sendable, Hashable {
  /// The name of a voice; of espeak-ng perhaps with a variant: `en`, `en-us`, `de+f3`.
  public var name: String?
  /// How fast; for espeak-ng words a minute, from 80 to 450.
  public var speed: Double?
  /// How high the voice is; for espeak-ng from 0 to 99.
  public var pitch: Double?

  /// Describes a voice.
  public init(_ name: String? = nil, speed: Double? = nil, pitch: Double? = nil) {
    self.name = name
    self.speed = speed
    self.pitch = pitch
  }

  /// Whether both say a text in the same way.
  public static func == (first: Voice, second: Voice) -> Bool {
    first.name.isExactly(second.name) && first.speed == second.speed && first.pitch == second.pitch
  }

  /// Feeds what tells voices apart to a hasher.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(name.map { ExactString($0) })
    hasher.combine(speed)
    hasher.combine(pitch)
  }

  /// A number as programs and files have it: `175`, `0.9`.
  static func spelling(_ number: Double) -> String {
    Int(exactly: number).map(String.init) ?? "\(number)"
  }
}

extension SpeechCommand {
  /// The voice with what espeak-ng does unless it is told otherwise, if this is espeak-ng.
  func completed(_ voice: Voice) -> Voice {
    guard isEspeak else { return voice }
    return Voice(voice.name ?? "en", speed: voice.speed ?? 175, pitch: voice.pitch ?? 50)
  }

  /// Refuses what no voice of the program can be.
  func check(_ voice: Voice) throws(DatasetError) {
    if isEspeak { return try checkEspeak(completed(voice)) }
    for (placeholder, isGiven) in [
      (Placeholder.voice, voice.name != nil), (.speed, voice.speed != nil),
      (.pitch, voice.pitch != nil),
    ] where uses(placeholder) != isGiven {
      let name = placeholder.rawValue
      throw .speech(isGiven ? .unusedValue(name) : .missingValue(name))
    }
    if let name = voice.name {
      // What begins with a hyphen could be taken for an option.
      let isWord = name.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
      guard isWord, !name.isEmpty, name.utf8.count <= 1_024, !name.hasPrefix("-") else {
        throw .speech(.badVoice(name))
      }
    }
    for (name, value) in [("speed", voice.speed), ("pitch", voice.pitch)] {
      guard value?.isFinite ?? true else { throw .badArgument(name, "must be a number") }
    }
  }

  private func checkEspeak(_ voice: Voice) throws(DatasetError) {
    let name = voice.name ?? ""
    let letters = name.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
        || "+_-".utf8.contains($0)
    }
    guard letters, !name.isEmpty, name.utf8.count <= 64, !name.hasPrefix("-") else {
      throw .speech(.badVoice(name))
    }
    for (argument, value, range, unit) in [
      ("speed", voice.speed, 80.0...450, " words a minute"), ("pitch", voice.pitch, 0...99, ""),
    ] {
      guard let value, range.contains(value), value == value.rounded() else {
        let bounds = "from \(Int(range.lowerBound)) to \(Int(range.upperBound))\(unit)"
        throw .badArgument(
          argument, "must be a whole number \(bounds), not \(value.map(Voice.spelling) ?? "none")")
      }
    }
  }
}
