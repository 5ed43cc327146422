internal import Audio
internal import ExactStrings

/// How a corpus of synthesized speech is made from texts.
public struct SpeechRecipe: Sendable {
  /// The program that says them.
  public var command = SpeechCommand.espeak
  /// The names of the voices to draw from; the program's own voice if `nil`.
  public var voices: [String]?
  /// The speeds to draw from, for espeak-ng in words a minute; the program's own if `nil`.
  public var speeds: [Double]?
  /// The pitches to draw from, for espeak-ng from 0 to 99; the program's own if `nil`.
  public var pitches: [Double]?
  /// How often every text is said, each time with a draw of its own.
  public var takes = 1
  /// Another seed gives other draws.
  public var seed = 0
  /// The sampling rate of the files, in hertz.
  public var samplingRate = 16_000
  /// The most seconds that the program may take for a text.
  public var timeLimit = 30

  /// espeak-ng's English voice, every text once, at 16 kHz.
  public init() {}

  /// Refuses what cannot be made.
  func check() throws(DatasetError) {
    for (name, count) in [
      ("voices", voices?.count), ("speeds", speeds?.count), ("pitches", pitches?.count),
    ] where count == 0 {
      throw .badArgument(name, "must not be empty")
    }
    guard (1...1000).contains(takes) else {
      throw .badArgument("takes", "must be from 1 to 1,000, not \(takes)")
    }
    guard AudioClip.samplingRates.contains(samplingRate) else {
      throw .audio(.samplingRate(path: nil, rate: samplingRate))
    }
    guard (1...86_400).contains(timeLimit) else {
      throw .badArgument("time_limit", "must be from 1 to 86,400 seconds, not \(timeLimit)")
    }
    let (names, speeds, pitches) = (choices(voices), choices(speeds), choices(pitches))
    for name in names { try command.check(Voice(name, speed: speeds[0], pitch: pitches[0])) }
    for speed in speeds { try command.check(Voice(names[0], speed: speed, pitch: pitches[0])) }
    for pitch in pitches { try command.check(Voice(names[0], speed: speeds[0], pitch: pitch)) }
  }

  /// What a value is drawn from; at least one thing.
  private func choices<Value>(_ values: [Value]?) -> [Value?] { values ?? [nil] }

  /// The utterances of texts, in their order, every text's takes together.
  ///
  /// The draw of a text depends on the text, on its takes before, and on the seed, not on its place,
  /// so that more texts and more takes change nothing about the old ones. A text is said in no way
  /// twice before it is said in all.
  func utterances(_ texts: [String]) -> [Utterance] {
    let wayCount = [
      voices.map { Set(exact: $0).count }, speeds.map { Set($0).count },
      pitches.map { Set($0).count },
    ].reduce(1) { product, count in
      let (ways, isOver) = product.multipliedReportingOverflow(by: count ?? 1)
      return isOver ? .max : ways
    }
    var earlier: [ExactString: (count: Int, ways: Set<Voice>)] = [:]
    return texts.flatMap { text in
      var (take, ways) = earlier[text] ?? (0, [])
      let drawn = (0..<takes).map { _ in
        if ways.count >= wayCount { ways = [] }
        let voice = draw(text, take: take, unlike: ways)
        ways.insert(voice)
        take += 1
        return Utterance(
          text: text, voice: command.completed(voice), samplingRate: samplingRate, command: command)
      }
      earlier[text] = (take, ways)
      return drawn
    }
  }

  /// Draws how a text is said.
  private func draw(_ text: String, take: Int, unlike ways: Set<Voice>) -> Voice {
    func draw<Value>(_ purpose: String, _ attempt: Int, _ values: [Value]?) -> Value? {
      guard let values else { return nil }
      let place = attempt == 0 ? "\(take)" : "\(take) \(attempt)"
      let draw = keyHash("\(purpose)\u{1F}\(place)\u{1F}\(text)", seed: seed)
      return values[Int(draw % UInt64(values.count))]
    }
    var attempt = 0
    while true {
      let voice = Voice(
        draw("voice", attempt, voices), speed: draw("speed", attempt, speeds),
        pitch: draw("pitch", attempt, pitches))
      // The last ways that are left may take long to find; then one is repeated.
      guard ways.contains(voice), attempt < 10_000 else { return voice }
      attempt += 1
    }
  }
}

/// A text, how and by what it is said, and at which rate it is stored.
struct Utterance: Hashable, Sendable {
  let text: String
  let voice: Voice
  let samplingRate: Int
  var command = SpeechCommand.espeak

  /// The name of its file: the start of the text, to be read by people, and a number that changes
  /// with everything that changes the sound.
  var fileName: String {
    let recipe = command.isEspeak ? settings : (settings + "\u{1F}" + words)
    let number = String(keyHash(recipe + "\u{1F}" + text, seed: 1), radix: 16)
    let letters = text.lowercased().utf8.map {
      (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) ? $0 : UInt8(ascii: "-")
    }
    let title = letters.split(separator: UInt8(ascii: "-")).map {
      String(decoding: $0, as: UTF8.self)
    }.joined(separator: "-").prefix(40)
    return (title.isEmpty ? "" : title + "-") + String(repeating: "0", count: 16 - number.count)
      + number + ".wav"
  }

  /// What its file depends on: if it is as it was, the file need not be made again.
  ///
  /// It holds the text, the words that the program is called with, and the length and time of the
  /// last change of the program and of each file that a word names, such as a model's.
  func key(program: String, stamps known: inout FileStamps) -> String {
    let arguments = command.arguments(voice, output: "{output}")
    var stamps: [String] = []
    for word in [program] + arguments {
      if let stamp = known.text(word) { stamps.append(stamp) }
    }
    let called = ([command.program] + arguments).map { $0.debugDescription }
    return called.joined(separator: " ") + ", " + stamps.joined(separator: ", ")
      + ", \(samplingRate) Hz: \(text)"
  }

  /// About as many bytes as the file takes, rather more than fewer: ten letters a second at 175
  /// words a minute, and a second around them.
  var byteCount: Int {
    let pace = command.isEspeak ? (voice.speed ?? 175) / 175 : 1
    let seconds = 1 + Double(text.unicodeScalars.count) / (10 * pace)
    return Int(seconds * 2 * Double(samplingRate)) + 4_096
  }

  private var words: String { command.words.joined(separator: "\u{1E}") }

  private var settings: String {
    let speed = voice.speed.map(Voice.spelling) ?? ""
    let pitch = voice.pitch.map(Voice.spelling) ?? ""
    return "\(voice.name ?? "")\u{1F}\(speed)\u{1F}\(pitch)\u{1F}\(samplingRate)"
  }
}
