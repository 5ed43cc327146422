internal import Foundation

/// A regular expression, whose search can be stopped: some patterns would search for years.
///
/// Text is matched code point by code point.
struct RegularExpression {
  /// The memory for ways back in the search, in entries; the library holds eight bytes in each and
  /// gives up silently when it has 8 MB of them.
  static let mostEntries = 400_000

  private let pattern: String
  private let expression: NSRegularExpression

  /// Reads `pattern`; besides the library's escapes it may have `\u{…}`, as strings have.
  init(_ pattern: String) throws(BuiltinError) {
    self.pattern = pattern
    do {
      expression = try NSRegularExpression(pattern: pattern.replacing("\\u{", with: "\\x{"))
    } catch {
      throw BuiltinError(
        "\(pattern.quoted) is no regular expression\(Self.reason(pattern))",
        hint: "letters such as . ? * + ( ) [ ] stand for themselves behind a backslash")
    }
  }

  /// Why a pattern cannot be read, if that is known.
  private static func reason(_ pattern: String) -> String {
    do {
      _ = try Regex(pattern)
      return ""
    } catch {
      return ": " + "\(error)".split(whereSeparator: \.isNewline).joined(separator: " ")
    }
  }

  /// Returns `text` without what the expression finds in it.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - isCancelled: Asked now and then whether to stop.
  /// - Returns: The text that is left.
  /// - Throws: ``Interrupted`` if the search was stopped; ``BuiltinError`` if the text is too long
  ///   for the library to find everything.
  func removed(from text: String, _ isCancelled: @escaping () -> Bool) throws -> String {
    let whole = text as NSString
    // An entry for every letter, with two numbers for each group in it.
    let longest = Self.mostEntries / (4 + 2 * expression.numberOfCaptureGroups)
    guard whole.length <= longest else {
      throw BuiltinError(
        "a text of \(whole.length) characters is too long for \(pattern.quoted); "
          + "at most \(longest) can be searched",
        hint: "split the text into lines, and map over them", kind: "limit", argument: "text")
    }
    var kept = ""
    var end = 0
    var isStopped = false
    let range = NSRange(location: 0, length: whole.length)
    unsafe expression.enumerateMatches(in: text, options: .reportProgress, range: range) {
      result, _, stop in
      if isCancelled() {
        isStopped = true
        unsafe stop.pointee = true
      }
      guard let found = result?.range, found.length > 0 else { return }
      kept += whole.substring(with: NSRange(location: end, length: found.location - end))
      end = found.location + found.length
    }
    if isStopped { throw Interrupted() }
    return kept + whole.substring(from: end)
  }
}
