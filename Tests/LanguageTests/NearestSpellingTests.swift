import Testing

@testable import Language

struct NearestSpellingTests {
  @Test(arguments: [
    ("lenght", "length"), ("pritn", "print"), ("load_audoi", "load_audio"), ("Print", "print"),
    ("xyz", nil), ("transcrpits", "transcripts"), ("ab", nil),
    // Words of other languages are no slips of the keyboard.
    ("first", nil), ("shape", nil), ("title", nil), ("choice", nil), ("pirnt", "print"),
  ])
  func `finds what was meant`(name: String, expected: String?) {
    let known = [
      "length", "print", "load_audio", "transcripts", "at", "fit", "save", "time", "advice",
    ]
    #expect(NearestSpelling.of(name, among: known) == expected)
  }

  /// The fewest edits by trying all of them, one after the other.
  private func bruteForce(_ first: [Character], _ second: [Character]) -> Int {
    if first.isEmpty || second.isEmpty { return first.count + second.count }
    let (a, b) = (Array(first.dropLast()), Array(second.dropLast()))
    var best = min(bruteForce(a, second) + 1, bruteForce(first, b) + 1)
    best = min(best, bruteForce(a, b) + (first.last == second.last ? 0 : 1))
    if first.count > 1, second.count > 1, first.last == b.last, a.last == second.last {
      best = min(best, bruteForce(Array(a.dropLast()), Array(b.dropLast())) + 1)
    }
    return best
  }

  @Test func `counts edits as brute force does`() {
    let words = ["", "a", "ab", "ba", "abc", "acb", "bca", "cab", "abab", "baba", "aabb"]
    for first in words {
      for second in words {
        #expect(
          NearestSpelling.distance(Array(first), Array(second))
            == bruteForce(Array(first), Array(second)), "\(first) \(second)")
      }
    }
  }
}
