public import Audio
internal import Foundation
internal import Text

/// How a text is said.
public struct Voice: Sendable, Hashable {
  /// The name of an espeak-ng voice, perhaps with a variant: `en`, `en-us`, `de+f3`.
  public var name: String
  /// Words a minute, from 80 to 450.
  public var speed: Int
  /// How high the voice is, from 0 to 99.
  public var pitch: Int

  /// Describes a voice.
  public init(_ name: String = "en", speed: Int = 175, pitch: Int = 50) {
    self.name = name
    self.speed = speed
    self.pitch = pitch
  }

  /// Refuses what no voice can be.
  func check() throws(DatasetError) {
    let letters = name.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
        || "+_-".utf8.contains($0)
    }
    guard letters, !name.isEmpty, name.utf8.count <= 64, !name.hasPrefix("-") else {
      throw .speech(.badVoice(name))
    }
    guard (80...450).contains(speed) else {
      throw .badArgument("speed", "must be from 80 to 450 words a minute, not \(speed)")
    }
    guard (0...99).contains(pitch) else {
      throw .badArgument("pitch", "must be from 0 to 99, not \(pitch)")
    }
  }
}

/// Returns the sound of a text said by espeak-ng.
///
/// - Parameters:
///   - text: What to say, at most 2,000 letters.
///   - voice: How to say it.
/// - Returns: One channel at the voice's own rate, 22,050 Hz.
/// - Throws: ``DatasetError/speech(_:)`` if the program is missing or fails, if there is no such
///   voice, or if the text cannot be said.
public func synthesize(_ text: String, voice: Voice = Voice()) throws(DatasetError) -> AudioClip {
  try SpeechSynthesizer().say(text, voice: voice, isCancelled: { false })
}

/// The espeak-ng program, as something that turns text into sound.
///
/// The text goes to the program's standard input and nowhere else, so that no text is an option, a
/// file name or a command; markup in it is not interpreted.
struct SpeechSynthesizer: Sendable {
  /// The most letters (Unicode scalars) that are said at once.
  static let longestText = 2000
  /// The program's name.
  static let programName = "espeak-ng"

  /// The program to run; looked for in the search path if `nil`.
  var program: String?
  /// How many seconds the program may take.
  var timeLimit = 30
  /// How many bytes of sound the program may write.
  var outputLimit = 64 << 20

  /// Returns the sound of a text.
  func say(
    _ text: String, voice: Voice, isCancelled: () -> Bool
  ) throws(DatasetError) -> AudioClip {
    try voice.check()
    try Self.check(text)
    let program: String
    if let chosen = self.program { program = chosen } else { program = try Self.findProgram() }
    // The amplitude leaves room for what resampling adds to the peaks.
    let arguments = [
      "--stdin", "--stdout", "-b", "1", "-a", "75", "-v", voice.name, "-s", String(voice.speed),
      "-p",
      String(voice.pitch),
    ]
    let child = ChildProcess(
      program: program, arguments: arguments, input: Array((text + "\n").utf8),
      environment: Self.environment(), timeLimit: .seconds(timeLimit), outputLimit: outputLimit)
    let sound: [UInt8]
    do {
      sound = try child.run(isCancelled: isCancelled)
    } catch {
      throw problem(error, voice: voice)
    }
    guard sound.count > WaveHeader.length else {
      throw .speech(.noSound(program: Self.programName, text: text))
    }
    return try decode(WaveHeader.completed(sound))
  }

  /// Refuses a text that cannot be said.
  static func check(_ text: String) throws(DatasetError) {
    guard !text.utf8.contains(0) else { throw .speech(.nulCharacter) }
    guard text.contains(where: { !$0.isWhitespace }) else { throw .speech(.emptyText) }
    let count = text.unicodeScalars.count
    guard count <= longestText else {
      throw .speech(.tooLong(letterCount: count, limit: longestText))
    }
  }

  /// The path of the program.
  static func findProgram() throws(DatasetError) -> String {
    let search = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
    for folder in search.split(separator: ":") where folder.hasPrefix("/") {
      let path = folder + "/" + programName
      if FileManager.default.isExecutableFile(atPath: String(path)) { return String(path) }
    }
    throw .speech(.missingProgram(programName))
  }

  /// What of the environment the program needs.
  private static func environment() -> [String] {
    let own = ProcessInfo.processInfo.environment
    return ["PATH", "HOME", "ESPEAK_DATA_PATH"].compactMap { name in
      own[name].map { "\(name)=\($0)" }
    } + ["LC_ALL=C.UTF-8"]
  }

  private func problem(_ failure: ChildProcess.Failure, voice: Voice) -> DatasetError {
    let program = Self.programName
    switch failure {
    case .cannotStart(let reason):
      return .speech(.cannotStart(program: program, reason: reason))
    case .failed(_, let message) where message.contains("voice does not exist"):
      return .speech(.unknownVoice(voice.name))
    case .failed(let status, let message):
      return .speech(.failed(program: program, status: Int(status), message: message))
    case .killed(let signal): return .speech(.killed(program: program, signal: Int(signal)))
    case .timeout: return .speech(.timeout(program: program, seconds: timeLimit))
    case .tooMuchOutput: return .speech(.tooMuchSound(program: program, limit: outputLimit))
    case .cancelled: return .cancelled
    }
  }

  /// Decodes the bytes of a file of sound, by way of a private one.
  private func decode(_ bytes: [UInt8]) throws(DatasetError) -> AudioClip {
    let file = FileManager.default.temporaryDirectory
      .appending(path: "asrsh-\(UUID().uuidString).wav")
    do {
      try Data(bytes).write(to: file, options: .withoutOverwriting)
    } catch {
      throw .text(.file(path: file.path, problem: .refused(systemReason(error))))
    }
    defer { unlink(file) }
    do {
      return try readAudio(file.path)
    } catch {
      throw .audio(error)
    }
  }

  private func unlink(_ file: URL) {
    do {
      try FileManager.default.removeItem(at: file)
    } catch {
      // A temporary file that is gone already is no loss.
    }
  }
}

/// The header of a file of sound that was written to a pipe.
enum WaveHeader {
  /// The bytes before the sound.
  static let length = 44

  /// The file with its lengths filled in, which the writer could not know when it wrote the header.
  ///
  /// Bytes that do not start with such a header are returned as they are, to be refused by whoever
  /// reads them.
  static func completed(_ file: [UInt8]) -> [UInt8] {
    guard file.count > length, file[0..<4].elementsEqual("RIFF".utf8),
      file[8..<16].elementsEqual("WAVEfmt ".utf8), file[36..<40].elementsEqual("data".utf8),
      let size = UInt32(exactly: file.count)
    else { return file }
    var file = file
    for (place, value) in [(4, size - 8), (40, size - UInt32(length))] {
      for byte in 0..<4 { file[place + byte] = UInt8(truncatingIfNeeded: value >> (8 * byte)) }
    }
    return file
  }
}
