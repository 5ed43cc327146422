internal import ExactStrings
internal import Files

/// A pattern of paths: `*` and `?` stand for letters of a name, `[a-z]` for one of several, `**` for any
/// folders, also none.
///
/// As in shells, wildcards match no name with a dot first unless the pattern has the dot, and a folder is
/// no file. Links to files are followed; links to folders are not entered by `**`, so that no search goes
/// round in a circle.
struct PathPattern {
  /// The path before the first step with a wildcard; empty for the current folder.
  let base: String
  /// The steps from the first with a wildcard.
  private let steps: [[Unicode.Scalar]]

  init(_ pattern: String) {
    let parts = pattern.unicodeScalars.split(separator: "/", omittingEmptySubsequences: false).map {
      Array($0)
    }
    let first =
      parts.firstIndex { $0.contains { "*?[".unicodeScalars.contains($0) } } ?? parts.count
    func joined(_ parts: ArraySlice<[Unicode.Scalar]>) -> String {
      parts.map { String(String.UnicodeScalarView($0)) }.joined(separator: "/")
    }
    let before = joined(parts[..<first])
    base = first > 0 && before.isEmpty ? "/" : before
    steps = parts[first...].filter { !$0.isEmpty }
  }

  /// Whether the pattern has a wildcard.
  var hasWildcards: Bool { !steps.isEmpty }

  /// The files that match, in the order of their code points.
  ///
  /// - Parameters:
  ///   - folder: The folder to look in: what stands at ``base``.
  ///   - visit: Called before each folder that is listed.
  /// - Returns: Paths that begin as the pattern does.
  /// - Throws: ``BuiltinError`` for a folder that cannot be listed, and what `visit` throws.
  func files(in folder: String, visit: () throws -> Void) throws -> [String] {
    var found: Set<ExactString> = []
    var waiting = [(place: "", step: 0)]
    var seen: Set<ExactString> = []
    while let (place, step) = waiting.popLast() {
      let key = String(step) + " " + place
      guard seen.insert(key).inserted else { continue }
      try visit()
      let isAnywhere = String(String.UnicodeScalarView(steps[step])).isExactly("**")
      let isLast = step == steps.count - 1
      if isAnywhere, !isLast { waiting.append((place, step + 1)) }
      for (name, kind) in try Self.entries(folder, place) {
        let next = place.isEmpty ? name : place + "/" + name
        let isHidden = name.hasPrefix(".") && steps[step].first != "."
        guard !isHidden, isAnywhere || Self.matches(name, steps[step]) else { continue }
        try Self.requireName(name, folder + "/" + next)
        switch try kind ?? Self.kind(folder + "/" + next) {
        case .file where isLast: found.insert(next)
        case .folder where isAnywhere: waiting.append((next, step))
        case .folder where !isLast: waiting.append((next, step + 1))
        case .link: try follow(next, folder, step, isAnywhere, &found, &waiting)
        default: break
        }
      }
    }
    return found.map { base.isEmpty ? $0.string : base.inFolder($0.string) }.sortedExactly()
  }

  /// Takes what a link leads to for what stands there; `**` does not go through links.
  private func follow(
    _ next: String, _ folder: String, _ step: Int, _ isAnywhere: Bool,
    _ found: inout Set<ExactString>, _ waiting: inout [(place: String, step: Int)]
  ) throws {
    let isLast = step == steps.count - 1
    switch systemKind(folder + "/" + next, followsLinks: true) {
    case .success(.file) where isLast: found.insert(next)
    case .success(.folder) where !isLast && !isAnywhere: waiting.append((next, step + 1))
    default: break
    }
  }

  private static func entries(
    _ folder: String, _ place: String
  ) throws -> [(name: String, kind: EntryKind?)] {
    let path = place.isEmpty ? folder : folder + "/" + place
    do throws(SystemFault) {
      return try folderEntries(path)
    } catch {
      throw BuiltinError(
        "\(path.quoted) cannot be listed: \(error)", kind: "file", argument: "pattern")
    }
  }

  /// Refuses a name whose bytes are not UTF-8: what is shown of it names no file.
  private static func requireName(_ name: String, _ path: String) throws {
    guard name.unicodeScalars.contains("\u{FFFD}"),
      case .failure = systemKind(path, followsLinks: false)
    else { return }
    throw BuiltinError(
      "the name \(path.quoted) is not UTF-8, so that no text can name it", hint: "rename the file",
      kind: "file", argument: "pattern")
  }

  private static func kind(_ path: String) throws -> EntryKind {
    switch systemKind(path, followsLinks: false) {
    case .success(let kind): return kind
    case .failure(let fault):
      throw BuiltinError("\(path.quoted) cannot be looked at: \(fault)", kind: "file")
    }
  }

  /// Whether a name matches a step of a pattern.
  static func matches(_ name: String, _ pattern: [Unicode.Scalar]) -> Bool {
    let name = Array(name.unicodeScalars)
    var (at, letter) = (0, 0)
    // Where the last star was, and the letter that it has been taken to reach.
    var star: (at: Int, letter: Int)?
    while letter < name.count {
      if at < pattern.count, pattern[at] == "*" {
        star = (at, letter)
        at += 1
      } else if let next = end(of: at, in: pattern, matching: name[letter]) {
        (at, letter) = (next, letter + 1)
      } else if let last = star {
        star = (last.at, last.letter + 1)
        (at, letter) = (last.at + 1, last.letter + 1)
      } else {
        return false
      }
    }
    return pattern[at...].allSatisfy { $0 == "*" }
  }

  /// The place behind the part of a pattern that stands for one letter, if it stands for this one.
  private static func end(
    of at: Int, in pattern: [Unicode.Scalar], matching letter: Unicode.Scalar
  ) -> Int? {
    guard at < pattern.count else { return nil }
    if pattern[at] == "?" { return at + 1 }
    // A bracket that is never closed is a letter.
    guard pattern[at] == "[", let closing = closing(pattern, from: at) else {
      return pattern[at] == letter ? at + 1 : nil
    }
    var (place, isIn) = (at + 1, false)
    let isNegated = pattern[place] == "!"
    if isNegated { place += 1 }
    while place < closing {
      if place + 2 < closing, pattern[place + 1] == "-" {
        isIn = isIn || (pattern[place] <= letter && letter <= pattern[place + 2])
        place += 3
      } else {
        isIn = isIn || pattern[place] == letter
        place += 1
      }
    }
    return isIn != isNegated ? closing + 1 : nil
  }

  /// The bracket that closes a set; one that comes first in it is a letter of the set.
  private static func closing(_ pattern: [Unicode.Scalar], from at: Int) -> Int? {
    var first = at + 1
    if first < pattern.count, pattern[first] == "!" { first += 1 }
    return pattern.indices.first { $0 > first && pattern[$0] == "]" }
  }
}
