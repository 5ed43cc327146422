/// Why speech could not be synthesized.
public enum SpeechProblem: Error, Equatable, Sendable {
  /// The program is not installed.
  case missingProgram(String)
  /// The program does not start; the system's reason.
  case cannotStart(program: String, reason: String)
  /// The program ended with an error.
  case failed(program: String, status: Int, message: String)
  /// The program was ended by a signal.
  case killed(program: String, signal: Int)
  /// The program took longer than allowed.
  case timeout(program: String, seconds: Int)
  /// The program wrote more sound than allowed.
  case tooMuchSound(program: String, limit: Int)
  /// The program gave a longer sound than allowed; both in seconds.
  case tooLongSound(program: String, seconds: Int, limit: Int)
  /// The program gave no sound for a text.
  case noSound(program: String, text: String)
  /// The program gave something else than a file of sound.
  case notSound(program: String, reason: String)
  /// A command has no program.
  case noCommand
  /// A word of a command has a NUL character.
  case badWord(String)
  /// A word of a command has a name in braces that stands for nothing.
  case unknownPlaceholder(String, word: String)
  /// A word of a command has a brace without its pair.
  case looseBrace(word: String)
  /// A command has a placeholder for which there is no value.
  case missingValue(String)
  /// There is a value for which a command has no placeholder.
  case unusedValue(String)
  /// A voice has a name that no voice can have.
  case badVoice(String)
  /// There is no voice of a name.
  case unknownVoice(String)
  /// There is nothing to say.
  case emptyText
  /// A text is longer than what is synthesized at once.
  case tooLong(letterCount: Int, limit: Int)
  /// A text has a NUL character.
  case nulCharacter
  /// A folder has transcripts that were not written by synthesis, and would be lost.
  case foreignFolder(transcripts: String)
  /// There is less room than about as many bytes as are needed.
  case noRoom(folder: String, needed: Int, free: Int)

  /// Whether another text may be said all the same.
  var isOfOneText: Bool {
    switch self {
    case .failed, .killed, .timeout, .tooMuchSound, .tooLongSound, .noSound, .notSound,
      .emptyText, .tooLong, .nulCharacter:
      true
    default: false
    }
  }

  /// Whether a text is such that it cannot be said by any program.
  var isOfText: Bool {
    switch self {
    case .emptyText, .tooLong, .nulCharacter: true
    default: false
    }
  }
}

extension SpeechProblem: CustomStringConvertible {
  /// The problem in one line.
  public var description: String {
    switch self {
    case .missingProgram(SpeechCommand.espeak.program):
      "speech needs the program espeak-ng, which is not installed; install it with:"
        + " sudo apt-get install espeak-ng"
    case .missingProgram(let name):
      name.contains("/")
        ? "there is no program \"\(name)\""
        : "there is no program \(name) in the folders of PATH; install it, or give its path"
    case .cannotStart(let program, let reason): "\(program) does not start: \(reason)"
    case .failed(let program, let status, let message):
      "\(program) ended with status \(status)" + (message.isEmpty ? "" : ": \(message)")
    case .killed(let program, let signal): "\(program) was ended by signal \(signal)"
    case .timeout(let program, let seconds):
      "\(program) took more than \(seconds) seconds and was stopped"
    case .tooMuchSound(let program, let limit):
      "\(program) wrote more than \(limit >> 20) MiB of sound and was stopped"
    case .tooLongSound(let program, let seconds, let limit):
      "\(program) gave \(seconds) seconds of sound for one text; at most \(limit) are taken"
    case .noSound(let program, let text):
      "\(program) gave no sound for \"\(text.prefix(60))\""
    case .notSound(let program, let reason): "\(program) gave no WAV file: \(reason)"
    default: settingDescription
    }
  }

  private var settingDescription: String {
    switch self {
    case .noCommand: "the command has no program; its first word names it"
    case .badWord(let word): "the word \"\(word)\" of the command has a NUL character"
    case .unknownPlaceholder("text", let word):
      "the word \"\(word)\" has {text}, but the text is on the program's standard input and"
        + " nowhere else"
    case .unknownPlaceholder(let name, let word):
      "the word \"\(word)\" has {\(name)}; there are {voice}, {speed}, {pitch} and {output}, and"
        + " braces that are meant are doubled"
    case .looseBrace(let word):
      "the word \"\(word)\" has a brace without its pair; braces that are meant are doubled"
    case .missingValue(let name): "the command has {\(name)}, and no \(name) is given"
    case .unusedValue(let name):
      "a \(name) is given, and the command has no {\(name)} to put it in"
    case .badVoice(let name):
      "\"\(name)\" is no name of a voice; names of espeak-ng have letters, digits, \"+\", \"-\""
        + " and \"_\", those of other programs begin with no hyphen"
    case .unknownVoice(let name):
      "there is no voice \"\(name)\"; \"espeak-ng --voices\" lists those there are"
    case .emptyText: "there is no text to say"
    case .tooLong(let count, let limit):
      "the text has \(count) letters; at most \(limit) are said at once"
    case .nulCharacter: "the text has a NUL character, which cannot be said"
    case .foreignFolder(let transcripts):
      "\"\(transcripts)\" was not written by synthesis and would be lost; choose another folder"
    case .noRoom(let folder, let needed, let free):
      roomProblem(folder, needed: needed, free: free)
    default: ""
    }
  }
}
