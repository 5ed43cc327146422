/// How a corpus of synthesized speech is made from texts.
public struct SpeechRecipe: Sendable {
  /// The names of the voices to draw from.
  public var voices = ["en"]
  /// The speeds to draw from, in words a minute.
  public var speeds = [175]
  /// The pitches to draw from, from 0 to 99.
  public var pitches = [50]
  /// How often every text is said, each time with a draw of its own.
  public var takes = 1
  /// Another seed gives other draws.
  public var seed = 0
  /// The sampling rate of the files, in hertz.
  public var samplingRate = 16_000

  /// One voice, every text once, at 16 kHz.
  public init() {}

  /// Refuses what cannot be made.
  func check() throws(DatasetError) {
    for (name, count) in [
      ("voices", voices.count), ("speeds", speeds.count), ("pitches", pitches.count),
    ] where count == 0 {
      throw .badArgument(name, "must not be empty")
    }
    guard (1...1000).contains(takes) else {
      throw .badArgument("takes", "must be from 1 to 1,000, not \(takes)")
    }
    guard (1_000...768_000).contains(samplingRate) else {
      throw .badArgument("sampling_rate", "must be from 1,000 to 768,000 Hz, not \(samplingRate)")
    }
    for name in voices { try Voice(name).check() }
    for speed in speeds { try Voice(speed: speed).check() }
    for pitch in pitches { try Voice(pitch: pitch).check() }
  }

  /// The utterances of texts, in their order, every text's takes together.
  ///
  /// The draw of a text depends on the text, on how often it came before, and on the seed, not on
  /// its place, so that more texts change nothing about the old ones.
  func utterances(_ texts: [String]) -> [Utterance] {
    var earlier: [String: Int] = [:]
    return texts.flatMap { text in
      let count = earlier[text, default: 0]
      earlier[text] = count + takes
      return (count..<count + takes).map { take in
        func draw<Value>(_ purpose: String, _ values: [Value]) -> Value {
          let draw = keyHash("\(purpose)\u{1F}\(take)\u{1F}\(text)", seed: seed)
          return values[Int(draw % UInt64(values.count))]
        }
        let voice = Voice(
          draw("voice", voices), speed: draw("speed", speeds), pitch: draw("pitch", pitches))
        return Utterance(text: text, voice: voice, samplingRate: samplingRate)
      }
    }
  }
}

/// A text, how it is said, and at which rate it is stored.
struct Utterance: Hashable, Sendable {
  let text: String
  let voice: Voice
  let samplingRate: Int

  /// The name of its file: the start of the text, to be read by people, and a number that changes
  /// with everything that changes the sound.
  var fileName: String {
    let recipe = "\(voice.name)\u{1F}\(voice.speed)\u{1F}\(voice.pitch)\u{1F}\(samplingRate)"
    let number = String(keyHash(recipe + "\u{1F}" + text, seed: 1), radix: 16)
    let letters = text.lowercased().utf8.map {
      (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) ? $0 : UInt8(ascii: "-")
    }
    let words = letters.split(separator: UInt8(ascii: "-")).map {
      String(decoding: $0, as: UTF8.self)
    }
    let title = words.joined(separator: "-").prefix(40)
    return (title.isEmpty ? "" : title + "-") + String(repeating: "0", count: 16 - number.count)
      + number + ".wav"
  }
}
