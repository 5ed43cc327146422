/// Why a regular expression cannot be read or used.
public enum PatternError: Error, Equatable, Sendable {
  /// The pattern is not one; what is wrong, and how many letters stand before.
  case syntax(pattern: String, problem: String, position: Int)
  /// The search took more steps, or more memory, than are allowed for one place of a text.
  case limit(pattern: String)
  /// A replacement names a group that the pattern does not have.
  case noGroup(String, pattern: String)
  /// A replacement has an escape that means nothing.
  case escape(String)
  /// A replacement writes a group as other languages do; how it is written here.
  case dollar(String, meant: String)
  /// The text would become longer than allowed, in bytes.
  case tooLong(limit: Int)
  /// The search was stopped.
  case cancelled
}

extension PatternError: CustomStringConvertible {
  /// The error in one line.
  public var description: String {
    switch self {
    case .syntax(let pattern, let problem, let position):
      "\"\(pattern)\" is no regular expression: \(problem), after \(position) letters"
    case .limit(let pattern):
      "the search for \"\(pattern)\" was given up: it tries too many ways"
    case .noGroup(let name, let pattern): "\"\(pattern)\" has no group \(name)"
    case .escape(let escape): "\(escape) means nothing in a replacement; a backslash is \\\\"
    case .dollar(let written, let meant):
      "\(written) would stand in the text as it is: what a group found is written \(meant)"
    case .tooLong(let limit): "the text would have more than \(limit >> 20) MB"
    case .cancelled: "stopped"
    }
  }
}
