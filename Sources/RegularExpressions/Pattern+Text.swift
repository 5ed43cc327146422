internal import ExactStrings

/// A place where a pattern was found.
public struct PatternMatch: Sendable, Equatable {
  /// What was found.
  public let text: String
  /// What the groups found, `nil` for one that took no part.
  public let groups: [String?]
}

extension Pattern {
  /// The name of every group in order, `nil` for one without.
  public var groupNames: [String?] {
    var names = [String?](repeating: nil, count: groupCount)
    for (name, number) in groupNumbers where number >= 1 && number <= groupCount {
      names[number - 1] = name.string
    }
    return names
  }

  /// Calls a function with every match, from left to right, none over another.
  ///
  /// As in Python, an empty match may follow another match at once.
  private func forEachMatch(
    in bytes: [UInt8], _ isCancelled: () -> Bool,
    _ visit: ([Range<Int>?], Range<Int>) throws(PatternError) -> Bool
  ) throws(PatternError) {
    var place = 0
    var isRetry = false
    while place <= bytes.count {
      guard !isCancelled() else { throw .cancelled }
      if let found = try firstMatch(in: bytes, from: place, isRetry: isRetry), let whole = found[0]
      {
        guard try visit(found, whole) else { return }
        isRetry = whole.isEmpty
        place = max(place, whole.upperBound)
      } else if isRetry {
        // Nothing longer begins here: on to the next scalar.
        isRetry = false
        place += 1
        while place < bytes.count, bytes[place] & 0xC0 == 0x80 { place += 1 }
      } else {
        return
      }
    }
  }

  /// Whether the pattern is found anywhere in a text.
  public func isFound(
    in text: String, isCancelled: () -> Bool = { false }
  ) throws(PatternError) -> Bool {
    guard !isCancelled() else { throw .cancelled }
    return try firstMatch(in: Array(text.utf8), from: 0, isRetry: false) != nil
  }

  /// Returns every match in a text.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - isCancelled: Asked between matches whether to stop.
  /// - Returns: The matches from left to right.
  /// - Throws: ``PatternError``.
  public func matches(
    in text: String, isCancelled: () -> Bool = { false }
  ) throws(PatternError) -> [PatternMatch] {
    let bytes = Array(text.utf8)
    var matches: [PatternMatch] = []
    try forEachMatch(in: bytes, isCancelled) { (found, whole) throws(PatternError) in
      let groups = found.dropFirst().map { $0.map { String(decoding: bytes[$0], as: UTF8.self) } }
      matches.append(
        PatternMatch(text: String(decoding: bytes[whole], as: UTF8.self), groups: Array(groups)))
      return true
    }
    return matches
  }

  /// Returns a text with every match replaced.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - replacement: What to put in the place of a match. `\1` to `\99`, `\g<1>` and `\g<name>`
  ///     stand for what groups found, `\\` for a backslash, `\n` and `\t` for a line end and a tab.
  ///   - mostBytes: The most that the new text may have.
  ///   - isCancelled: Asked between matches whether to stop.
  /// - Returns: The new text.
  /// - Throws: ``PatternError``.
  public func replacing(
    in text: String, with replacement: String, mostBytes: Int = .max,
    isCancelled: () -> Bool = { false }
  ) throws(PatternError) -> String {
    let template = try Replacement(replacement, for: self)
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var end = 0
    try forEachMatch(in: bytes, isCancelled) { (found, whole) throws(PatternError) in
      result += bytes[end..<max(end, whole.lowerBound)]
      for part in template.parts {
        switch part {
        case .bytes(let literal): result += literal
        case .group(let number): if let range = found[number] { result += bytes[range] }
        }
      }
      guard result.count <= mostBytes else { throw .tooLong(limit: mostBytes) }
      end = max(end, whole.upperBound)
      return true
    }
    return String(decoding: result + bytes[end...], as: UTF8.self)
  }
}
