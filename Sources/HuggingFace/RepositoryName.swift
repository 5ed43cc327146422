/// The name of a repository: `owner/name`, or `name` alone.
struct RepositoryName: Sendable, Equatable {
  /// The user or the organization, if the name has one.
  let owner: String?
  /// What comes behind the owner.
  let name: String

  /// The whole name.
  var text: String { owner.map { "\($0)/\(name)" } ?? name }

  /// The folder of the repository in the cache.
  var folder: String { (["models"] + [owner, name].compactMap { $0 }).joined(separator: "--") }

  /// Checks a name by the hub's rules: letters, digits, `-`, `_` and `.` of ASCII, 96 at most in
  /// each part, no `--` and no `..`, no `-` and no `.` at either end of a part, no `.git` behind.
  init(_ text: String) throws(HubError) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard (1...2).contains(parts.count), parts.allSatisfy(Self.isPart),
      !parts[parts.count - 1].hasSuffix(".git")
    else { throw .badRepository(text) }
    owner = parts.count == 2 ? parts[0] : nil
    name = parts[parts.count - 1]
  }

  private static func isPart(_ part: String) -> Bool {
    let isWord: (Character) -> Bool = { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    guard let first = part.first, let last = part.last, isWord(first), isWord(last) else {
      return false
    }
    return part.utf8.count <= 96 && !part.contains("--") && !part.contains("..")
      && part.allSatisfy { isWord($0) || $0 == "-" || $0 == "." }
  }
}

/// Checks a branch, a tag or a commit by Git's rules for names, which keep it inside the cache.
func checkRevision(_ revision: String) throws(HubError) {
  let parts = revision.split(separator: "/", omittingEmptySubsequences: false)
  let isGood = parts.allSatisfy { part in
    !part.isEmpty && !part.hasPrefix(".") && !part.hasSuffix(".") && !part.hasSuffix(".lock")
      && !part.contains("..") && !part.contains("@{")
      && part.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7F }
      && !part.contains { "~^:?*[\\".contains($0) }
  }
  guard isGood, revision.utf8.count <= 255, !revision.hasPrefix("-") else {
    throw .badRevision(revision)
  }
}

/// Whether a text is a whole commit: 40 hexadecimal digits in small letters.
func isCommit(_ text: String) -> Bool { isHexadecimal(text, count: 40) }

/// Whether a text is `count` hexadecimal digits in small letters.
func isHexadecimal(_ text: String, count: Int) -> Bool {
  text.utf8.count == count
    && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
}

/// Whether the name of a repository's file, parts joined by `/`, leads to a place below the folder
/// that it is put in, on any system.
func isSafeFileName(_ name: String) -> Bool {
  let parts = name.split(separator: "/", omittingEmptySubsequences: false)
  return name.utf8.count <= 1024 && !name.contains("\\")
    && name.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
    && parts.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." && $0.utf8.count <= 200 }
}
