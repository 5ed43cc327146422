internal import Files
internal import Letters

/// What can go wrong with texts, vocabularies and their files.
public enum TextError: Error, Equatable, Sendable {
  /// Two lists that belong together have different lengths.
  case differentCounts(references: Int, hypotheses: Int)
  /// A file cannot be read or written.
  case file(path: String, problem: FileProblem)
  /// A file is not JSON.
  case json(path: String, JSONError)
  /// A file is JSON, but not what it should be.
  case content(path: String, problem: String)
  /// A line of a file is not what it should be.
  case line(path: String, line: Int, problem: String)
  /// A vocabulary cannot be made or does not fit the tokenizer.
  case vocabulary(VocabularyProblem)
  /// A text has a letter that the vocabulary lacks; the position counts scalars from 0.
  case unknownLetter(String, position: Int, text: String)
  /// An id is none of the vocabulary's.
  case unknownID(Int, tokenCount: Int)
}

/// What is wrong with a vocabulary.
public enum VocabularyProblem: Equatable, Sendable {
  /// It has no token.
  case empty
  /// A token is the empty text.
  case emptyToken(id: Int)
  /// Tokens are letters with a space behind them; the first of them, and how many there are.
  case spacedTokens(String, count: Int)
  /// A token has two ids.
  case duplicateToken(String)
  /// Two tokens have the same id.
  case duplicateID(Int, String, String)
  /// An id lies outside 0 to the number of tokens less one.
  case badID(Int, token: String, tokenCount: Int)
  /// What stands where an id belongs is no whole number.
  case notAnID(token: String, kind: String)
  /// A token that the tokenizer needs is missing; the role says what for.
  case missing(token: String, role: String)
  /// Two roles were given the same token.
  case sharedToken(String, String, String)
  /// A text has the letter that stands for the space.
  case delimiterInText(String, text: String)
  /// The file has a vocabulary for each of several languages.
  case severalLanguages([String])
  /// The file has no vocabulary for a language.
  case unknownLanguage(String, [String])
}

extension TextError {
  /// The error with the file that it is about, if it is about a vocabulary.
  func about(_ path: String) -> TextError {
    guard case .vocabulary(let problem) = self else { return self }
    return .content(path: path, problem: "is no vocabulary that can be used: \(problem)")
  }
}

extension TextError: CustomStringConvertible {
  /// The error in one line.
  public var description: String {
    switch self {
    case .differentCounts(let references, let hypotheses):
      "there are \(references) references and \(hypotheses) hypotheses; each needs its partner"
    case .file(let path, let problem):
      "\"\(path)\" \(problem)" + (problem == .missing ? windowsAdvice(path) : "")
    case .json(let path, let error): "\"\(path)\" is not JSON: \(error)"
    case .content(let path, let problem): "\"\(path)\" \(problem)"
    case .line(let path, let line, let problem): "\"\(path)\", line \(line), \(problem)"
    case .vocabulary(let problem): problem.description
    case .unknownLetter(let letter, let position, let text):
      "the vocabulary lacks \(named(letter)), letter \(position + 1) of \"\(shortened(text))\""
    case .unknownID(let id, let count):
      "\(id) is no token of a vocabulary of \(count), whose ids go from 0 to \(count - 1)"
    }
  }
}

extension VocabularyProblem: CustomStringConvertible {
  /// The problem in words.
  public var description: String {
    switch self {
    case .empty: "the vocabulary has no token"
    case .emptyToken(let id): "token \(id) of the vocabulary is empty"
    case .spacedTokens(let token, let count):
      "\(count) tokens such as \"\(token)\" have a space behind the letter, so that no text can be written"
        + " with them; the lines of fairseq's dict.txt are a token, a space and a count: take what stands"
        + " before the space"
    case .duplicateToken(let token): "the token \"\(token)\" is in the vocabulary twice"
    case .duplicateID(let id, let first, let second):
      "the tokens \"\(first)\" and \"\(second)\" have the same id, \(id)"
    case .badID(let id, let token, let count):
      "the token \"\(token)\" has the id \(id); \(count) tokens need the ids 0 to \(count - 1)"
    case .notAnID(let token, let kind):
      "the token \"\(token)\" has \(kind) where its id belongs"
    case .missing(let token, let role): "the vocabulary lacks \"\(token)\", the \(role)"
    case .sharedToken(let token, let first, let second):
      "\"\(token)\" cannot be both the \(first) and the \(second)"
    case .delimiterInText(let delimiter, let text):
      "\"\(shortened(text))\" has the letter \"\(delimiter)\", which stands for the space; remove it"
    case .severalLanguages(let languages):
      "the vocabulary has several languages; choose one of \(languages.joined(separator: ", "))"
    case .unknownLanguage(let language, let languages):
      "the vocabulary has no \"\(language)\", only \(languages.joined(separator: ", "))"
    }
  }
}

/// A letter as a message shows it: itself and, unless it is plain, its code point.
private func named(_ letter: String) -> String {
  guard let scalar = letter.unicodeScalars.first, !(0x21..<0x7F).contains(scalar.value) else {
    return "\"\(letter)\""
  }
  let digits = String(scalar.value, radix: 16, uppercase: true)
  let code = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  return isWhiteSpace(scalar) ? code : "\"\(letter)\" (\(code))"
}

private func shortened(_ text: String) -> String {
  text.unicodeScalars.count <= 60 ? text : String(text.unicodeScalars.prefix(60)) + "…"
}
