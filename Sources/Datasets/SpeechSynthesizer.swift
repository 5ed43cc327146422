public import Audio
internal import Files
internal import Foundation
internal import Text

/// Returns the sound of a text said by a program.
///
/// - Parameters:
///   - text: What to say, at most 2,000 letters.
///   - voice: How to say it.
///   - command: The program; espeak-ng unless another is named.
///   - timeLimit: The most seconds that it may take.
///   - isCancelled: Asked often; the program is stopped soon after it says yes.
/// - Returns: The sound at the program's own rate; of espeak-ng one channel at 22,050 Hz.
/// - Throws: ``DatasetError/speech(_:)`` if the program is missing or fails, if there is no such
///   voice, or if the text cannot be said; ``DatasetError/cancelled``.
public func synthesize(
  _ text: String, voice: Voice = Voice(), command: SpeechCommand = .espeak, timeLimit: Int = 30,
  isCancelled: () -> Bool = { false }
) throws(DatasetError) -> AudioClip {
  try SpeechSynthesizer(command: command, timeLimit: timeLimit)
    .say(text, voice: voice, isCancelled: isCancelled)
}

/// A program that turns text into sound, within a time and a size.
///
/// The text goes to the program's standard input and nowhere else, so that no text is an option, a
/// file name or a command.
struct SpeechSynthesizer: Sendable {
  /// The most letters (Unicode scalars) that are said at once.
  static let longestText = 2000
  /// The longest sound that is taken, in seconds: 2,000 letters take some four minutes.
  static let longestSound = 600

  /// How the program is called.
  var command = SpeechCommand.espeak
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
    try command.check(voice)
    try Self.check(text)
    let program: String
    if let chosen = self.program { program = chosen } else { program = try command.findProgram() }
    let folder = try Scratch()
    defer { folder.remove() }
    // A program of another kind than espeak-ng may take every line for a text.
    let line = command.isEspeak ? text : normalizeSpaces(text)
    var child = ChildProcess(
      program: program,
      arguments: command.arguments(command.completed(voice), output: folder.file),
      input: Array((line + "\n").utf8), environment: command.environment(passing: folder.path),
      timeLimit: .seconds(timeLimit), outputLimit: outputLimit)
    let writesFile = command.uses(.output)
    if writesFile { child.outputFile = folder.file }
    let sound: [UInt8]
    do {
      sound = try child.run(isCancelled: isCancelled)
    } catch {
      throw problem(error, voice: voice)
    }
    do {
      if writesFile {
        guard try pathKind(folder.file) != nil else {
          throw DatasetError.speech(.noSound(program: command.program, text: text))
        }
      } else {
        guard sound.count > WaveHeader.length else {
          throw DatasetError.speech(.noSound(program: command.program, text: text))
        }
        try folder.write(WaveHeader.completed(sound))
      }
    } catch let error as DatasetError {
      throw error
    } catch {
      throw .text(.file(path: folder.file, problem: .refused("\(error)")))
    }
    return try decode(folder.file, text: text)
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

  private func problem(_ failure: ChildProcess.Failure, voice: Voice) -> DatasetError {
    let program = command.program
    switch failure {
    case .cannotStart(let reason):
      return .speech(.cannotStart(program: program, reason: reason))
    case .failed(_, let message)
    where command.isEspeak && message.contains("voice does not exist"):
      return .speech(.unknownVoice(voice.name ?? ""))
    case .failed(let status, let message):
      return .speech(.failed(program: program, status: Int(status), message: message))
    case .killed(let signal): return .speech(.killed(program: program, signal: Int(signal)))
    case .timeout: return .speech(.timeout(program: program, seconds: timeLimit))
    case .tooMuchOutput: return .speech(.tooMuchSound(program: program, limit: outputLimit))
    case .cancelled: return .cancelled
    }
  }

  private func decode(_ file: String, text: String) throws(DatasetError) -> AudioClip {
    let seconds: Double
    var clip: AudioClip?
    do throws(AudioError) {
      seconds = try audioInfo(file).duration
      if seconds <= Double(Self.longestSound) { clip = try readAudio(file) }
    } catch {
      switch error {
      case .emptyFile, .noFrames:
        throw .speech(.noSound(program: command.program, text: text))
      default:
        // The file is a passing one, whose path says nothing to anybody.
        let reason = error.description.replacing("\"\(file)\"", with: "what it wrote")
        throw .speech(.notSound(program: command.program, reason: reason))
      }
    }
    guard let clip else {
      let whole = Int(exactly: seconds.rounded()) ?? .max
      throw .speech(
        .tooLongSound(program: command.program, seconds: whole, limit: Self.longestSound))
    }
    return clip
  }
}

extension SpeechCommand {
  /// The path of the program.
  func findProgram() throws(DatasetError) -> String {
    if program.contains("/") {
      guard case .success = systemKind(program, followsLinks: true) else {
        throw .speech(.missingProgram(program))
      }
      return program
    }
    let search = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
    for folder in search.split(separator: ":") where folder.hasPrefix("/") {
      let path = "\(folder)/\(program)"
      if isProgram(path) { return path }
    }
    throw .speech(.missingProgram(program))
  }

  /// What of the environment the program gets: of espeak-ng what it needs, of others all but the
  /// keys to the model hub.
  ///
  /// PulseAudio's library, which espeak-ng asks though it is to play nothing, makes a folder in the
  /// user's home and one in `/tmp` that stays, unless it is given another.
  func environment(passing folder: String) -> [String] {
    let own = ProcessInfo.processInfo.environment
    guard isEspeak else {
      let secrets: Set = ["HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"]
      return own.filter { !secrets.contains($0.key) }.map { "\($0)=\($1)" }.sorted()
    }
    return ["PATH", "HOME", "ESPEAK_DATA_PATH"].compactMap { name in
      own[name].map { "\(name)=\($0)" }
    } + ["LC_ALL=C.UTF-8", "PULSE_RUNTIME_PATH=\(folder)"]
  }
}

/// A folder for one file of sound, which nobody else can read, and which goes when it is read.
private struct Scratch {
  /// Its path.
  let path: String
  /// The path of the file, which is not there yet.
  var file: String { path.inFolder("speech.wav") }

  init() throws(DatasetError) {
    do throws(SystemFault) {
      path = try makeTemporaryFolder("asrsh-")
    } catch {
      let place = ((try? temporaryFolder()) ?? "/tmp").inFolder("asrsh-")
      throw .text(.file(path: place, problem: .refused(error.words)))
    }
  }

  func write(_ bytes: [UInt8]) throws(SystemFault) { try OutputFile(new: file).write(bytes) }

  func remove() {
    // A temporary folder that is gone already is no loss.
    try? removeTree(path)
  }
}
