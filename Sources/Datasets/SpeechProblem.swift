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
  /// The program gave no sound for a text.
  case noSound(program: String, text: String)
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
}

extension SpeechProblem: CustomStringConvertible {
  /// The problem in one line.
  public var description: String {
    switch self {
    case .missingProgram(let name):
      "speech needs the program \(name), which is not installed; install it with:"
        + " sudo apt-get install \(name)"
    case .cannotStart(let program, let reason): "\(program) does not start: \(reason)"
    case .failed(let program, let status, let message):
      "\(program) ended with status \(status)" + (message.isEmpty ? "" : ": \(message)")
    case .killed(let program, let signal): "\(program) was ended by signal \(signal)"
    case .timeout(let program, let seconds):
      "\(program) took more than \(seconds) seconds and was stopped"
    case .tooMuchSound(let program, let limit):
      "\(program) wrote more than \(limit >> 20) MiB of sound and was stopped"
    case .noSound(let program, let text):
      "\(program) gave no sound for \"\(text.prefix(60))\""
    case .badVoice(let name):
      "\"\(name)\" is no name of a voice; names have letters, digits, \"+\", \"-\" and \"_\""
    case .unknownVoice(let name):
      "there is no voice \"\(name)\"; \"espeak-ng --voices\" lists those there are"
    case .emptyText: "there is no text to say"
    case .tooLong(let count, let limit):
      "the text has \(count) letters; at most \(limit) are said at once"
    case .nulCharacter: "the text has a NUL character, which cannot be said"
    case .foreignFolder(let transcripts):
      "\"\(transcripts)\" was not written by synthesis and would be lost; choose another folder"
    }
  }
}
