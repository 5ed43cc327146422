internal import ExactStrings
internal import RegularExpressions

/// The regular expressions that a session used last, so that each is read once for all rows.
final class PatternCache {
  /// The most expressions that are kept.
  private static let most = 32

  private var patterns: [ExactString: Pattern] = [:]

  /// Returns the expression of a text.
  func pattern(_ text: String) throws(PatternError) -> Pattern {
    if let known = patterns[text] { return known }
    let pattern = try Pattern(text)
    if patterns.count >= Self.most { patterns = [:] }
    patterns[text] = pattern
    return pattern
  }
}

extension Call {
  /// Searches with the expression given for `pattern`; what is wrong with it is an error of the call.
  func searching<Result>(
    _ body: (Pattern, () -> Bool) throws(PatternError) -> Result
  ) throws -> Result {
    do throws(PatternError) {
      let interruption = session.interruption
      return try body(session.patterns.pattern(try patternText()), { interruption.isRequested })
    } catch .cancelled {
      throw Interrupted()
    } catch {
      throw BuiltinError(
        "\(error)", hint: hint(for: error), kind: "pattern",
        argument: error.isOfReplacement ? "replacement" : "pattern")
    }
  }

  /// The pattern; the checker of arguments has seen to it that there is a text.
  private func patternText() throws(PatternError) -> String {
    do {
      return try string("pattern")
    } catch {
      throw .syntax(pattern: "", problem: "it is missing", position: 0)
    }
  }

  private func hint(for error: PatternError) -> String? {
    switch error {
    case .syntax: "letters such as . ? * + ( ) [ ] stand for themselves behind a backslash"
    case .limit: "say what is to be found more narrowly: (a+)+ can be tried in countless ways"
    case .dollar(_, let meant): "write r\"\(meant)\", or r\"\\$\" for a dollar sign"
    default: nil
    }
  }
}

extension PatternError {
  /// Whether the replacement is at fault, not the pattern.
  fileprivate var isOfReplacement: Bool {
    switch self {
    case .noGroup, .escape, .dollar: true
    default: false
    }
  }
}
