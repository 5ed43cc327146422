/// A pattern of names: `*` stands for any letters, `?` for one, all else for itself.
struct FilePattern {
  private let pattern: [Unicode.Scalar]

  init(_ pattern: String) { self.pattern = Array(pattern.unicodeScalars) }

  /// Whether it stands for one name only.
  var isPlain: Bool { !pattern.contains("*") && !pattern.contains("?") }

  /// Whether a name matches; slashes are letters like others.
  ///
  /// - Complexity: O(pattern · name), whatever the pattern.
  func matches(_ name: String) -> Bool {
    let letters = Array(name.unicodeScalars)
    var (at, place) = (0, 0)
    // Where the last star stands, and how far the letters go that it stands for.
    var star: (at: Int, place: Int)?
    while place < letters.count {
      if at < pattern.count, pattern[at] == "*" {
        star = (at, place)
        at += 1
      } else if at < pattern.count, pattern[at] == "?" || pattern[at] == letters[place] {
        (at, place) = (at + 1, place + 1)
      } else if let last = star {
        star = (last.at, last.place + 1)
        (at, place) = (last.at + 1, last.place + 1)
      } else {
        return false
      }
    }
    return pattern[at...].allSatisfy { $0 == "*" }
  }
}
