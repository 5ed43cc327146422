internal import CPCRE2
internal import ExactStrings

/// A regular expression of PCRE2, whose search takes a bounded time on every text.
///
/// Text is matched scalar by scalar, and classes such as `\w` are Unicode's. `\u{…}` stands for a
/// scalar, as in strings. The expression is Perl's, which Python's is close to.
///
/// This is the one file that calls PCRE2.
@safe
public final class Pattern {
  /// The steps that the search for one match may take: some tenths of a second.
  public static let mostSteps: UInt32 = 5_000_000
  /// The memory for ways back, in KiB.
  private static let mostMemory: UInt32 = 65_536

  /// The pattern as it was given.
  public let text: String
  private let code: OpaquePointer
  private let match: OpaquePointer
  private let context: OpaquePointer
  /// The groups with names, and their numbers.
  let groupNumbers: [ExactString: Int]
  /// The number of groups, the whole match not counted.
  let groupCount: Int

  /// Reads a pattern.
  ///
  /// - Parameter text: The pattern.
  /// - Throws: ``PatternError/syntax(pattern:problem:position:)``.
  public init(_ text: String) throws(PatternError) {
    self.text = text
    let bytes = Array(text.replacing("\\u{", with: "\\x{").utf8)
    var (problem, place): (Int32, Int) = (0, 0)
    let options = PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C | UInt32(PCRE2_NO_UTF_CHECK)
    let compiled = unsafe pcre2_compile_8(bytes, bytes.count, options, &problem, &place, nil)
    guard let compiled = unsafe compiled else {
      let before = String(decoding: bytes.prefix(place), as: UTF8.self).unicodeScalars.count
      throw .syntax(pattern: text, problem: Self.words(for: problem), position: before)
    }
    guard let context = unsafe pcre2_match_context_create_8(nil),
      let match = unsafe pcre2_match_data_create_from_pattern_8(compiled, nil)
    else {
      unsafe pcre2_code_free_8(compiled)
      throw .limit(pattern: text)
    }
    unsafe pcre2_set_match_limit_8(context, Self.mostSteps)
    unsafe pcre2_set_heap_limit_8(context, Self.mostMemory)
    unsafe (self.code, self.match, self.context) = (compiled, match, context)
    unsafe (groupCount, groupNumbers) = Self.groups(of: compiled)
  }

  deinit {
    unsafe pcre2_match_data_free_8(match)
    unsafe pcre2_match_context_free_8(context)
    unsafe pcre2_code_free_8(code)
  }

  private static func words(for problem: Int32) -> String {
    var letters = [UInt8](repeating: 0, count: 256)
    let count = unsafe pcre2_get_error_message_8(problem, &letters, letters.count)
    return count > 0
      ? String(decoding: letters.prefix(Int(count)), as: UTF8.self) : "error \(problem)"
  }

  private static func groups(of code: OpaquePointer) -> (Int, [ExactString: Int]) {
    var (groupCount, nameCount, entrySize): (UInt32, UInt32, UInt32) = (0, 0, 0)
    var table: UnsafePointer<UInt8>?
    _ = unsafe pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_CAPTURECOUNT), &groupCount)
    _ = unsafe pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMECOUNT), &nameCount)
    _ = unsafe pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMEENTRYSIZE), &entrySize)
    _ = unsafe pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMETABLE), &table)
    var numbers: [ExactString: Int] = [:]
    guard let table = unsafe table else { return (Int(groupCount), numbers) }
    for entry in 0..<Int(nameCount) {
      // Two bytes of the group's number, then its name with a zero behind it.
      let start = unsafe table + entry * Int(entrySize)
      let number = unsafe Int(start[0]) << 8 | Int(start[1])
      unsafe numbers[String(cString: start + 2)] = number
    }
    return (Int(groupCount), numbers)
  }

  /// Finds the first match at a place or behind it.
  ///
  /// - Parameters:
  ///   - bytes: Valid UTF-8.
  ///   - start: Where to begin, at the start of a scalar.
  ///   - isRetry: Whether a match has to begin at the place, and not be empty.
  /// - Returns: The ranges of the match and its groups, `nil` for a group that took no part.
  /// - Throws: ``PatternError/limit(pattern:)``.
  func firstMatch(
    in bytes: [UInt8], from start: Int, isRetry: Bool
  ) throws(PatternError) -> [Range<Int>?]? {
    var options = UInt32(PCRE2_NO_UTF_CHECK)
    if isRetry { options |= UInt32(PCRE2_NOTEMPTY_ATSTART) | PCRE2_ANCHORED }
    let count = unsafe pcre2_match_8(code, bytes, bytes.count, start, options, match, context)
    if count == PCRE2_ERROR_NOMATCH { return nil }
    guard count > 0 else { throw .limit(pattern: text) }
    let places = unsafe pcre2_get_ovector_pointer_8(match)
    return (0...groupCount).map { group in
      guard group < Int(count), let places = unsafe places else { return nil }
      let (lower, upper) = unsafe (places[2 * group], places[2 * group + 1])
      // A match may end before it begins, by \K in a look-ahead; it counts as empty there.
      return lower == Int.max || lower == Int(bitPattern: UInt.max)
        ? nil : min(lower, upper)..<max(lower, upper)
    }
  }
}
